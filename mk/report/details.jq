# details.jq - what Markdown and HTML have room for, and text does without: these
# parts are apart because jq takes long to bind them
#
# details: the model of report.jq with more facts, and
#   description; reading: [text]
#   plot     {unit, rows: [{name, points: [{round, value, disturbed}], median, lo, hi}]}

# the tables that belong to the headline
def first_sight: .title == null or .first;

def tag_text:
  if type == "array" then (if . == [] then "none" else join(", ") end)
  elif type == "string" then .
  else tojson end;

# "threads 1, simd none, ..." of each implementation
def tags($records):
  [$records[] | {key: .implementation, value: (.fairness.tags // {} | del(.link, .class))}]
  | map("\(.key): " + (if .value == {} then "no impl.json"
      else .value | to_entries | map("\(.key) \(.value | tag_text)") | join(", ") end));

# as leak(1) says it
def stability_reading: [
  "leaking: in every process memory grows until the end, by more than chance and the counters' errors explain. steady: in none. inconclusive: in some, or the runs are too short to tell.",
  "growth: of all processes together, of the least memory in each stretch of a run, without its first quarter; with its 95 % interval.",
  "would be found from: the least leak that these runs would have shown. What is steady may leak less.",
  "drift of throughput: by how much the rate of operations changed from the beginning of a run to its end."
];

def reading($rows; $shared; $metric; $base):
  def percent: 1000 * . | floor / 10 | tostring;
  ([$rows[].metric.interval.confidence? // empty] | min) as $median
  | ([$rows[].comparison.confidence? // empty] | min) as $ratio
  | [
    (if $median then
      "interval: of the median, distribution-free, with a confidence of at least \($median | percent) %."
      else empty end),
    "A ratio is how many times the \($metric | spaced) of \($base) it is, \(if $shared | imported then "of values that do not pair" else "paired by round" end)\(if $ratio then ", with its \($ratio | percent) % interval" else "" end); ×1 is no difference.",
    "Case by case, a ratio that the rounds cannot tell from ×1 has a question mark, and one within 5 % of it an equals sign.",
    (if any($rows[]; .record.scaling) then
      "break-even: from so many on, the one that takes less for each takes less in all, its start-up included."
    else empty end),
    "slower, faster and the like: p (adjusted for all comparisons) is small, the interval excludes ×1, and the ratio is beyond the threshold of comparator(1), 5 % by default.",
    "tie: equivalent, the interval lies within the threshold. inconclusive: these rounds cannot tell, which is no tie. Winners are named among verified implementations of one fairness class only."
  ];

def plotted($rows):
  {
    unit: ($rows[0].metric.unit // ""),
    rows: [$rows[] | .name as $name | .record.rounds as $rounds | .metric
      | select(.samples) | {
          $name,
          points: [[.samples, [$rounds[] | select(.phase == "timed")]] | transpose[]
            | {value: .[0], round: .[1].round, disturbed: (.[1].disturbed == true)}],
          median: .value, lo: (.interval.lo? // null), hi: (.interval.hi? // null)
        }]
  };

def details:
  .current as $current | .shared as $first | .rows as $rows
  | .tables |= map(without("age"))
  | .description = $first.spec.description
  | .reading = (.reading // if any($rows[]; .record.stability) then stability_reading else reading($rows; $first; .metric; .base) end)
  | .plot = plotted($rows)
  | .facts += [
      ["fairness", "class \([$current[].fairness.class] | unique | listed). \($first.fairness.rules | join(" "))"],
      (if $first | imported then empty else ["tags", tags($current)] end),
      ([$current[] | select(.flame_graph) | {text: .implementation,
          href: "../../profile/\(.profile)/\(.benchmark_id)/\(.implementation).svg"}]
        | select(. != []) | ["flame graphs", .]),
      (if $first | imported then empty else ["raw data", ([$current[] | "/\(.implementation)/" as $own | .raw[].path
          | if contains($own) then split($own)[0] else split("/")[:-1] | join("/") end] | unique | listed
        | if . == "" then "none" else . + "/, with SHA256SUMS" end)] end)
    ];

# report.jq - what a report on one benchmark shows, from its records
#
# model: the records and the time (seconds since 1970) in, one object out that
# the renderers in report/ only have to draw (mk/bin/report puts report/units.jq
# before this file, a renderer after it, and between them what only some of these
# show: report/details.jq):
#
#   title, headline, benchmark, profile
#   measured seconds since 1970: when the last round began
#   tables   [{title, head: [{label, right, wide}], rows: [[cell]], spare}]; detail: not for
#            a terminal; spare names
#            the columns that a narrow page does without, the least needed first;
#            caption is for where one without title needs one
#   a cell is {text, raw, tone}: raw stands behind the text; tone is good, tie, bad,
#            unsure or null. For programs it has more: unit (of raw), lo and hi (of an
#            interval), value (if raw is words), shaped (the text begins with a sign)
#   facts    [[label, text or texts]]; uncontrolled: [text]
#   rows, base, shared, current   what report/details.jq makes more of

# what a metric is called in a heading
def spaced:
  {"max_rss": "peak memory", "cpu_time": "CPU time", "cpu_per_request": "CPU per request", "cpu_utilisation": "CPU use",
    "alloc_count": "allocations", "alloc_bytes": "allocated", "alloc_peak": "peak of live memory"}[.] // (split("_") | join(" "));
# "c10 latency", but "operation time" of operations
def named: .case as $case | (.metric | spaced) as $metric | if $metric | startswith("\($case) ") then $metric else "\($case) \($metric)" end;
def cell($text): {text: $text, raw: null, tone: null};
def cell($text; $raw): {text: $text, raw: $raw, tone: null};
def amount($unit): cell(humane($unit); .) + {$unit};
def value($metric):
  if $metric == null then cell("") else $metric | .unit as $unit | .value | amount($unit) end;
def count: cell(grouped) + {value: ., unit: "1"};
def range_cell($lo; $hi; $unit): cell(humane_range($lo; $hi; $unit)) + {value: "\($lo) to \($hi)", $lo, $hi, $unit};
# "177 ms (174–192 ms)"
def estimate($lo; $hi; $unit):
  amount($unit)
  | if .raw == null or $lo == null or $hi == null then . else .text += " (\(humane_range($lo; $hi; $unit)))" | . + {$lo, $hi} end;
def times($lo; $hi): cell(humane_ratio($lo; $hi)) + {value: ., $lo, $hi, unit: "1"};
def once: cell("×1") + {value: 1, unit: "1"};
def column($name): {"label": $name, right: true};
def name_column($name): {"label": $name, right: false};

# a table without the column of that name
def without($column):
  ([.head[].label] | index($column)) as $i
  | if $i == null then . else del(.head[$i]) | .rows |= map(del(.[$i])) end;

# a table without the columns that are empty in every row
def without_blank:
  reduce .head[1:][].label as $name (.;
    ([.head[].label] | index($name)) as $i
    | if all(.rows[]; .[$i].text == "") then without($name) else . end);

# ---- who is compared with whom ----

def extreme: if .direction == "higher" then "highest" else "lowest" end;

# The word for the best one: of times and rates the fastest, of bytes the
# smallest.
def superlative:
  if .unit | . == "s" or endswith("/s") then "fastest"
  elif .unit == "B" then "smallest"
  else extreme end;

# A record as a row: its numbers in the benchmark's first metric, and how it
# compares.
def row($primary; $now; $run_id):
  . as $record
  | (.metrics[$primary] // null) as $metric
  | (first(.comparisons[] | select(.metric == $primary and .case == "")) // null) as $comparison
  | (([.rounds[].start_time // empty] | max) // (.timestamp | values | seconds_since_1970) // null) as $measured
  | {
      name: .implementation,
      record: $record,
      $metric,
      $comparison,
      class: .fairness.class,
      verified: (.answer.verified == true),
      current: (.run_id == $run_id),
      $measured,
      age: ($measured | if . then $now - . else . end),
      works: (.status == "ok" and ($metric != null or imported) and .run_id == $run_id)
    };

# Rows that work get a place: reference (what all were compared with: the best
# median), tie (shown to be equivalent), unclear, or behind; each within its
# fairness class.
def placed:
  map(.name) as $names
  | ([.[].comparison.reference // empty | select(. as $name | $names | index($name) != null)]
      | first // (if $names | length == 1 then $names[0] else null end)) as $reference
  | (map(select(.name == $reference)) | first | .class?) as $class
  | map(.place =
      if .name == $reference then "reference"
      elif .comparison == null then "alone"
      elif $class != null and .class != $class then "other class"
      elif .comparison.verdict == "equivalent" then "tie"
      elif .comparison.verdict == "inconclusive" then "unclear"
      else "behind" end);

def at($place): map(select(.place == $place and .verified));

# the winners: a list of one, several if they tie, none if none may win or these
# rounds cannot tell
def winners:
  if length > 1 and at("reference") != [] and at("unclear") == [] then at("reference") + at("tie")
  else [] end;

def direction_sorted:
  sort_by(if .metric.direction == "higher" then -.metric.value else .metric.value end);

# the text, and the same in brief
def verdict_cell($winners; $best):
  (.comparison.verdict? // "") as $verdict
  | (if .verified then "" else ", unverified" end) as $but
  | {text: $verdict, raw: null, tone: null}
    + if .place == "reference" then
        if $winners[1] then {text: "tie", tone: "tie"}
        else {text: $best, tone: (if $winners == [] then null else "good" end)} end
      elif .place == "tie" and .verified and $winners[1] then
        {text: "tie: \($verdict)", tone: "tie"}
      elif .place == "other class" then {text: "\($verdict), class \(.class)"}
      elif .place == "unclear" and .comparison.rounds_needed then
        {text: "\($verdict), \(.comparison.rounds_needed) rounds might tell", brief: ($verdict + $but)}
      else {} end
  | .text += $but;

def ratio_cell($comparison):
  if $comparison == null then cell("")
  # of a value of 0 or less
  elif $comparison.ratio == null then cell("none")
  else $comparison | .ratio_lo as $lo | .ratio_hi as $hi
    | "\(.ratio) (\($lo) to \($hi), confidence \(.confidence), p \(.p_holm))" as $raw
    | .ratio | times($lo; $hi) | .raw = $raw
  end;

# ---- the tables ----

def main_table($rows; $winners; $best; $base):
  ([$rows[].class] | unique | length > 1) as $classes
  | {
    title: null,
    caption: ($rows[0].metric.metric // "" | "\(spaced | capitalised), whole run"),
    head: ([
        {"label": "implementation", "right": false},
        (if $classes then name_column("class") else empty end),
        {"label": "median", "right": true},
        {"label": "p95", "right": true},
        {"label": "stddev", "right": true},
        {"label": "interval", "right": true},
        {"label": "peak memory", "right": true},
        {"label": "ratio to \($base)", "right": true},
        {"label": "verdict", "right": false},
        {"label": "n", "right": true},
        {"label": "disturbed", "right": true},
        {"label": "age", "right": true},
        {"label": "measured", "right": true}
      ]),
    spare: ["stddev", "age", "p95", "advice", "disturbed", "n", "peak memory", "interval"],
    rows: [$rows[] | .metric as $m | .record as $r | [
      cell(.name),
      (if $classes then cell(.class) else empty end),
      value($m),
      ($m.p95, $m.stddev | amount($m.unit)),
      (if $m.interval and $m.interval.confidence > 0 then
        range_cell($m.interval.lo; $m.interval.hi; $m.unit)
        | .raw = "\(.value), confidence \($m.interval.confidence)" | .value = .raw
      else cell("too few rounds") end),
      (value($r.metrics.max_rss)
        | if ($r.metrics.max_rss_at_floor.max? // 0) > 0 then .text = "≤ " + .text else . end),
      (if .place == "reference" then once | .raw = "what the others are compared with"
      else ratio_cell(.comparison) end),
      verdict_cell($winners; $best),
      ($m.n | count),
      ($r.disturbances.rounds | if . == null then cell("unknown") else count end
        | if .value == 0 then . else .tone = "unsure" end),
      cell(.age | humane_age),
      cell(.measured | date_and_time) + {value: (.measured | if . then floor | todate else . end)}
    ]]
  };

# Those that did not work, and the benchmarks that failed within those that did.
def failures_table($rows; $others):
  {
    title: "Not ranked",
    first: true,
    head: [
      {"label": "implementation", "right": false},
      {"label": "status", "right": false},
      {"label": "reason", "right": false, "wide": true}
    ],
    rows: ([$rows[] | [
      cell(.name),
      (cell(if .current then .record.status else "another session" end) | .tone = "bad"),
      cell(.record.reason // (if .current then "it has no \(.record.spec.compare[0])"
        elif .record | imported then "it is of another file: \(.record.source.file)"
        else "measured \(.measured | date_and_time): make measures it again with the others" end))
    ]] + [$others[] | .name as $name | .record.source.failed // [] | .[]
      | [cell("\($name): \(.what)"), (cell("failed") | .tone = "bad"), cell(.reason)]])
  };

def work_table($rows; $shared):
  ([$shared.spec.work[] | select(.case | not).metric]) as $work
  | (["alloc_count", "alloc_bytes", "alloc_peak"] | map(select(. as $name | any($rows[]; .record.metrics[$name])))) as $allocations
  | any($rows[]; .record.metrics.cpu_utilisation) as $used
  | {
      title: "Work and cost",
      head: ([name_column("implementation")]
        + ($work | map(column(spaced)))
        + [
          {"label": "CPU time", "right": true},
          (if $used then column("CPU use") else empty end),
          {"label": "user", "right": true},
          {"label": "system", "right": true},
          {"label": "spawn", "right": true},
          {"label": "warm-up run", "right": true},
          {"label": "ratio, quiet rounds", "right": true}
        ]
        + ($allocations | map(column(spaced)))),
      spare: ["spawn", "system", "user", "CPU use", "warm-up run"],
      rows: [$rows[] | .record as $r | .comparison as $c | [cell(.name)]
        + [$work[] | value($r.metrics[.])]
        + ["cpu_time", (if $used then "cpu_utilisation" else empty end), "user_time", "sys_time", "spawn_time" | value($r.metrics[.])]
        + [(first($r.rounds[] | select(.phase == "warmup")).wall_time // null
            | if . == null then cell("") else amount("s") end),
          (if .place == "reference" then once
          elif $c == null then cell("")
          elif $c.ratio_quiet == null then cell("too few")
          else $c.ratio_quiet | times($c.ratio_quiet_lo; $c.ratio_quiet_hi)
            | .raw = "\($c.n_quiet) rounds in which neither was disturbed" end)]
        + [$allocations[] | value($r.metrics[.])]]
    }
  | without_blank;

# What the file says of each as a whole, besides the metric of the first table.
def figures_table($rows; $primary):
  ([$rows[].record.metrics[] | select(.case == "" and .metric != $primary).metric] | unique) as $metrics
  | {
      title: "Other figures",
      detail: ($metrics | length > 30),
      head: ([name_column("metric")] + ($rows | map(column(.name)))),
      rows: [$metrics[] as $m | [cell($m | spaced)] + [$rows[] | value(.record.metrics[$m])]]
    }
  | select($metrics != []);

def other_table($rows; $shared):
  ([$shared.spec.compare[1:][] | select(. as $m | any($rows[].record.comparisons[]; .metric == $m and .case == ""))]) as $metrics
  | ($rows | map(.comparison.reference // empty)[0]) as $reference
  | {
      title: "In other metrics, to \($reference)",
      head: ([name_column("implementation")] + ($metrics | map(column(spaced), name_column("verdict")))),
      rows: [$rows[] | select(.comparison) | .record.comparisons as $c | [cell(.name)]
        + [$metrics[] as $m
          | (first($c[] | select(.metric == $m and .case == "")) // null)
          | ratio_cell(.), cell(.verdict // "")]]
    }
  | select($metrics != [] and .rows != []);

# How the cases compare, each on its own.
def cases_table($rows):
  ($rows | map(.comparison.reference // empty)[0]) as $reference
  | [$rows[] | select(.comparison)] as $compared
  | ([$compared[].record.comparisons[] | select(.case != "") | [.case, .metric]] | unique) as $cases
  | {
      title: "Case by case, to \($reference)",
      detail: true,
      head: ([name_column("case")] + ($compared | map(column(.name)))),
      rows: [$cases[] | . as [$case, $metric]
        | [cell(if $metric == "wall_time" then $case else {$case, $metric} | named end)]
        + [$compared[] | first(.record.comparisons[] | select(.case == $case and .metric == $metric)) // null
          | . as $c | if $c.ratio? == null then cell("") else ratio_cell($c) | .text += ({inconclusive: " ?", equivalent: " ="}[$c.verdict] // "") end]
        # what only one of two has is not compared
        | select(any(.[1:][]; .text != ""))]
    }
  | select(.rows != [] and $reference != null);

# By the processor, or by valgrind: the two are never compared with each other.
def is_count: .metric == "instructions" and (.case == "pmu" or .case == "valgrind");

def instructions_table($rows):
  ([$rows[].record.metrics[] | select(is_count).case] | unique) as $methods
  | {
      title: "Instructions",
      head: ([name_column("implementation")]
        + ($methods | map(column("by " + .), column("ratio to the fewest")))),
      rows: [$rows[] | .record.metrics as $m | .class as $class | [cell(.name)]
        + [$methods[] | "\(.)/instructions" as $key
          | ([$rows[] | select(.class == $class).record.metrics[$key].value // empty] | min) as $least
          | $m[$key] | if . == null then cell(""), cell("")
            else cell(.value | grouped; .value) + {unit: "1"}, (.value / $least | times(null; null)) end]]
    }
  | select($methods != []);

# What is compared comes first; where there is much, the rest is a table of its own.
def phases_tables($rows; $shared):
  def table($title; $detail):
    {
      title: $title,
      $detail,
      head: ([name_column(if $shared | imported then "benchmark" else "phase" end)] + ($rows | map(column(.name)))),
      rows: [.[] as $p
        | [cell(if $p.metric == "wall_time" or $p.metric == "loop_time" or $p.metric == "artifact_size" then $p.case else $p | named end)]
        + [$rows[] | value(.record.metrics["\($p.case)/\($p.metric)"])]]
    }
    | select(.rows != []);
  (if $shared | imported then "The benchmarks of the file" else "Inside the process, as the implementations report it" end) as $title
  | ([$rows[].record.metrics[] | select(.case != "" and (is_count | not)) | {case, metric}] | unique)
  # of two metrics, each has a table of its own
  | map(select(.metric == "loop_time")) as $loops | map(select(.metric == "artifact_size")) as $sizes
  | ($loops | table("Each loop, from the change to the first line"; false)),
    (. - $loops - $sizes
      | if length <= 30 then table($title; false)
        else map(select(.metric as $m | $shared.spec.compare | index($m))) as $compared
        | ($compared | table($title; false)),
          (. - $compared | table("More of the same"; true)) end),
    ($sizes | table("Sizes"; false));

# Where a round gives many values, their distribution is what matters.
def distribution_table($rows):
  [$rows[] | .name as $name | .record as $r | $r.metrics[]
    | select(.case != "" and .unit == "s" and .n > $r.disturbances.of) | . + {$name}]
  | sort_by(.metric, .case) as $metrics
  | ["p50", "p95", "p99", "p99.9", "max"] as $columns
  | {
      title: "How these are distributed",
      detail: ($metrics | map(.n) | max // 0 | . < 100),
      head: ([name_column("what"), name_column("implementation")] + ($columns | map(column(.))) + [column("n")]),
      spare: ["max", "n"],
      rows: [$metrics[] | . as $m | [cell(named), cell(.name)]
        + [$columns[] | if . == "p50" then "median" else . end | $m[.] | amount($m.unit)]
        + [$m.n | count]]
    }
  | select($metrics != []);

# ---- memory over time ----

def stability_rows: map(select(.record.stability));

def stability_table($rows):
  ($rows | stability_rows) as $rows
  | {
      title: null,
      caption: "Does memory grow?",
      head: [name_column("implementation"), name_column("verdict"), column("growth per 1000 operations"), column("would be found from"),
        column("peak"), column("drift of throughput"), (name_column("why") + {wide: true})],
      spare: ["drift of throughput", "peak"],
      rows: [$rows[] | .record.stability as $s
        | [cell(.name),
        (cell($s.verdict) | .tone = {leaking: "bad", steady: "good", inconclusive: "unsure"}[$s.verdict]),
        ($s.growth_B_per_1000_operations | estimate($s.growth_B_per_1000_operations_lo; $s.growth_B_per_1000_operations_hi; "B")),
        ($s.detectable_B_per_1000_operations, $s.peak_B | amount("B")),
        ($s.throughput_drift | if . == null then cell("unknown") else cell("\(100 * . | fixed(1)) %"; .) + {value: (100 * .), unit: "%"} end),
        cell($s.reason // "")]]
    }
  | select($rows != []);

def stability_headline:
  stability_rows as $rows
  | def those($verdict): [$rows[] | select(.record.stability.verdict == $verdict).name];
    those("leaking") as $leaking | those("steady") as $steady | those("inconclusive") as $unclear
  | [(if $leaking == [] then "No leak is seen." else "Leaking memory: \($leaking | listed)." end),
    (if $steady == [] then empty else "Steady: \($steady | listed)." end),
    (if $unclear == [] then empty else "Inconclusive: \($unclear | listed)." end)]
  | join(" ");

# ---- start-up and work ----

# those that were swept, all in one session
def swept:
  map(select(.record.scaling)) | map(.record.scaling.started) as $all
  | map(select(.record.scaling.started == ($all | max)));

def item: .[0].record.scaling.of // "items" | rtrimstr("s") | gsub("_"; " ");

def scaling_table($rows):
  ($rows | swept) as $swept
  | ($swept | item) as $item
  | {
      title: "Start-up and cost per \($item)",
      note: ([(first($swept[].record.scaling | select(.items_min))
            | "\(.rounds) rounds of \(.items_min | grouped) to \(.items_max | grouped) \($item)s."),
          ($swept[] | select(.record.scaling.reason) | "\(.name): \(.record.scaling.reason).")] | join(" ")),
      head: [name_column("implementation"), column("start-up"), column("per \($item)"), column("ratio per \($item)"),
        column("break-even"), name_column("linear")],
      spare: ["break-even"],
      rows: [$swept[] | .record.scaling as $s
        | def known: if .hi == null then cell("unknown") else . end;
        [cell(.name),
        (if $s.verdict == "not_linear" then cell("unknown")
        else $s.intercept | estimate($s.intercept_lo; $s.intercept_hi; $s.unit) | known end),
        ($s.slope | estimate($s.slope_lo; $s.slope_hi; $s.unit) | known),
        (if .name == $s.reference then once elif $s.slope_ratio then
          $s.slope_ratio | times($s.slope_ratio_lo; $s.slope_ratio_hi) else cell("unknown") end),
        (if .name == $s.reference then cell("") elif $s.break_even_hi == null then cell("unknown")
        elif $s.break_even_hi == 0 then cell("none")
        else cell("\($s.break_even | round | grouped) (\($s.break_even_lo | round | grouped)–\($s.break_even_hi | round | grouped))"; $s.break_even)
          + {lo: $s.break_even_lo, hi: $s.break_even_hi, unit: "\($item)s"} end),
        (cell({linear: "yes", not_linear: "no", inconclusive: "unclear"}[$s.verdict] // $s.verdict)
          | .tone = {not_linear: "unsure", failed: "bad"}[$s.verdict])]]
    }
  | select($swept != []);

# ---- where, what and how ----

def either($reasons; $key; known):
  if .[$key] == null then "unknown (\($reasons[$key]))" else .[$key] | known end;

def machine:
  .reasons as $why
  | [
      either($why; "cpu_model"; .),
      "\(either($why; "cpu_count"; plural("CPU")))"
        + (if .cpus_allowed == .cpu_count then "" else ", \(either($why; "cpus_allowed"; tostring)) allowed" end),
      either($why; "memory_total_B"; humane("B")) + " of memory",
      (.virtualisation | if . == "none" then "bare metal" elif . == null then "virtualisation unknown" else "virtual machine (\(.))" end),
      (.container | if . == "none" then empty elif . == null then "container unknown" else "container (\(.))" end),
      either($why; "os"; .), "Linux \(.kernel)", either($why; "libc"; .), .architecture,
      "class \(.machine_class)"
    ] | join(", ");

# [all timed runs, the disturbed ones] of implementations that work
def runs:
  [.[] | select(.status == "ok").disturbances] | [(map(.of) | add // 0), (map(.rounds // 0) | add // 0)];

# [the first, the last] time at which a round began, or [null, null]
def span: [.[].rounds[].start_time // empty] | [min, max];

def uncontrolled($records):
  ($records | max_by(.rounds | length)) as $first
  | $first.environment as $e
  | ($records | runs) as [$timed, $disturbed]
  | ($records | span | ((.[1] // 0) - (.[0] // 0)) / 3600) as $hours
  | [$records[].metrics.steal_time.max? // empty] as $steal
  | [
      (if $e.governor == null then "CPU frequency governor: unknown (\($e.reasons.governor))"
      elif $e.governor != "performance" then "CPU frequency: the governor is \($e.governor)"
      else empty end),
      (if $e.turbo == null then "Turbo: unknown (\($e.reasons.turbo))"
      elif $e.turbo then "Turbo is on: the frequency depends on heat and load"
      else empty end),
      "Frequency and temperature: not recorded",
      (if $e.virtualisation == "none" then empty
      else "Virtual machine: the host may take CPU time and share caches; "
        + (if $steal == [] then "stolen time is unknown"
          else "at most \($steal | max | humane("s")) were stolen from a run" end) end),
      (if $e.smt == true then "SMT is on: CPUs share cores"
      elif $e.smt == null then "SMT: unknown (\($e.reasons.smt))"
      else empty end),
      "Other load: CPUs are \(if $first.server.layout.layout? == "pinned" then "not isolated" else "neither isolated nor pinned" end); \($disturbed) of \($timed) timed runs were disturbed",
      (if $e.aslr != 0 then "Address layout: random, by design, so that rounds sample it" else empty end),
      (if any($first.rounds[]; .phase == "warmup") then
        "Page cache: warm, by design; the warm-up run is the first touch"
      else "Page cache: as it happened to be" end),
      (if $hours > 1 then
        "Time of day: rounds were measured over \($hours | humane("1")) hours" else empty end),
      (if $e.cgroup_cpu_limit | type == "number" then
        "Control group: limits the CPU time to \($e.cgroup_cpu_limit) CPUs" else empty end),
      (if $e.transparent_hugepage == "always" then "Huge pages: given unasked" else empty end),
      (if $e.pmu == null then "Hardware counters: none, so cycles and cache misses are unseen" else empty end),
      (if $first.dirty == true then "The work tree differed from the commit" else empty end)
    ];

def facts($current):
  ($current | max_by(.rounds | length)) as $first
  | [
      ["environment", ($first.environment | machine)],
      ["profile", "\($first.profile): \($first.disturbances.of) rounds and \(
        [$first.rounds[] | select(.phase == "warmup")] | length | plural("warm-up")), seed \($first.order.seed), order: \($first.order.method)"],
      ["dataset", "\($first.dataset.name): \(if $first.dataset.rows then "\($first.dataset.rows | if . == 1 then "1 row" else "\(grouped) rows" end), " else "" end)\(
        $first.dataset.content_bytes | humane("B")) of data, \(
        if $first.dataset.generated then "generated" else "not generated" end); \($first.dataset.origin)"],
      ["session", "\($first.run_id), begun \($first.timestamp)"
        + ($current | span | if .[1] then ", last round \(.[1] | floor | todate)" else "" end)],
      ["commit", (if $first.commit_sha == null then "unknown (\($first.unknown.commit_sha))"
        else $first.commit_sha + (if $first.dirty then ", with changes" else "" end) end)],
      ($first.server | select(.) | ["server", "\(.command | join(" ")), \(.layout.layout)\(
        if .layout.layout == "pinned" then ": on CPU \(.layout.server_cpus), the runs on CPU \(.layout.command_cpus)" else "" end)"]),
      ($first.roofline | select(.) | ["roofline", "\(.flop_rate_per_s | humane("FLOP/s")) and \(.bandwidth_B_per_s | humane("B/s")) at most, by \(.processors | plural("CPU")) with \(.isa); by one of them \(
        .flop_rate_one_per_s | humane("FLOP/s")) and \(.bandwidth_one_B_per_s | humane("B/s"))"]),
      ["toolchains", ([$current[] | "\(.language): \(.build.toolchain // "none")"] | unique)],
      ["answers", ([$current[] | select(.status == "ok")] |
        if length == 0 then "none"
        elif all(.answer.verified == true) then
          "verified: every run gave the reference's, XXH3 \(.[0].answer.digest)"
        elif ([.[].answer.digest] | unique | length) == 1 and .[0].answer.digest != null then
          "not verified: \(first(.[] | select(.answer.verified != true)).unknown["answer.verified"]); all gave the same, \(.[0].answer.digest)"
        else "not verified" end)]
    ];

# ---- the whole ----

# How many rounds might tell all of these from the best: a number that make
# takes, or null.
def enough_rounds:
  map(.comparison.rounds_needed)
  | if all(. != null and . <= 99) then max else null end;

# "b takes ×1.29 and c ×6.24 as much"
def how_far($metric):
  (if $metric.direction == "higher" then "gives" else "takes" end) as $takes
  | [.[] | [.name, (.comparison.ratio | humane_ratio(null; null))]]
  | .[0] |= [.[0], $takes, .[1]]
  | map(join(" ")) | listed + " as much";

def headline($rows; $winners; $best; $shared; $alone):
  def names: map(.name) | listed;
  ($rows | at("behind")) as $behind
  | ($rows | at("unclear")) as $unclear
  | ($rows | at("reference")) as $reference
  | ($rows | map(select(.verified | not))) as $unverified
  | if $rows == [] then "No implementation worked."
    elif ($rows | length) == 1 then
      $rows[0].name | (if $alone then . + " alone" else "Only " + . + " worked" end)
      + ": nothing to compare it with."
    elif all($rows[]; .place != "reference") then
      "No winner: what these were compared with is not among them."
    elif $reference == [] then "No winner: the answers of \($unverified | names) are not verified."
    elif $winners[1] then
      "\($winners | names) tie for the \($best) (equivalent within 5 %)"
      + (if $behind == [] then "." else ", ahead of \($behind | names)." end)
    else $reference[0].metric as $metric
    # a time of what, if not of the whole run
    | ($metric | " (" + (if .metric == "wall_time" then "" else (.metric | spaced) + " " end) + (.value | humane($metric.unit)) + ")") as $median
    | if $unclear == [] then
      $reference[0].name + " is the " + $best + $median
      + (if $behind == [] then "." else "; " + ($behind | how_far($metric)) + "." end)
    else
      ($unclear | enough_rounds) as $rounds
      | $reference[0].name + " has the " + $best + $median + ", "
      + ($rows | at("tie") | if . == [] then "" else "equivalent to " + names + " within 5 %, " end)
      + "but these rounds cannot tell it from " + ($unclear | names)
      + (if $rounds then
          "; \($rounds) rounds might: make bench-" + $shared.benchmark_id
          + (if $shared.profile == "quick" then "" else " PROFILE=" + $shared.profile end)
          + " ROUNDS=\($rounds)."
        else "." end)
      + (if $behind == [] then "" else " " + ($behind | how_far($metric)) + "." end)
    end end
  | . + (if $unverified == [] or $reference == [] and ($rows | length) > 1 then ""
      else " Not verified: \($unverified | names)." end)
    + ([$rows[].record] | runs as [$all, $disturbed]
      | if 2 * $disturbed > $all then
          " But \($disturbed) of \($all) runs were disturbed: measure again on a quieter machine."
        else "" end)
    + ([$rows[] | select(.place == "other class")] | if . == [] then ""
      else " Not in the same class: \(names)." end);

def model($now):
  (map(.benchmark_id) | unique) as $names
  | if ($names | length) != 1 or (map(.profile) | unique | length) != 1 then
      error("records of several benchmarks or profiles: \($names | join(", "))")
    else . end
  # what was measured later is another session, and must not be compared
  | max_by(.timestamp).run_id as $run
  | sort_by(.run_id != $run, .implementation)
  | . as $records
  | $records[0] as $first
  # the first that is one number of a run; not all are: latency has cases only
  | (first($first.spec.compare[] | select(. as $m | any($records[]; .metrics[$m]))) // $first.spec.compare[0]) as $primary
  | (if any($records[]; .status == "ok") and all($records[]; .metrics[$primary] | not) then "wall_time" else $primary end) as $primary
  | map(select(.run_id == $run)) as $current
  | ($records | map(row($primary; $now; $run))) as $all
  | ($all | map(select(.works)) | placed) as $rows
  | ($rows | [group_by(.class)[] | direction_sorted]
      | sort_by(all(.place == "other class")) | add // []) as $rows
  | ($rows | winners) as $winners
  | $rows[0].metric as $metric
  # what the best is, and what ratios are to
  | (if ($rows | at("unclear")) != [] then
      [($metric | extreme) + " median", ($rows | map(.comparison.reference // empty)[0])]
    elif $metric and ($rows | length) > 1 then ($metric | superlative | [., "the \(.)"])
    else ["alone", "the reference"] end) as [$best, $base]
  | ($all | map(select(.works | not))) as $failed
  | ($all | map(select(.current).measured) | max) as $measured
  | {
      benchmark: $first.benchmark_id,
      profile: $first.profile,
      title: $first.title,
      headline: (if $first | imported then $current | imported_headline
        elif $rows | stability_rows != [] then $rows | stability_headline else headline($rows; $winners; $best; $first; ($current | length) == 1) end),
      winners: ($winners | map(.name)),
      works: ($rows | length),
      total: ($records | length),
      metric: $primary,
      best: ($rows[0].metric // null),
      $measured,
      age: ($measured | if . then $now - . else . end),
      generated: ($now | todate),
      tables: [
        (if all($rows[]; .metric == null) or ($rows | stability_rows) != [] then empty else main_table($rows; $winners; $best; $base | ltrimstr("the ")) end),
        (if $rows == [] then empty else stability_table($rows) end),
        (if $failed == [] and all($rows[]; .record.source.failed // [] == []) then empty else failures_table($failed; $rows) end),
        (if $rows == [] then empty else
          scaling_table($rows),
          (if $first | imported then figures_table($rows; $primary) else work_table($rows; $first) end), instructions_table($rows), other_table($rows; $first),
          phases_tables($rows; $first), cases_table($rows), distribution_table($rows) end)
      ],
      facts: (if $first | imported then $current | imported_facts else facts($current) end),
      uncontrolled: (if $first | imported then $current | imported_uncontrolled else uncontrolled($current) end),
      $rows, $base, shared: $first, $current
    };

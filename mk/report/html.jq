# html.jq - a report as one HTML file that needs no other, and no script
def clean: @html;

def style: "
:root {
  color-scheme: light dark;
  --page: #fcfcfa; --card: #fff; --text: #1d2327; --soft: #59636b; --line: #dfe3e6;
  --dot: #2a6f97; --band: #a9c9dd; --good: #176c3a; --tie: #7a5200; --bad: #a5281b;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #14181b; --card: #1b2125; --text: #e6e9eb; --soft: #a3adb5; --line: #323b42;
    --dot: #8ac4e8; --band: #2f5a76; --good: #72d196; --tie: #e5b55a; --bad: #f39a8d;
  }
}
* { box-sizing: border-box; }
body {
  margin: 0 auto; padding: 2rem 1rem 4rem; max-width: 76rem;
  background: var(--page); color: var(--text);
  font: 1rem/1.55 system-ui, -apple-system, 'Segoe UI', 'Helvetica Neue', Arial, sans-serif;
}
h1 { margin: 0 0 .25rem; font-size: 1.6rem; line-height: 1.25; font-weight: 650; }
h2 { margin: 2.5rem 0 .75rem; font-size: 1.1rem; font-weight: 650; }
p { margin: 0 0 .75rem; max-width: 54rem; }
a { color: var(--dot); }
.soft { color: var(--soft); }
.headline { font-size: 1.2rem; margin: 1rem 0 1.5rem; }
.headline + .headline { margin-top: -1.1rem; }
.notice { background: var(--card); border: 1px solid var(--line); border-left: .3rem solid var(--tie); border-radius: .25rem; padding: .6rem .9rem; }
.note { font-size: .85rem; color: var(--soft); margin: -.4rem 0 .75rem; }
.bars { max-width: 44rem; margin-bottom: 1rem; }
details { margin: 2.5rem 0 0; }
summary { cursor: pointer; }
summary h2 { display: inline; }
summary + * { margin-top: .75rem; }
summary + .note { margin-top: .4rem; }
details + details { margin-top: 1rem; }
.card { background: var(--card); border: 1px solid var(--line); border-radius: .5rem; padding: 1rem; }
.scroll { width: fit-content; max-width: 100%; overflow-x: auto; background: var(--card); border: 1px solid var(--line); border-radius: .5rem; }
.scroll:focus-visible { outline: 2px solid var(--dot); outline-offset: 2px; }
table { border-collapse: separate; border-spacing: 0; font-size: .85rem; font-variant-numeric: tabular-nums; }
th, td { padding: .5rem .6rem; text-align: left; white-space: nowrap; }
thead th { color: var(--soft); font-weight: 500; border-bottom: 1px solid var(--line); }
tbody tr + tr > * { border-top: 1px solid var(--line); }
th:first-child { position: sticky; left: 0; background: var(--card); }
tbody th { font-weight: 600; }
td.wide { white-space: normal; min-width: 14rem; }
td.advice { white-space: normal; min-width: 8rem; }
th.right, td.right { text-align: right; }
.index tbody > tr > * { vertical-align: top; }
.index tbody th { white-space: normal; min-width: 7rem; }
.index td div + div { margin-top: .4rem; }
.good { color: var(--good); font-weight: 600; }
.tie { color: var(--tie); }
.bad { color: var(--bad); }
dl { display: grid; grid-template-columns: minmax(7rem, max-content) 1fr; gap: .4rem 1.25rem; margin: 0; font-size: .9rem; }
dt { color: var(--soft); }
dd { margin: 0; overflow-wrap: anywhere; }
dd div + div { margin-top: .2rem; }
ul { margin: 0; padding-left: 1.2rem; font-size: .9rem; max-width: 54rem; }
li { margin: .25rem 0; overflow-wrap: anywhere; }
svg { display: block; width: 100%; overflow: visible; font-size: .8rem; }
svg text { fill: var(--text); }
svg .tick { fill: var(--soft); font-variant-numeric: tabular-nums; }
svg .grid { stroke: var(--line); }
svg .band { stroke: var(--band); stroke-width: 10; }
svg .median { stroke: var(--text); stroke-width: 2; }
svg .bar { fill: var(--dot); }
svg .bar.bad { fill: var(--bad); }
svg .bar.tie { fill: var(--tie); }
svg .bar.good { fill: var(--good); }
svg .bar.hollow { fill: var(--card); stroke: var(--dot); stroke-width: 1.5; }
svg circle { fill: var(--dot); }
svg circle.disturbed { fill: var(--card); stroke: var(--dot); stroke-width: 1.5; }
.legend { font-size: .85rem; color: var(--soft); margin: .75rem 0 0; max-width: none; }
@media (max-width: 40rem) {
  body { padding: 1.25rem .75rem 3rem; }
  h1 { font-size: 1.35rem; }
  .headline { font-size: 1.05rem; }
  dl { grid-template-columns: 1fr; gap: 0; }
  dd { margin-bottom: .75rem; }
  svg .fine { display: none; }
  .index td.wide { min-width: 12.5rem; }
}
@media print { body { max-width: none; } .scroll { overflow: visible; } }
";

def page($title; body):
  "<!DOCTYPE html>
<html lang=\"en\">
<head>
<meta charset=\"utf-8\">
<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">
<title>\($title | clean)</title>
<style>\(style)</style>
</head>
<body>",
  body,
  "</body>\n</html>";

# ---- tables ----

def attribute($name): if . == "" or . == null then "" else " \($name)=\"\(tostring | clean)\"" end;

def td($column; $position):
  ([(if $column.right then "right" else empty end), (.tone // empty | if . == "unsure" then "tie" else . end),
    (if $column.wide then "wide" else empty end), (if .brief then "advice" else empty end)] | join(" ") | attribute("class")) as $class
  | (.raw | attribute("title")) as $title
  | (.text | clean) as $text
  | (if .href then "<a href=\"\(.href | clean)\">\($text)</a>" else $text end) as $text
  | if $position == 0 then "<th scope=\"row\"\($title)>\($text)</th>"
    else "<td\($class)\($title)>\($text)</td>" end;

def table($caption):
  .head as $head
  | (.title // $caption) as $title
  | (if .folded then "<details><summary><h2>\($title | clean)</h2> <span class=\"soft\">(\(.rows | length))</span></summary>"
    elif .title then "<h2>\($title | clean)</h2>" else empty end),
    (.note | select(. != null and . != "") | "<p class=\"note\">\(clean)</p>"),
    (.svg // empty),
    "<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-label=\"\($title | clean)\">",
    "<table>",
    "<thead><tr>" + ([$head[] | "<th scope=\"col\"\(if .right then " class=\"right\"" else "" end)>\(.label | clean)</th>"] | join("")) + "</tr></thead>",
    "<tbody>",
    (.rows[] | "<tr>" + ([to_entries[] | .key as $i | .value | td($head[$i]; $i)] | join("")) + "</tr>"),
    "</tbody>",
    "</table>",
    "</div>",
    (if .folded then "</details>" else empty end);

# ---- the plot ----

# about five round numbers in [lo, hi]
def linear_ticks($lo; $hi):
  (($hi - $lo) / 4) as $rough
  | pow(10; $rough | log10 | floor) as $unit
  | first((1, 2, 5, 10) * $unit | select(. >= $rough * 0.7)) as $step
  | [range(($lo / $step | ceil); ($hi / $step | floor) + 1) * $step];

def log_ticks($lo; $hi):
  [range(($lo | log10 | floor); ($hi | log10 | ceil) + 1) | pow(10; .)] as $tens
  | [$tens[] | ., 2 * ., 5 * . | select(. >= $lo and . <= $hi)] as $fine
  | if ($fine | length) <= 6 then $fine
    else $tens | map(select(. >= $lo and . <= $hi)) end;

# Values become a share of the width.  Far apart, they need a logarithmic axis.
def axis:
  [.rows[] | .points[].value, .lo, .hi | select(. != null)] as $all
  # 5 MiB is no round number of bytes
  | (if .unit == "B" then $all | max | prefix("B")[0] else 1 end) as $scale
  | ($all | min) as $min | ($all | max) as $max
  | if $min > 0 and $max / $min > 4 then
      {log: true, lo: ($min / 1.1), hi: ($max * 1.1)}
      | .ticks = log_ticks(.lo / $scale; .hi / $scale)
    else
      (if $max > $min then ($max - $min) * 0.06 else ($max | fabs) * 0.05 + 1e-12 end) as $pad
      | {log: false, lo: ($min - $pad), hi: ($max + $pad)}
      | .ticks = linear_ticks(.lo / $scale; .hi / $scale)
    end
  | .ticks[] *= $scale;

def at($axis):
  (if $axis.log then (log10 - ($axis.lo | log10)) / (($axis.hi | log10) - ($axis.lo | log10))
  else (. - $axis.lo) / ($axis.hi - $axis.lo) end)
  | "\(. * 10000 | round / 100)%";

def row_height: 72;

# "2 ms" for 2.00 ms
def tick($unit):
  humane($unit) | split(" ")
  | (.[0] | if contains(".") then until(endswith("0") | not; .[:-1]) | rtrimstr(".") else . end) as $number
  | [$number] + .[1:] | join(" ");

# An implementation: its name, its interval as a band, its median as a stroke,
# its rounds as dots from the first at the top to the last at the bottom.
def strip($axis; $unit; $top):
  (.points | length) as $n
  | "<text x=\"0\" y=\"\($top + 14)\"><tspan font-weight=\"600\">\(.name | clean)</tspan>"
      + (if $unit == "%" then "" else "<tspan class=\"tick\" dx=\"8\">\(.median | humane($unit) | clean)</tspan>" end)
      + "</text>",
    (if .lo != null then
      "<line class=\"band\" x1=\"\(.lo | at($axis))\" x2=\"\(.hi | at($axis))\" y1=\"\($top + 40)\" y2=\"\($top + 40)\"/>"
    else empty end),
    "<line class=\"median\" x1=\"\(.median | at($axis))\" x2=\"\(.median | at($axis))\" y1=\"\($top + 24)\" y2=\"\($top + 56)\"/>",
    (.points | to_entries[] | .key as $i | .value
      | (if $n > 1 then 26 + 28 * $i / ($n - 1) else 40 end | . * 10 | round / 10) as $y
      | (if .disturbed then ", disturbed" else "" end) as $disturbed
      | "<circle\(if .disturbed then " class=\"disturbed\"" else "" end) cx=\"\(.value | at($axis))\" cy=\"\($top + $y)\" r=\"3.5\">"
        + "<title>round \(.round): \(.value | humane($unit) | clean)\($disturbed)</title></circle>");

# A drawing of {unit, rows}.  On a narrow screen every other tick goes.
def plot($id; $title; $heading; $legend):
  .unit as $unit
  | axis as $axis
  | ((.rows | length) * row_height) as $bottom
  | "<h2>\($heading)</h2>",
    "<div class=\"card\">",
    "<svg role=\"img\" aria-labelledby=\"\($id)-title \($id)-desc\" height=\"\($bottom + 28)\">",
    "<title id=\"\($id)-title\">\($title | clean)</title>",
    "<desc id=\"\($id)-desc\">\([.rows[]
      | ([.points[].value] | [min, max]) as [$min, $max]
      | "\(.name): median \(.median | humane($unit)), \(.points | length) rounds from \($min | humane($unit)) to \($max | humane($unit))"]
      | join("; ") | clean)</desc>",
    "<svg x=\"1%\" width=\"98%\" height=\"\($bottom + 28)\" aria-hidden=\"true\">",
    (($axis.ticks | index(0)) // 0) as $kept
    | ($axis.ticks | to_entries[]
      | (if (.key - $kept) % 2 != 0 then " fine" else "" end) as $fine
      | .value
      | "<line class=\"grid\($fine)\" x1=\"\(at($axis))\" x2=\"\(at($axis))\" y1=\"0\" y2=\"\($bottom + 4)\"/>",
        "<text class=\"tick\($fine)\" x=\"\(at($axis))\" y=\"\($bottom + 20)\" text-anchor=\"middle\">\(tick($unit) | clean)</text>"),
    (.rows | to_entries[] | .key as $i | .value | strip($axis; $unit; $i * row_height)),
    "</svg>",
    "</svg>",
    "<p class=\"legend\">\($legend)\(
      if $axis.log then " The axis is logarithmic." else "" end)</p>",
    "</div>";

# each round against the median of its implementation, in percent
def deviations:
  .unit = "%"
  | .rows |= map(select(.median > 0) | .median as $median
      | def share: if . == null then null else 100 * (. / $median - 1) end;
      .points |= map(.value |= share) | .lo |= share | .hi |= share | .median = 0);

def plots($metric):
  plot("rounds"; "\($metric) of every round, by implementation"; "Every round: \($metric | clean)";
    "Each dot is a round, the first at the top; hollow dots were disturbed. The stroke is the median, the band its interval."),
  (deviations | select(.rows != [])
    | plot("spread"; "How far each round is from the median, by implementation"; "How steady it was";
      "The same rounds, each against the median of its own implementation."));

# ---- pages ----

def facts:
  "<dl class=\"card\">",
  (.[] | "<dt>\(.[0] | clean)</dt><dd>"
    + (.[1] | if type == "array" then map("<div>\(if type == "object" then "<a href=\"\(.href)\">\(.text | clean)</a>" else clean end)</div>") | join("") else clean end)
    + "</dd>"),
  "</dl>";

def html($colour):
  details as $model
  | page("\(.benchmark): \(.title) (\(.profile))";
    "<header>",
    "<h1>\($model.title | clean)</h1>",
    "<p class=\"soft\">Benchmark \($model.benchmark | clean), profile \($model.profile | clean), measured \(if $model.measured == null then "at an unknown time" else "<time datetime=\"\($model.measured | floor | todate)\">\($model.measured | date_and_time)</time>" end)</p>",
    ($model | .statements // [.headline] | .[] | "<p class=\"headline\">\(clean)</p>"),
    ($model.notice // empty | "<p class=\"notice\"><strong>Not ranked.</strong> \(clean)</p>"),
    "</header>",
    "<main>",
    ($model.tables[] | select(first_sight) | table("Results")),
    (if $model.plot.rows == [] then empty else $model.plot | plots($model.metric | spaced) end),
    ($model.tables[] | select(first_sight | not) | table("")),
    (if ($model.caveats // []) == [] then empty else "<h2>What must be known to read it</h2>", "<ul>", ($model.caveats[] | "<li>\(clean)</li>"), "</ul>" end),
    "<h2>Where and how it was measured</h2>",
    "<p>\($model.description | clean)</p>",
    ($model.facts | facts),
    "<h2>What was not controlled</h2>",
    "<ul>", ($model.uncontrolled[] | "<li>\(clean)</li>"), "</ul>",
    "<h2>How to read it</h2>",
    "<ul>", ($model.reading[] | "<li>\(clean)</li>"), "</ul>",
    "</main>");

def html_index($colour):
  . as $categories
  | page("Benchmarks (\(.[0].models[0].profile))";
    "<header>",
    "<h1>Benchmarks</h1>",
    ($categories[0].models[0] | "<p class=\"soft\">Profile \(.profile | clean), as of \(.generated | clean)</p>"),
    "</header>",
    "<main>",
    ($categories[]
      | (if $categories[1] then "<h2>\(.name | clean)</h2>" else empty end),
        "<div class=\"scroll index\" role=\"region\" tabindex=\"0\" aria-label=\"Benchmarks: \(.name | clean)\">",
        "<table>",
        "<thead><tr><th scope=\"col\">benchmark</th><th scope=\"col\">result</th><th scope=\"col\" class=\"right\">working</th><th scope=\"col\" class=\"right\">measured</th></tr></thead>",
        "<tbody>",
        (.models[] | "<tr><th scope=\"row\"><a href=\"\(.benchmark | @uri).html\">\(.title | clean)</a></th><td class=\"wide\">\(.statements // [.headline] | map("<div>\(clean)</div>") | join(""))</td><td class=\"right\(if .works < .total then " bad" else "" end)\">\(.works) of \(.total)</td><td class=\"right\">\(.measured | date_and_time)</td></tr>"),
        "</tbody>",
        "</table>",
        "</div>"),
    ($selftest | if . then "<h2>How often the gate is wrong</h2>", "<p>Measured by <code>make gate-selftest</code>:</p>",
      "<ul>", ([selftest_lines][] | "<li>\(clean)</li>"), "</ul>" else empty end),
    "</main>");

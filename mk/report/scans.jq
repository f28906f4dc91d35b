# scans.jq - what report/security.jq and report/quality.jq share
#
# A metric that a record does not have is unknown, and never 0.

def number($metric): .metrics[$metric].value // null;
def whole: if . == floor then grouped else fixed(1) end;
def share: "\(fixed(if . == floor then 0 else 1 end)) %";
def days:
  (. / 86400) as $days
  | if ($days | fabs) >= 730 then "\($days / 365.25 | fixed(1)) years" else "\($days | round) d" end;

# a metric as a cell
def known($metric; as_text; $otherwise):
  .metrics[$metric] | if . == null then cell($otherwise) else .unit as $unit | .value | cell(as_text; .) + {$unit} end;
def counted($metric): known($metric; whole; "unknown");
def counted($metric; $otherwise): known($metric; whole; $otherwise);
def shared_out($metric): known($metric; share; "unknown");
def alarming: if (.raw | type) == "number" and .raw > 0 then .tone = "bad" else . end;

# one with its interval
def interval_cell($metric; as_text):
  number($metric + "_lo") as $lo | number($metric + "_hi") as $hi
  | known($metric; as_text; "unknown")
  | if .raw == null or $lo == null or $hi == null then . else .text += " (\($lo | fixed(1))–\($hi | fixed(1)))" | . + {$lo, $hi} end;

# how many that share of all is
def part($share; $of): if $share == null or $of == null then null else $share * $of / 100 | round end;

def severities: ["critical", "high", "medium", "low", "unrated"];
def sentence: rtrimstr(".");

# texts of each record; what all say is said once
def of_each(texts):
  length as $all
  | [.[] | .implementation as $name | [texts] | unique[] | {$name, text: .}]
  | group_by(.text) | sort_by([-length, map(.name)])
  | map(if length == $all then .[0].text else "\(map(.name) | listed): \(.[0].text)" end);

# how severe a finding is, and who says so
def severity_cells:
  (cell(.severity // "unknown"; .cvss) + {tone: {critical: "bad", high: "bad"}[.severity // ""]}),
  cell({ghsa: "GHSA", cvss4: "CVSS 4", cvss3: "CVSS 3", tool: "the tool", project: "this project", none: "nobody"}[.severity_source // ""] // "unknown");

def severity_rank: .severity as $s | severities | index($s) // 9;

def finding_kinds($kinds):
  .implementation as $name | .evidence.findings[]? | select(.kind as $kind | $kinds | index($kind)) | . + {$name};

# The time that the tool itself took.
def duration_table($case):
  ([.[].metrics["\($case)/wall_time"].interval.confidence? // empty | select(. > 0)] | min) as $confidence
  | {
    title: "Time of the \($case)",
    note: ("Different tools do different work: less is no merit of a language."
      + if $confidence and $confidence < 0.95 then " Interval: of the median, with a confidence of \(1000 * $confidence | floor / 10) % only, as the rounds are few." else "" end),
    head: [name_column("implementation"), column("median"), column("interval"), column("whole run"), column("rounds")],
    rows: [.[] | .metrics["\($case)/wall_time"] as $m | [
      cell(.implementation),
      ($m | if . then value(.) else cell("unknown") end),
      (if $m.interval? and $m.interval.confidence > 0 then range_cell($m.interval.lo; $m.interval.hi; "s") else cell("too few rounds") end),
      known("wall_time"; humane("s"); "unknown"),
      (.disturbances.of | count)]]
  };

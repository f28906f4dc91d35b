# openmetrics.jq - OpenMetrics 1.0, also read by Prometheus: gauges in base units

def escaped: gsub("\\\\"; "\\\\") | gsub("\n"; "\\n") | gsub("\""; "\\\"");
def labels: to_entries | map("\(.key)=\"\(.value | tostring | escaped)\"") | "{\(join(","))}";

def base:
  {"s": "seconds", "B": "bytes", "B/s": "bytes_per_second", "1/s": "per_second", "1": "", "%": "ratio"}[.unit];

def family:
  base as $unit | "plumbline_\(.metric | gsub("[^a-zA-Z0-9_]"; "_"))"
  | if $unit == "" or endswith("_" + $unit) then . else . + "_" + $unit end;

def heading($name; $unit; $help):
  "# TYPE \($name) gauge", (if $unit == "" then empty else "# UNIT \($name) \($unit)" end), "# HELP \($name) \($help)";

def of: {benchmark: .benchmark_id, implementation, profile};

# The median and the ends of its interval.
def points($of):
  (if .unit == "%" then 100 else 1 end) as $per
  | ({median: .value} + (ends | if . then {lower: .lo, upper: .hi} else {} end)) | to_entries[]
  | {stat: .key, value: (.value / $per)};

def out_openmetrics:
  [file(""; [
    ([.[] | of as $of | .metrics[] | . as $metric | points($of)
      | {family: ($metric | family), unit: ($metric | base), metric: $metric.metric,
        line: ($of + {case: $metric.case, stat} | labels), value}]
      | group_by(.family)[]
      | heading(.[0].family; .[0].unit; "\(.[0].metric | escaped) over the timed rounds, and the interval of its median."),
        (.[] | "\(.family)\(.line) \(.value)")),
    heading("plumbline_ok"; ""; "Whether all runs went well and gave the right answer."),
    (.[] | "plumbline_ok\(of + {status} | labels) \(if .status == "ok" then 1 else 0 end)"),
    heading("plumbline_measured_timestamp_seconds"; "seconds"; "When the session began, in Unix time."),
    (.[] | "plumbline_measured_timestamp_seconds\(of | labels) \(.timestamp | fromdateiso8601)"),
    "# EOF"] | join("\n") + "\n")];

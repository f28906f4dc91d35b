# gobench.jq - the text of Go's benchmarks, for benchstat: a line for each round,
# so that it has samples.  A metric of many values a round is its median.

def title: (.[:1] | ascii_upcase) + .[1:] | plain;

# Seconds are whole nanoseconds, but for a rounding.
def nanoseconds: . * 1e9 | if (. - round | fabs) < 1e-6 then round else . end;

def go_unit:
  if .metric == "wall_time" and .unit == "s" then "ns/op"
  else .metric + {"s": "-sec/op", "B": "-B", "B/s": "-B/s", "1/s": "/s", "1": "", "%": "-percent"}[.unit] end;
def go_value: if go_unit == "ns/op" then map_values(nanoseconds) else . end;

def units:
  [.[].metrics[] | {unit: go_unit, direction}] | unique
  | map(select(.direction != "neutral") | "Unit \(.unit) better=\(.direction)");

def lines:
  "Benchmark\(.benchmark_id | title)/impl=\(.implementation)" as $head
  | .profile as $profile
  | .metrics | group_by(.case)[]
  | (.[0].case | if . == "" then "" else "/case=\(plain)" end) as $case
  | map({go: go_unit, values: (.samples // [.value])})
  | . as $metrics
  | range([.[].values | length] | max) as $i
  | [$metrics[] | select(.values[$i] != null)
      | .values[$i] as $v | "\(if .go == "ns/op" then $v | nanoseconds else $v end) \(.go)"]
  | "\($head)\($case)/profile=\($profile) 1 \(join(" "))";

def out_gobench:
  ok | [file(""; units + [group_by(.run_id)[] | .[0] as $first
    | "", "cpu: \($first.environment.cpu_model // "unknown" | gsub("\n"; " "))", "run: \($first.run_id)", "commit: \($first.commit_sha // "unknown")",
      "", (.[] | lines)] | join("\n") + "\n")];

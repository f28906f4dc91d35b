# go.jq - go test -bench, the text; the lines as an array of strings
#
# "BenchmarkName-8  1000  123 ns/op  4 B/op": a line is a value of each unit, and
# -count repeats lines.  "key: value" holds for the lines after it.

def benchmark: test("^Benchmark[^a-z \t][^ \t]*[ \t]+[0-9]+([ \t]|$)") or test("^Benchmark[ \t]+[0-9]+[ \t]");

# [metric, unit, value] of a value in a unit of Go's
def measure($unit):
  if $unit == "ns/op" or $unit == "sec/op" then ["wall_time", "s", (if $unit == "ns/op" then over(1e9) else . end)]
  elif $unit == "MB/s" then ["throughput", "B/s", times(1e6)]
  elif $unit == "B/s" then ["throughput", "B/s", .]
  elif $unit == "B/op" then ["alloc_bytes", "B", .]
  elif $unit == "allocs/op" then ["alloc_count", "1", .]
  # a metric of the benchmark's own, b.ReportMetric
  elif $unit | test("(^|-)ns(/op)?$") then [($unit | chosen), "s", over(1e9)]
  elif $unit | test("(^|-)(bytes|B)(/op)?$") then [($unit | chosen), "B", .]
  elif $unit | endswith("/s") then [($unit | chosen), "1/s", .]
  else [($unit | chosen), "1", .] end;

def fields: [splits("[ \t]+") | select(. != "")];

. as $lines
| reduce range(length) as $i ({config: {}, seen: {}, results: [], fails: [], other: 0};
    $lines[$i] as $line
    | if $line | benchmark then
        ($line | fields) as $f
        | if ($f | length) < 4 or ($f | length) % 2 == 1 then error("line \($i + 1): a value without a unit: \($line)") else . end
        | .results += [{name: ($f[0] | ltrimstr("Benchmark")), pkg: (.config.pkg // null),
            iterations: ($f[1] | number), values: [range(2; $f | length; 2) as $j | [$f[$j], $f[$j + 1]]]}]
      elif $line | test("^[a-z][a-zA-Z0-9_-]*: ") then
        ($line | capture("^(?<key>[^:]+):[ \t]*(?<value>.*)$")) as {$key, $value}
        | .config[$key] = $value | .seen[$key] = ((.seen[$key] // []) + [$value] | unique)
      elif $line | test("^(--- FAIL:|FAIL[ \t]|panic:|--- BENCH: .* FAIL)") then .fails += [$line]
      elif $line | test("^(PASS|ok |FAIL$|Unit |[ \t]*$)") then .
      else .other += 1 end)
| if .results == [] then error("no line of it is a result") else . end
# the number of processors at the end of all names, if it is the same
| ([.results[].name | (capture("-(?<n>[0-9]+)$").n) // null] | unique | if length == 1 then .[0] else null end) as $procs
| ([.results[].pkg] | unique | length > 1) as $packages
| .results |= map(.name |= (if $procs then rtrimstr("-\($procs)") else . end)
    | .case = (if $packages and .pkg then "\(.pkg).\(.name)" else .name end))
| {
    tool: "go test", version: null, timestamp: null, commit_sha: null, dirty: null,
    order: "one benchmark after the other",
    environment: {architecture: (.config.goarch // null | if . then architecture else null end), cpu_model: (.config.cpu // null | if . then some else null end)},
    compare: ["wall_time"],
    extra: ({configuration: .seen, other_lines: .other} + (if $procs then {gomaxprocs: ($procs | number)} else {} end)),
    implementations: [
      alone("go"; "go") + {
        rows: [.results[] | .case as $case | .values[] as [$value, $unit]
          | ($value | number | measure($unit)) as [$metric, $base, $v] | row($case; $metric; $base; $v)],
        failed: [.fails[] | {what: ., reason: "results may be missing"}],
        notes: ["a value is the mean of as many iterations as extra says"],
        extra: {benchmarks: [.results[] | {case, pkg, iterations}]}
      }]
  }

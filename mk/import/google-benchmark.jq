# google-benchmark.jq - google/benchmark --benchmark_format=json
#
# Its repetitions are values.  Aggregates are of these, so they count only where
# there is nothing else.  Counters share the fields' name space.

def fixed: ["name", "family_index", "per_family_instance_index", "run_name", "run_type", "repetitions", "repetition_index",
  "threads", "aggregate_name", "aggregate_unit", "error_occurred", "error_message", "skipped", "skip_message",
  "iterations", "real_time", "cpu_time", "time_unit", "cpu_coefficient", "real_coefficient", "big_o", "rms", "label"];

def unit: {ns: 1e9, us: 1e6, ms: 1e3, s: 1}[.] // error("unknown time unit \(.)");

# Before 1.4.0 only the name tells an aggregate.
def aggregate:
  .aggregate_name // (if .run_type then null else (.name | capture("_(?<a>mean|median|stddev|cv|BigO|RMS)$").a) // null end);

def case: if .run_name then .run_name elif aggregate then .name[:-((aggregate | length) + 1)] else .name end;

def counters:
  delpaths([fixed[] | [.]]) | to_entries[]
  | if .key == "bytes_per_second" then ["throughput", "B/s", .value]
    elif .key == "items_per_second" then ["item_rate", "1/s", .value]
    elif .key | test("^(allocs_per_iter|max_bytes_used|total_allocated_bytes|net_heap_growth)$") then
      [.key, (if .key == "allocs_per_iter" then "1" else "B" end), .value]
    else [(.key | chosen), "1", .value] end;

def figures:
  (.time_unit // "ns" | unit) as $factor
  | ["wall_time", "s", (.real_time | over($factor))], ["cpu_time", "s", (.cpu_time | over($factor))], counters
  | select(.[2] != null);

def bad: .error_occurred == true or .skipped == true;

if (.benchmarks | type) != "array" or .benchmarks == [] then error("it has no benchmarks") else . end
| .context as $context
| [.benchmarks[] | if (.name | type) == "string" then . else error("a benchmark without a name") end] as $all
# the same name may be registered twice
| (reduce ($all[] | [case, .family_index, .per_family_instance_index]) as [$case, $f, $i] ({};
    if .[$case] == null then .[$case] = [[$f, $i]]
    elif .[$case] | index([[$f, $i]]) then . else .[$case] += [[$f, $i]] end)) as $twins
| def unique_case: case as $case | [.family_index, .per_family_instance_index] as $id
    | ($twins[$case] | index([$id])) as $at
    | if ($at // 0) == 0 then $case else "\($case) #\($at + 1)" end;
  [$all[] | select(aggregate == null and (bad | not)) | unique_case] as $measured
| ($measured | unique) as $known
| [$all[] | select(aggregate != null)] as $aggregates
| [$aggregates[] | select(.error_occurred != true and (unique_case | . as $c | $known | index([$c]) | not)
    and (aggregate | IN("BigO", "RMS") | not))] as $only
| {
    tool: "google-benchmark", version: ($context.library_version // null | if . then ltrimstr("v") | some else null end),
    timestamp: ($context.date | date_time), commit_sha: null, dirty: null,
    order: "one benchmark after the other, unless --benchmark_enable_random_interleaving was given",
    environment: {cpu_count: $context.num_cpus},
    compare: [if $measured != [] then "wall_time" else "wall_time_median" end],
    extra: {context: ($context | del(.host_name, .date, .num_cpus, .library_version))},
    implementations: [
      alone("cpp"; "cpp") + {
        command: $context.executable,
        rows: [
          ($all[] | select(aggregate == null and (bad | not)) | unique_case as $case | figures as [$metric, $unit, $value]
            | row($case; $metric; $unit; $value)),
          ($only[] | unique_case as $case | aggregate as $which
            | figures as [$metric, $unit, $value]
            | if .aggregate_unit == "percentage" or $which == "cv" then
                # real_time is a share then, in no unit of time
                (if $metric == "wall_time" then [$case, "wall_time_\($which)", "1", .real_time]
                elif $metric == "cpu_time" then [$case, "cpu_time_\($which)", "1", .cpu_time]
                else [$case, "\($metric)_\($which)", "1", $value] end) | row(.[0]; .[1]; .[2]; .[3])
              else row($case; "\($metric)_\($which)"; $unit; $value) end)],
        failed: [$all[] | select(.error_occurred == true) | {what: unique_case, reason: (.error_message // "" | null_if_empty // "it does not say why")}],
        left_out: [
          ($all[] | select(.skipped == true) | {what: unique_case, reason: "it was skipped: \(.skip_message // "it does not say why")"}),
          (($aggregates | length) - ($only | length) | select(. > 0)
            | {what: "\(.) aggregates", reason: "they are of the values that are here, or no figure of a run"})],
        notes: [
          (if $context.library_build_type == "debug" then "the library of google/benchmark was built for debugging" else empty end),
          (if $context.cpu_scaling_enabled == true then "the frequency of the CPU was not fixed" else empty end),
          (if $only != [] then "some benchmarks have aggregates only" else empty end)],
        extra: {benchmarks: [$all[] | select(aggregate == null)
          | {name} + delpaths([(keys - ["name", "iterations", "label", "threads", "repetition_index"])[] | [.]])]}
      }]
  }

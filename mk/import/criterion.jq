# criterion.jq - a folder target/criterion of criterion.rs, as bin/import collects
# it: [{path, benchmark, sample, estimates}], of new/ in each benchmark's folder
#
# A value is what an iteration took in one sample, so times / iters.  Old versions
# wrote a sample as two arrays, and names of estimates with capitals.

def sample: if . == null then null elif type == "array" then {iters: .[0], times: .[1]} else . end;

def estimate($name): .[$name] // .[$name | (.[:1] | ascii_upcase) + .[1:]] | .point_estimate? // null;

def amount($value):
  .benchmark.throughput // {} | to_entries[]
  | if (.key | startswith("Bytes")) then ["throughput", "B/s", (.value / ($value / 1e9))]
    elif .key == "Elements" then ["item_rate", "1/s", (.value / ($value / 1e9))] else empty end;

if . == [] then error("there is no benchmark in it: no new/benchmark.json") else . end
| {
    tool: "criterion.rs", version: null, timestamp: null, commit_sha: null, dirty: null, environment: {},
    order: "one benchmark after the other",
    compare: [if any(.[]; .sample) then "wall_time" else "wall_time_median" end],
    extra: {},
    implementations: [
      alone("rust"; "rust") + {
        rows: [.[] | . as $b | (.benchmark.full_id // error("\(.path): a benchmark without full_id")) as $case
          | (.sample | sample) as $sample
          | if $sample == null then
              (["median", "mean", "slope"][] as $name | row_if($case; "wall_time_\($name)"; "s"; $b.estimates // {} | estimate($name) | over(1e9)))
            elif ($sample.iters | length) != ($sample.times | length) then error("\(.path): as many iters as times are wanted")
            else
              range($sample.times | length) as $i
              | ($sample.times[$i] / $sample.iters[$i]) as $value
              | row($case; "wall_time"; "s"; $value | over(1e9)),
                ($b | amount($value) as [$metric, $unit, $rate] | row($case; $metric; $unit; $rate))
            end],
        left_out: [.[] | select(.sample == null and .estimates == null) | {what: .benchmark.full_id, reason: "neither sample.json nor estimates.json"}],
        notes: ["values are taken to be nanoseconds of wall time: the files do not say",
          "benchmarks that are no longer in the program may still be in the folder",
          (if any(.[]; .sample == null) then "some benchmarks have estimates only" else empty end)],
        extra: {benchmarks: [.[] | .benchmark + {sampling_mode: (.sample | sample | .sampling_mode?), iters: (.sample | sample | .iters?), estimates}]}
      }]
  }

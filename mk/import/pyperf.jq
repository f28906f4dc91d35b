# pyperf.jq - pyperf -o, a suite of benchmarks
#
# Metadata is common, of a benchmark, or of a run: the nearest counts.  Runs
# without values calibrated.  "samples" is what values were called before 0.9.6.

def unit: {second: "s", byte: "B", integer: "1"}[.] // error("unknown unit \(.)");
def metric: {second: "wall_time", byte: "memory", integer: "value"}[.];
def values: .values // .samples // [];

if (.benchmarks | type) != "array" or .benchmarks == [] then error("it has no benchmarks") else . end
| (.metadata // {}) as $common
| [.benchmarks[] | . + {all: ($common + (.metadata // {}))}] as $benchmarks
| ([$benchmarks[].all.name // error("a benchmark without a name")] | numbered) as $names
| ($benchmarks[0].all) as $m
| {
    tool: "pyperf", version: ($m.perf_version // null), timestamp: null, commit_sha: null, dirty: null,
    order: "one benchmark after the other, several processes each",
    environment: {
      kernel: ($m.platform // null | if . then (capture("^Linux-(?<k>.+?)-(x86_64|aarch64|i686|arm[^-]*|ppc64le|s390x|riscv64)(-|$)").k) // null else null end),
      libc: ($m.platform // null | if . then (capture("-with-(?<n>[a-z]+)(?<v>[0-9.]+)$") | "\(.n) \(.v)") // null else null end),
      architecture: ($m.platform // null | if . then (capture("-(?<a>x86_64|aarch64|i686|ppc64le|s390x|riscv64)(-|$)").a) // null else null end),
      cpu_model: $m.cpu_model_name,
      cpu_count: $m.cpu_count,
      aslr: ({"Full randomization": 2, "Partial randomization": 1, "No randomization": 0}[$m.aslr // ""])
    },
    compare: [[$benchmarks[].all.unit // "second" | metric] | first],
    extra: {version, metadata: ($common | del(.hostname))},
    implementations: [
      alone("python"; "python") + {
        toolchain: (($m.python_version // null) as $v | if $v then "\($m.python_implementation // "python") \($v)" else null end),
        command: ($m.command // null),
        rows: [range($benchmarks | length) as $i | $benchmarks[$i] | $names[$i] as $case
          | (.all.unit // "second") as $unit
          | .runs[] | select(values != [])
          | (values[] as $value | row($case; $unit | metric; $unit | unit; $value)),
            row_if($case; "max_rss"; "B"; .metadata.command_max_rss),
            row_if($case; "worker_max_rss"; "B"; .metadata.mem_max_rss)],
        left_out: [range($benchmarks | length) as $i | $benchmarks[$i] | $names[$i] as $case
          | ([.runs[] | select(values == [])] | length | select(. > 0) | {what: $case, reason: "\(.) runs calibrated, and have no values"}),
            ([.runs[] | select(values != []) | .warmups // [] | length] | add // 0 | select(. > 0) | {what: $case, reason: "\(.) warm-ups"}),
            (if any(.runs[]; values != []) then empty else {what: $case, reason: "it has no values"} end)],
        notes: ["each value is the mean of many calls: loops times inner_loops, in extra"],
        extra: {benchmarks: [.benchmarks[] | {metadata: (.metadata // {} | del(.hostname)),
          runs: [.runs[] | select(values != []) | .metadata // {} | del(.hostname)]}]}
      }]
  }

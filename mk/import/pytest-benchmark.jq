# pytest-benchmark.jq - pytest --benchmark-json

def summary($case):
  ["mean", "median", "min", "max"][] as $figure | row_if($case; "wall_time_\($figure)"; "s"; .[$figure]);

if (.benchmarks | type) != "array" or .benchmarks == [] then error("it has no benchmarks") else . end
| .machine_info as $machine
| .commit_info as $commit
| [.benchmarks[] | (.stats.data // []) | length > 0] as $raw
| {
    tool: "pytest-benchmark", version: .version, timestamp: (.datetime | date_time),
    commit_sha: ($commit.id | if type == "string" and test("^[0-9a-f]{40,64}$") then . else null end),
    dirty: ($commit.id | if type == "string" and test("^[0-9a-f]{40,64}$") then $commit.dirty else null end),
    order: "one benchmark after the other",
    environment: {
      kernel: ($machine | if .system == "Linux" then .release | some else null end),
      architecture: ($machine.machine | some),
      cpu_model: ($machine.cpu.brand_raw // $machine.processor | some),
      cpu_count: $machine.cpu.count
    },
    compare: [if any($raw[]; .) then "wall_time" else "wall_time_median" end],
    extra: del(.benchmarks, .version, .machine_info.node),
    implementations: [
      alone("python"; "python") + {
        toolchain: ($machine | [.python_implementation, .python_version] | map(select(.)) | join(" ") | null_if_empty),
        rows: [.benchmarks[] | (.fullname // .name) as $case
          | if (.stats.data // []) == [] then .stats | summary($case)
            else .stats.data[] as $value | row($case; "wall_time"; "s"; $value) end],
        notes: [if all($raw[]; .) then empty
          else "some benchmarks have a summary only: --benchmark-json writes the rounds" end],
        left_out: [.benchmarks[] | select((.stats.data // []) == [] and .stats.median == null and .stats.mean == null)
          | {what: (.fullname // .name), reason: "it has no statistics"}],
        extra: {benchmarks: [.benchmarks[] | del(.stats.data)]}
      }]
  }

# cargo-criterion.jq - cargo criterion --message-format=json; the messages as an
# array

def unit: {ns: 1e9, us: 1e6, "µs": 1e6, ms: 1e3, s: 1}[.];

[.[] | select(.reason == "benchmark-complete")] as $done
| if $done == [] then error("no benchmark is complete in it") else . end
| {
    tool: "cargo-criterion", version: null, timestamp: null, commit_sha: null, dirty: null, environment: {},
    order: "one benchmark after the other",
    compare: ["wall_time"],
    extra: {},
    implementations: [
      alone("rust"; "rust") + {
        rows: [$done[] | . as $b | (.unit | unit) as $factor
          | if (.iteration_count | length) != (.measured_values | length) then error("\(.id): as many counts as values are wanted") else . end
          | range(.measured_values | length) as $i
          | (.measured_values[$i] / .iteration_count[$i]) as $value
          | if $factor == null then row(.id; "value"; $b.unit; $value)
            else
              row(.id; "wall_time"; "s"; $value | over($factor)),
              (.throughput[]? | select(.unit | IN("bytes", "elements"))
                | row($b.id; if .unit == "bytes" then "throughput" else "item_rate" end; if .unit == "bytes" then "B/s" else "1/s" end;
                    .per_iteration / ($value / $factor)))
            end],
        extra: {benchmarks: [$done[] | del(.measured_values, .report_directory)],
          other_messages: ([.[] | select(.reason != "benchmark-complete") | .reason // "without a reason"]
            | group_by(.) | map({key: .[0], value: length}) | from_entries)}
      }]
  }

# perf.jq - perf stat -j; the lines as an array, comments as strings
#
# Values are texts.  With -r they are means over the runs, with -I there is one
# for each interval.

def unit: {"": ["1", 1], msec: ["s", 1e3], ms: ["s", 1e3], ns: ["s", 1e9], nsec: ["s", 1e9], sec: ["s", 1], s: ["s", 1], usec: ["s", 1e6],
  Bytes: ["B", 1], MiB: ["B", (1 / 1048576)]}[.] // [., 1];

# perf can count one event for each CPU and the like
def part: [to_entries[] | select(.key | IN("cpu", "core", "die", "socket", "node", "thread", "cgroup")) | "\(.key) \(.value)"] | join(", ");

[.[] | select(type == "object")] as $lines
| [$lines[] | select(has("counter-value"))] as $counts
| if $counts == [] then error("no line of it has a counter-value") else . end
| any($counts[]; has("variance")) as $repeated
| {
    tool: "perf stat", version: null, timestamp: null, commit_sha: null, dirty: null, environment: {}, order: "one command",
    compare: [$counts | (first(.[] | select(.event | test("^(duration_time|task-clock)(:|$)"))) // .[0]).event],
    extra: {comments: [.[] | select(type == "string" and . != "")],
      lines: [$lines[] | del(.["counter-value"], .unit)]},
    implementations: [
      alone(null; "command") + {
        rows: [$counts[] | (.unit // "" | unit) as [$unit, $factor]
          | .["counter-value"] as $text
          | row(part; (.event | chosen) + (if $repeated then "_mean" else "" end); $unit;
              ($text | if type == "string" then number else . end | over($factor)))],
        notes: [(if $repeated then "values are means over the runs that -r asked for: the file has no more" else empty end),
          (if any($counts[]; .["pcnt-running"] // 100 | . > 0 and . < 100) then "some counters were not always running: their values are extrapolated" else empty end)]
      }]
  }
| .compare |= map(if $repeated then . + "_mean" else . end)

# h2load-log.jq - h2load --log-file: a line for each request, when it was sent
# (microseconds since 1970), its status, and how long it took (microseconds)

[range(length) as $i | .[$i] | select(. != "")
  | (split("\t") | if length == 3 and all(.[]; test("^-?[0-9]+$")) then map(tonumber)
    else error("line \($i + 1): not three whole numbers") end)] as $requests
| [$requests[] | select(.[1] >= 200 and .[1] < 400)] as $good
| ($requests | map(.[0] + .[2]) | max) as $last
| ($requests | map(.[0]) | min) as $first
| generator("h2load") + {
    timestamp: ($first / 1e6 | floor | todate),
    compare: ["latency"],
    extra: {statuses: ([$requests[][1] | tostring] | group_by(.) | map({key: .[0], value: length}) | from_entries)},
    implementations: [
      alone(null; "h2load") + {
        status: (if $good == [] then "failed" else "ok" end),
        reason: (if $good == [] then "none of \($requests | length) requests succeeded" else null end),
        rows: [
          row(""; "requests"; "1"; $requests | length),
          row(""; "responses_bad"; "1"; ($requests | length) - ($good | length)),
          row(""; "duration"; "s"; ($last - $first) / 1e6),
          ($good[] | row(""; "latency"; "s"; .[2] / 1e6))],
        notes: ["latency is that of requests answered with 2xx or 3xx, counted from when they were sent, in the order of the file"]
      }]
  }

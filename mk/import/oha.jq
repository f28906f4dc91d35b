# oha.jq - oha --output-format json (before 1.5: -j)

def percentiles($metric): to_entries[] | row_if(""; "\($metric)_\(.key)"; "s"; .value);

if (.summary | type) != "object" then error("it has no summary") else . end
| .summary as $s
| ([.statusCodeDistribution // {} | to_entries[] | select(.key | test("^[23]")) | .value] | add // 0) as $good
| ([.statusCodeDistribution // {} | .[]] | add // 0) as $answered
| ([.errorDistribution // {} | .[]] | add // 0) as $errors
| generator("oha") + {
    compare: ["request_rate"],
    extra: (del(.latencyPercentiles, .firstBytePercentiles) | .summary |= del(.requestsPerSec, .total, .average, .fastest, .slowest, .sizePerSec, .totalData)),
    implementations: [
      alone(null; "oha") + {
        status: (if $good == 0 then "failed" else "ok" end),
        reason: (if $good == 0 then "no response was 2xx or 3xx" else null end),
        rows: [
          row_if(""; "request_rate"; "1/s"; $s.requestsPerSec),
          row_if(""; "transfer_rate"; "B/s"; $s.sizePerSec),
          row_if(""; "duration"; "s"; $s.total),
          row_if(""; "traffic_data"; "B"; $s.totalData),
          row(""; "requests"; "1"; $answered + $errors),
          row(""; "responses_bad"; "1"; $answered - $good),
          row(""; "socket_errors"; "1"; $errors),
          row_if(""; "latency_mean"; "s"; $s.average),
          row_if(""; "latency_min"; "s"; $s.fastest),
          row_if(""; "latency_max"; "s"; $s.slowest),
          (.latencyPercentiles // {} | percentiles("latency")),
          (.firstBytePercentiles // {} | percentiles("first_byte_time"))],
        notes: ["without -q a closed loop: latency is counted from when a request was sent"]
      }]
  }

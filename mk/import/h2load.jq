# h2load.jq - what h2load prints; the lines as an array

def line($pattern): [.[] | capture($pattern)][0] // null;
def need($pattern; $what): line($pattern) // error("it is not whole: there is no \($what)");

# "time for request: min max mean sd +/- sd"
def times_of($what; $metric):
  line("^\($what): +(?<min>[^ ]+) +(?<max>[^ ]+) +(?<mean>[^ ]+) +(?<sd>[^ ]+) ")
  | select(.) | ([["mean", .mean], ["stddev", .sd], ["min", .min], ["max", .max]][] as [$name, $text]
    | row(""; "\($metric)_\($name)"; "s"; $text | seconds));

if [.[] | select(startswith("finished in "))] | length > 1 then error("several runs: import each from a file of its own") else . end
| need("^finished in (?<t>[^,]+), (?<r>[0-9.]+) req/s, (?<b>.+)$"; "line that begins with finished") as $last
| need("^requests: (?<total>[0-9]+) total, (?<started>[0-9]+) started, (?<done>[0-9]+) done, (?<good>[0-9]+) succeeded, (?<failed>[0-9]+) failed, (?<errored>[0-9]+) errored, (?<timeout>[0-9]+) timeout"; "line of requests") as $n
| line("^traffic: [^(]*\\((?<total>[0-9]+)\\) total, [^(]*\\((?<headers>[0-9]+)\\) headers .*, [^(]*\\((?<data>[0-9]+)\\) data") as $traffic
| ($n | map_values(tonumber)) as $n
| generator("h2load") + {
    compare: ["request_rate"],
    extra: {lines: map(select(test("^(progress|spawning|starting|finished|requests:|traffic:|time for request|time for connect|time to 1st|  )|^$") | not))},
    implementations: [
      alone(null; "h2load") + {
        status: (if $n.good == 0 then "failed" else "ok" end),
        reason: (if $n.good == 0 then "none of \($n.total) requests succeeded" else null end),
        rows: [
          row(""; "request_rate"; "1/s"; $last.r | tonumber),
          row(""; "transfer_rate"; "B/s"; $last.b | amount(1024)),
          row(""; "duration"; "s"; $last.t | seconds),
          row(""; "requests"; "1"; $n.done),
          row(""; "responses_bad"; "1"; $n.failed),
          row(""; "socket_errors"; "1"; $n.errored + $n.timeout),
          ($traffic | select(.) | row(""; "traffic"; "B"; .total | tonumber), row(""; "traffic_data"; "B"; .data | tonumber)),
          times_of("time for request"; "latency"),
          times_of("time for connect"; "connect_time"),
          times_of("time to 1st byte"; "first_byte_time")],
        notes: ["h2load prints no percentiles: those are to be had from its --log-file",
          "with --rps requests leave in clumps, and latency is counted from when they were sent"]
      }]
  }

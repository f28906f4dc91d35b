# wrk.jq - what wrk prints, with --latency or without; the lines as an array
#
# Several runs of the same, one after the other, are rounds.

def lines($pattern): [.[] | capture($pattern)];
def line($pattern): lines($pattern)[0] // null;
def need($pattern; $what): line($pattern) // error("it is not whole: there is no \($what)");

def run($round):
  def figure($metric; $unit; $value): if $value == null then empty else [$round, "timed", "ok", "", $metric, $unit, $value] end;
  need("^ *(?<n>[0-9]+) requests in (?<t>[^,]+), (?<b>[^ ]+) read"; "line of requests") as $sum
  | need("^Requests/sec: +(?<v>[0-9.]+)"; "line Requests/sec").v as $rate
  | need("^Transfer/sec: +(?<v>.+)"; "line Transfer/sec").v as $bytes
  | need("^ *Latency +(?<avg>[^ ]+) +(?<sd>[^ ]+) +(?<max>[^ ]+) +"; "line of latency") as $latency
  | (line("^ *Non-2xx or 3xx responses: (?<n>[0-9]+)").n // "0" | tonumber) as $bad
  | (line("^ *Socket errors: connect (?<c>[0-9]+), read (?<r>[0-9]+), write (?<w>[0-9]+), timeout (?<t>[0-9]+)")
      // {c: "0", r: "0", w: "0", t: "0"} | map_values(tonumber)) as $errors
  | figure("request_rate"; "1/s"; $rate | tonumber),
    figure("transfer_rate"; "B/s"; $bytes | amount(1024)),
    figure("requests"; "1"; $sum.n | tonumber),
    figure("responses_bad"; "1"; $bad),
    figure("socket_errors"; "1"; $errors | add),
    figure("duration"; "s"; $sum.t | seconds),
    figure("latency_mean"; "s"; $latency.avg | seconds),
    figure("latency_stddev"; "s"; $latency.sd | seconds),
    figure("latency_max"; "s"; $latency.max | seconds),
    (lines("^ *(?<p>[0-9.]+)% +(?<v>[0-9.]+[a-z]+)$")[] | figure("latency_" + (.p | percentile_name); "s"; .v | seconds));

. as $lines
| [range(length) | select($lines[.] | startswith("Running "))] as $starts
| [range($starts | length) as $i | $lines[$starts[$i]:($starts[$i + 1] // ($lines | length))]] as $runs
| if $runs == [] then error("it has no line that begins with Running") else . end
| [$runs[] | [.[0], .[1]]] as $heads
| if $heads | unique | length > 1 then error("runs of several kinds: import each from a file of its own") else . end
| [$runs[] | [run(1)]] as $figures
| [$figures[] | [.[] | select(.[4] == "requests" or .[4] == "responses_bad")] | .[0][6] <= .[1][6]] as $useless
| ($heads[0][0] | capture("@ (?<url>.*)$").url) as $url
| generator("wrk") + {
    compare: ["request_rate"],
    extra: {url: $url, load: ($heads[0] | map(gsub("^ +"; "")))},
    implementations: [
      alone(null; "wrk") + {
        status: (if any($useless[]; .) then "failed" else "ok" end),
        reason: (if any($useless[]; .) then "no response was 2xx or 3xx" else null end),
        rows: [range($runs | length) as $i | $runs[$i] | run($i + 1)],
        notes: ["a closed loop: latency is counted from when a request was sent, and wrk adds values that it did not measure for those it takes as held up"],
        extra: {text: [$runs[] | .[2:] | map(select(test("^ *(Latency|Req/Sec|[0-9.]+%) ")))]}
      }]
  }

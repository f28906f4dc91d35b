# selftest.jq - how often the gate is wrong, from its trials
#
# args: $rounds, $environment; raw input: rows of mk/bin/gate-trial, with their headers

# The 95 % interval of k of n: E. B. Wilson, "Probable inference, the law of
# succession, and statistical inference", JASA 22 (1927)
def share($n):
  1.959963984540054 as $z
  | . as $k
  | ($k / $n + $z * $z / (2 * $n)) as $center
  | ($z * (($k / $n * (1 - $k / $n) + $z * $z / (4 * $n)) / $n | sqrt)) as $half
  | (1 + $z * $z / $n) as $scale
  | {k: $k, n: $n, lo: ([0, ($center - $half) / $scale] | max), hi: ([1, ($center + $half) / $scale] | min)};

def median: sort | if length % 2 == 1 then .[length / 2 | floor] else (.[length / 2 - 1] + .[length / 2]) / 2 end;

[inputs | select(startswith("slowdown_percent") | not) / ","
  | {slowdown_percent: (.[0] | tonumber), first: .[1], final: .[2], ratio: (.[3] | tonumber)}]
| def counted(f): length as $n | map(select(f)) | length | share($n);
{
  rounds: $rounds,
  time: (now | todate),
  machine_class: $environment[0].machine_class,
  cpu_model: $environment[0].cpu_model,
  false_fail: (map(select(.slowdown_percent == 0)) | counted(.final == "fail")),
  false_fail_unconfirmed: (map(select(.slowdown_percent == 0)) | counted(.first == "fail")),
  false_warn: (map(select(.slowdown_percent == 0)) | counted(.final == "warn")),
  detections: (map(select(.slowdown_percent != 0)) | group_by(.slowdown_percent) | map({
    slowdown_percent: .[0].slowdown_percent,
    ratio: (map(.ratio) | median),
    caught: counted(.final == "fail" or .final == "warn"),
    failed: counted(.final == "fail")
  }))
}

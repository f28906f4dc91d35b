# options.jq - what timer must know of a dataset: the right answer's digest and
# how much work a run, or a case of it, does; or of those of a sweep: the digest
# and the number of items of each
#
# args: $profile ("sweep", or another), $spec, $dataset (of a sweep several),
# $roofline (what the machine can do, or null)

def amount($dataset):
  . as $name | $dataset[$name] // $dataset.amounts[$name]?
  // error("\($dataset.name): its description has no amount \($name)");
def amount: amount($dataset[0]);
def rate($metric; $unit; $amount): "-u " + ("\($metric):\($unit):\($amount)\(if .case then ":" + .case else "" end)" | @sh);
# operations a second at this ratio of operations to bytes: Williams, Waterman
# and Patterson, "Roofline", CACM 52:4, 2009
def limit: [$roofline.flop_rate_per_s, (.of | amount) / (.traffic | amount) * $roofline.bandwidth_B_per_s] | min;

$spec[0] as $spec
| if $profile == "sweep" then
    [$dataset[] | "-d \($spec.answers[.content_sha256].xxh3_128
        // error("workloads/\($spec.benchmark_id)/spec.json: no answer for \(.name)"))",
      "-N \(. as $one | $spec.sweep.of | amount($one))"]
  else
    [($spec.answers[$dataset[0].content_sha256] | select(.) | "-d \(.xxh3_128)"),
     ($spec.work[] | rate(.metric; .unit; .of | amount)),
     ($spec.work[] | select(.traffic) | rate("roofline_share"; "%"; 100 * (.of | amount) / limit))]
  end
| join(" ")

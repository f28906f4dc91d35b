# options.jq - what timer must know of a dataset: the right answer's digest and
# how much work a run, or a case of it, does
#
# args: $spec, $dataset, $roofline (what the machine can do, or null)

$dataset[0] as $dataset
| def amount:
    . as $name | $dataset[$name] // $dataset.amounts[$name]?
    // error("\($dataset.name): its description has no amount \($name)");
  def rate($metric; $unit; $amount): "-u " + ("\($metric):\($unit):\($amount)\(if .case then ":" + .case else "" end)" | @sh);
  # operations a second at this ratio of operations to bytes: Williams, Waterman
  # and Patterson, "Roofline", CACM 52:4, 2009
  def limit: [$roofline.flop_rate_per_s, (.of | amount) / (.traffic | amount) * $roofline.bandwidth_B_per_s] | min;
  $spec[0]
| [(.answers[$dataset.content_sha256] | select(.) | "-d \(.xxh3_128)"),
   (.work[] | rate(.metric; .unit; .of | amount)),
   (.work[] | select(.traffic) | rate("roofline_share"; "%"; 100 * (.of | amount) / limit))]
| join(" ")

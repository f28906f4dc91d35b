# options.jq - what timer must know of a dataset: the right answer's digest and
# how much work a run does
#
# args: $spec, $dataset

$dataset[0] as $dataset
| $spec[0]
| [(.answers[$dataset.content_sha256] | select(.) | "-d \(.xxh3_128)"),
   (.work // [] | .[] | "-u \(.metric):\(.unit):\($dataset[.of])")]
| join(" ")

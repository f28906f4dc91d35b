# index.jq - the models of an index, by category: what everybody knows first
#
# by_category: the models of report.jq in, [{name, models}] out

def by_category:
  ["performance", "security", "quality"] as $order
  | group_by(.shared.category)
  | map(.[0].shared.category as $name
    | {rank: ($order | index($name) // 9), name: ($name | capitalised), models: .})
  | sort_by(.rank, .name);

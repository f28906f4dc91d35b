# gab.jq - github-action-benchmark: what is better if smaller, if bigger, and what
# failed, for which it has no words

def entries($direction):
  [ok[] | . as $record | .metrics[] | select(.direction == $direction)
    | {name: "\($record.name)\(if .case == "" then "" else "/" + .case end) \(.metric)", unit, value}
      + (ends | if . then {range: "\(.lo) to \(.hi)"} else {} end)
      + {extra: "run \($record.run_id), machine \($record.machine)"}];

def out_gab:
  [json_file("customSmallerIsBetter.json"; entries("lower")),
    json_file("customBiggerIsBetter.json"; entries("higher")),
    json_file("failed.json"; lost)];

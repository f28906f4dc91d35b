# bmf.jq - Bencher Metric Format.  It has no unit and no direction: base units

def out_bmf:
  ok
  | [.[] | . as $record | .metrics[]
      | {key: ($record.name + if .case == "" then "" else "/" + .case end), measure: (.metric | gsub("_"; "-")),
        value: ({value} + (ends | if . then {lower_value: .lo, upper_value: .hi} else {} end))}]
  | group_by(.key) | map({key: .[0].key, value: (map({key: .measure, value}) | from_entries)}) | from_entries
  | [json_file(""; .)];

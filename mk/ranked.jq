# ranked.jq - the implementations among which a winner may be: those of the
# spec's own fairness class, or all if none is of that
#
# args: $spec; inputs: build/B/I.json

[inputs | {name: (input_filename | sub(".*/"; "") | rtrimstr(".json")), class: (.tags.class? // $spec[0].fairness.class)}]
| (map(select(.class == $spec[0].fairness.class)) | if . == [] then null else . end) // .
| map(.name) | join(",")

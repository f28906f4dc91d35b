# seal.jq - what a measurement depends on, from the spec, the dataset's and the
# implementations' records
#
# args: $profile ("sweep": a sweep over all of $dataset), $spec, $dataset; inputs: build/B/I.json

# the part of the spec that numbers depend on; rounds are left out, so that
# raising them measures only the new ones
def measuring($profile):
  if $profile == "sweep" then
    {seed, arguments, answers, server, sweep: (.sweep | del(.rounds)), profile: (.profiles.quick | {parameters, timeout_s})}
  else {seed, arguments, answers, work, server, stability, profile: (.profiles[$profile] | del(.rounds))} end
  | with_entries(select(.value != null));

def line($name; $value): "\($name)\t\($value)";

($spec[0] | measuring($profile) | line("spec"; tojson)),
($dataset[] | line("dataset\(if $profile == "sweep" then "." + .name else "" end)"; .sha256)),
(inputs
  | (input_filename | sub(".*/"; "") | rtrimstr(".json")) as $i
  | line("implementation.\($i)"; .artifact.sha256 // "\(.status): \(.reason)"),
    line("toolchain.\(.language)"; .toolchain),
    (.lockfile | select(.) | line("lockfile.\($i)"; .sha256)))

# seal.jq - what a measurement depends on, from the spec, the dataset's and the
# implementations' records
#
# args: $profile, $spec, $dataset; inputs: build/B/I.json

# the part of the spec that numbers depend on; rounds are left out, so that
# raising them measures only the new ones
def measuring($profile):
  {seed, arguments, answers, work, server, stability, profile: (.profiles[$profile] | del(.rounds))}
  | with_entries(select(.value != null));

def line($name; $value): "\($name)\t\($value)";

($spec[0] | measuring($profile) | line("spec"; tojson)),
line("dataset"; $dataset[0].sha256),
(inputs
  | (input_filename | sub(".*/"; "") | rtrimstr(".json")) as $i
  | line("implementation.\($i)"; .artifact.sha256 // "\(.status): \(.reason)"),
    line("toolchain.\(.language)"; .toolchain),
    (.lockfile | select(.) | line("lockfile.\($i)"; .sha256)))

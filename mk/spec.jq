# spec.jq - turn a spec.json into make variables
#
# $impls: the names of the implementations' folders, blank-separated.

# The order of rounds is the one timer(1) documents: blocks of two rounds, a
# seeded permutation of the implementations forwards, then backwards.  Draws
# come from the minimal standard generator (Park and Miller, CACM 31:10, 1988).
def draw: . * 16807 % 2147483647;

def permuted($names):
  reduce range(($names | length) - 1; 0; -1) as $i ({state: ., names: $names};
    .state |= draw
    | (.state % ($i + 1)) as $j
    | .names as $n
    | .names[$i] = $n[$j]
    | .names[$j] = $n[$i]);

def order($names; $blocks):
  reduce range(8) as $_ (1 + . % 2147483646; draw)
  | reduce range($blocks) as $_ ({state: ., rounds: []};
      (.state | permuted($names)) as $p
      | .state = $p.state
      | .rounds += [$p.names, ($p.names | reverse)])
  | .rounds;

def two_digits: tostring | if length < 2 then "0" + . else . end;

# as words for the shell, and that for make; {placeholders} stay whole
def words: map(@sh) | join(" ") | gsub("\\$"; "$$") | gsub("#"; "\\#");

# {NAME} becomes the parameter of that name
def with($parameters):
  reduce ($parameters | to_entries[]) as {$key, $value} (.;
    gsub("\\{\($key)\\}"; $value | tostring));

. as $spec
| (.programs.only // ($impls | split(" ")) | sort) as $names
| .benchmark_id as $b
| "\($b).impls := \($names | join(" "))",
  "\($b).of := \(.programs.of // $b)",
  "\($b).profiles := \(.profiles | keys_unsorted | join(" "))",
  "\($b).seed := \(.seed)",
  "\($b).server := \(.server // [] | words)",
  "\($b).tools := \(.tools // [] | join(" "))",
  "\($b).derive := \(.derive // [] | join(" "))",
  "\($b).incomparable := \(if .incomparable then "yes" else "" end)",
  "\($b).unanswered := \(if .answers == {} then "yes" else "" end)",
  "\($b).passes := \(.passes // [] | join(" "))",
  "\($b).sweep := \(.sweep.datasets // [] | join(" "))",
  "\($b).sweep.of := \(.sweep.of // "")",
  "\($b).sweep.rounds := \(.sweep.rounds // "")",
  "\($b).sampled := \(.stability.interval_ms // "")",
  "\($b).uses := \([.server[0]? // empty, (.stability // empty | "sampler"), (.passes // [])[], (if any(.work[]; .traffic) then "roofline" else empty end)] | join(" "))",
  "\($b).operations := \(.stability.operations // [] | join(","))",
  "\($b).compare := \(.compare | join(","))",
  (.profiles | to_entries[] | "\($b).\(.key).dataset := \(.value.dataset)",
    (.value.parameters // {} | . as $parameters
      | $spec.arguments | map(with($parameters)) | words) as $arguments
    | "\($b).\(.key).arguments := \($arguments)",
    "\($b).\(.key).rounds := \(.value.rounds)",
    "\($b).\(.key).warmups := \(.value.warmups)",
    "\($b).\(.key).timeout := \(.value.timeout_s)",
    # an emulated processor is some 100 times as slow
    "\($b).\(.key).count_timeout := \([200 * .value.timeout_s, 1000000] | min)"),
  # round 00 is the warm-up; the file name has room for 99 more
  "\($b).order := " + ([[$names] + (.seed | order($names; 50))[:99]
    | to_entries[] | (.key | two_digits) as $nn | .value[] | "\(.)/\($nn)"]
    | join(" "))

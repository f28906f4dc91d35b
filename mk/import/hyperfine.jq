# hyperfine.jq - hyperfine --export-json: each command is an implementation
#
# Its runs are rounds.  It measures one command after the other, so rounds are
# numbered on and do not pair.

# with the parameters that the command's own text does not tell
def name:
  .command as $command
  | ((.parameters // {}) + (if .parameter then {parameter} else {} end)) as $parameters
  | $command + ([$parameters | to_entries[] | select(.value | tostring | . as $v | $command | contains($v) | not)
      | " \(.key) \(.value)"] | add // "")
  | slug | if . == "" then "command" else . end;

def summary($round; $fields):
  . as $result
  | [$fields | to_entries[] | select($result[.value] != null)
      | [$round, "timed", "ok", "", .key, "s", $result[.value]]];

# the rows of run $i, which failed or not
def run($i; $round):
  (.exit_codes // [])[$i] as $code
  | (if $i < (.exit_codes // [] | length) and $code != 0 then "failed" else "ok" end) as $status
  | [["wall_time", "s", .times[$i]], ["max_rss_cumulative", "B", (.memory_usage_byte // [])[$i]], ["exit_code", "1", $code]]
  | .[] | select(.[0] == "wall_time" or .[2] != null)
  | [$round, "timed", $status, ""] + .;

# one command; $first is the number of its first round
def implementation($name; $first):
  (.times // []) as $times
  | (.exit_codes // []) as $codes
  | [$codes[] | select(. != 0)] as $bad
  | ($bad | unique | map(. // "none, so a signal") | join(", ")) as $which
  | if $times != [] and (($codes | length) as $n | $n > 0 and $n != ($times | length))
    then error("\(.command): \($times | length) times, but \($codes | length) exit codes") else . end
  | alone(null; $name) + {
      command,
      status: (if $bad == [] then "ok" else "failed" end),
      reason: (if $bad == [] then null else "\($bad | length) of \($codes | length) runs did not exit with 0: \($which)" end),
      rows: (
        (if $bad != [] then [] else summary($first; {user_time_mean: "user", sys_time_mean: "system"}) end)
        + (if $times == [] then
            summary($first; {wall_time_mean: "mean", wall_time_median: "median", wall_time_min: "min", wall_time_max: "max"})
          else [range($times | length) as $i | run($i; $first + $i)] end)),
      notes: [
        "user and system time are means over all runs: the file has no more",
        (if (.memory_usage_byte // []) != [] then
          "memory is not to be trusted: each value is the largest of all runs so far, of all commands" else empty end),
        (if any($times[]; . == 0) then
          "a time of 0: the time to start a shell is subtracted, and the command took no longer" else empty end),
        (if $times == [] then "the file has a summary only, no runs" else empty end)],
      extra: del(.command, .times, .exit_codes, .memory_usage_byte, .user, .system)
    };

if (.results | type) != "array" or .results == [] then error("it has no results") else . end
| (.results | map(if (.command | type) == "string" then name else error("a result without a command") end) | numbered) as $names
| (reduce .results[] as $r ([1]; . + [.[-1] + ([$r.times // [] | length, 1] | max)])) as $firsts
| {
    tool: "hyperfine", version: null, timestamp: null, commit_sha: null, dirty: null, environment: {},
    order: "blocked: not interleaved; all runs of one command, then all of the next",
    compare: [if any(.results[]; (.times // []) != []) then "wall_time" else "wall_time_median" end],
    extra: del(.results),
    implementations: [range(.results | length) as $i | .results[$i] | implementation($names[$i]; $firsts[$i])]
  }

# scanned.jq - a report without winner, for benchmarks whose implementations must
# not be set against each other
#
# scanned: a model of report.jq in; if its spec says why it is incomparable, out
# comes one that has the tables of report/security.jq and report/quality.jq, and
#   statements  [text]: the headline, one for each implementation
#   notice    why nobody is ranked
#   reading   [text]: how to read the numbers
#   scan      true
# and with evidence, comparable or not
#   caveats   [text]: what must be known to read the numbers
#   evident   true
# Its tables may have more: note, a text; first, it belongs to the headline;
# folded, it is long; at_most, so many rows are enough for a terminal; bars, see
# report/bars.jq.

def kind_of($benchmark):
  . as $records
  | first(
      (["vulnerabilities", "dependencies"], ["weaknesses", "control"], ["findings", "lint"], ["tests_flaky", "flaky"]
        | .[0] as $metric | select(any($records[]; .metrics[$metric]))[1]),
      (["depscan", "dependencies"], ["lint-control", "control"], ["lint", "lint"], ["flaky", "flaky"]
        | .[0] as $prefix | select($benchmark | startswith($prefix))[1]),
      "other");

# of whatever has no part of its own
def other_table($compare):
  {
    title: null,
    head: ([name_column("implementation")] + ($compare | map(column(spaced)))),
    rows: [.[] | . as $r | [cell(.implementation)] + [$compare[] | . as $m | $r.metrics[$m] | if . then value(.) else cell("unknown") end]]
  };

def other_sentence($compare):
  "\(.implementation): " + ([$compare[] as $m | .metrics[$m] | select(.) | "\($m | spaced) \(.unit as $unit | .value | humane($unit))"] | join(", "));

def tables_of($kind; $compare):
  if $kind == "dependencies" then dependencies_tables
  elif $kind == "control" then control_tables
  elif $kind == "lint" then lint_tables
  elif $kind == "flaky" then flaky_tables
  else other_table($compare) end;

def sentence_of($kind; $compare):
  if $kind == "dependencies" then vulnerabilities_sentence
  elif $kind == "control" then control_sentence
  elif $kind == "lint" then lint_sentence
  elif $kind == "flaky" then flaky_sentence
  else other_sentence($compare) end;

def reading_of($kind):
  if $kind == "dependencies" then dependencies_reading
  elif $kind == "control" then control_reading
  elif $kind == "lint" then lint_reading
  elif $kind == "flaky" then flaky_reading
  else empty end;

def verb_of($kind): {dependencies: "scanned", control: "checked", lint: "linted", flaky: "tested"}[$kind] // "run";

# Looking twice at the same thing finds the same, or something is not under control.
def disagreeing:
  .metrics[]
  | select((.metric | . == "vulnerabilities" or . == "findings" or . == "weaknesses_missed" or . == "false_alarms" or . == "packages")
      and .min < .max)
  | "the rounds did not agree on \(.metric | spaced)\(if .case == "" then "" else " (\(.case))" end): \(.min | whole) to \(.max | whole)";

def tool_facts:
  ["tools", [.[] | "\(.implementation): " + ([.evidence.tools[]? | "\(.name) \(.version)"] | if . == [] then "unknown" else join(", ") end)]],
  ([.[] | .implementation as $name | .evidence.snapshots[]?
    | "\($name): \(.name) of \(.date)" + (if .advisories then ", \(.advisories | grouped) advisories" else "" end)
      + (if .commit then ", commit \(.commit[:12])" else "" end) + (if .sha256 then ", SHA-256 \(.sha256[:12])" else "" end)]
    | select(. != []) | ["advisories", .]);

# "3 of 3 rounds: why; 1 of 1 warm-up: why" is why, but "1 of 3 rounds: why" is that
def first_reason: sub("^(?<n>[0-9]+) of \\k<n> [a-z-]+: "; "") | sub("; [0-9]+ of [0-9]+ [a-z-]+: .*"; "");

# Some rounds went well, and what they found stands nowhere, as it is not all.
def in_part: .reason | test("^(?<n>[0-9]+) of (?!\\k<n> )[0-9]+ round");

# what the evidence says beside the findings
def evidenced:
  [.current[] | select(.status == "ok")] as $ok
  | if all($ok[]; .evidence == null) then . else
      .caveats = ($ok | of_each(disagreeing) + of_each(.evidence.caveats[]?))
      | .facts |= [$ok | tool_facts] + .
      | .evident = true
    end;

def scanned:
  if .shared.spec.incomparable == null then evidenced else
    .shared as $shared
    | [.current[] | select(.status == "ok")] as $ok
    | [.current[] | select(.status != "ok")] as $not
    | (.current | kind_of($shared.benchmark_id)) as $kind
    | verb_of($kind) as $verb
    | .statements = [($ok[] | sentence_of($kind; $shared.spec.compare) + "."),
        ($not[] | "\(.implementation) \(if .status == "bad_answer" then "did not give the known answer" elif in_part then "has no result" else "was not \($verb)" end): \(.reason | first_reason | sentence).")]
    | .headline = (.statements | join(" "))
    | .notice = $shared.spec.incomparable
    | .winners = [] | .best = null | .rows = []
    | .works = ($ok | length)
    | .tables = [
        (.tables[] | select(.title == "Not ranked") | .title = "Not \($verb)" | .first = true | .note = "Nothing is known of these: no number stands for them."),
        ($ok | select(. != []) | tables_of($kind; $shared.spec.compare))]
    | .reading = [reading_of($kind)]
    | .facts |= map(select(.[0] != "answers" or $shared.answer.expected != null))
    | .scan = true
    | evidenced
  end;

# For a terminal, a long table only begins, and says where the rest is.
def shortened:
  .tables |= map(.at_most as $most
    | if $most == null or (.rows | length) <= $most then .
      else .title += ": \($most) of \(.rows | length), all in Markdown and HTML" | .rows |= .[:$most] end);

# quality.jq - what a report says of linters and of test suites

# ---- what linters find ----

def lines: number("code_lines");

# "0 findings in 1,438 lines"; by lines only where these are enough
def lint_sentence:
  number("findings") as $found
  | [["high", "medium", "low"][] as $s | number("findings_\($s)") | select(. != null and . > 0) | "\(whole) \($s)"] as $by
  | "\(.implementation): \($found | if . == null then "an unknown number of findings" else plural("finding") end)"
  + (if $by == [] then "" else " (\($by | join(", ")))" end)
  + (lines | if . == null then "" else " in \(whole) lines of code" end)
  + (number("findings_per_kloc") as $d | .metrics as $m | if $d == null then ""
    else ", \($d | fixed(1)) per 1,000 lines (95 % interval \($m.findings_per_kloc_lo.value | fixed(1))–\($m.findings_per_kloc_hi.value | fixed(1)))" end)
  + (number("suppressions") | if . == null then "" elif . == 0 then ", none suppressed" else ", and \(whole) suppressed" end);

def density_cell($metric):
  if lines != null and lines < 2000 and number($metric) == null then cell("under 2,000 lines")
  else interval_cell($metric; fixed(1)) end;

def lint_table:
  {
    title: "Findings",
    first: true,
    note: "Per 1,000 lines of code, without comments and blank lines; in brackets the exact Poisson interval, 95 %, as if findings came one by one: they come in clusters, so the true interval is wider. Of this tree the count is complete. Below 2,000 lines there are counts only.",
    head: [name_column("implementation"), column("lines"), column("files"), column("findings"), column("high"), column("medium"), column("low"),
      column("suppressed"), column("per 1,000 lines")],
    rows: [.[] | [cell(.implementation), counted("code_lines"), counted("files"), counted("findings"),
      (counted("findings_high") | alarming), counted("findings_medium"), counted("findings_low"), counted("suppressions"),
      density_cell("findings_per_kloc")]],
    bars: [.[] | . as $r | {name: .implementation, of: "findings",
      bars: [["high", "medium", "low"][] | . as $s | {label: $s, value: ($r | number("findings_\($s)"))} | select(.value != null)]}]
  };

# A linter that reports classes has a row for each that it has a rule for.
def without_rule($class): $class != null and any(.metrics[]; .metric == "findings" and .case != "");

# "9, 2.8 (1.3–5.2)": a count, and by lines, if these are enough
def by_lines($class; $count; $density):
  . as $r
  | counted($count; if without_rule($class) then "no rule" else "unknown" end)
  | if .raw != null and $r.metrics[$density] then .text += ", " + ($r | interval_cell($density; fixed(1)).text) else . end;

def classes_table:
  ([.[].metrics[] | select(.metric == "findings" and .case != "").case] | unique) as $classes
  | [["all", null, "findings", "findings_per_kloc"],
      (["high", "medium", "low"][] | [., null, "findings_\(.)", "findings_\(.)_per_kloc"]),
      ($classes[] | ["class \(.)", ., "\(.)/findings", "\(.)/findings_per_kloc"])] as $rows
  | {
      title: "Findings by severity and class",
      note: "The count; then, from 2,000 lines on, by 1,000 lines, with its interval, which is wider in truth: findings come in clusters. No rule: the linter looks for nothing of that class, which is not 0.",
      head: ([name_column("findings")] + map(column(.implementation))),
      rows: (. as $records | [$rows[] as [$name, $class, $count, $density] | [cell($name)] + [$records[] | by_lines($class; $count; $density)]])
    };

def weaknesses_table($kind; $title):
  {
    $title,
    folded: true,
    at_most: 10,
    head: [name_column("where") + {path: true}, name_column("lint"), name_column("class"), name_column("severity"), name_column("rated by"), name_column("implementation"), name_column("what") + {wide: true}],
    spare: ["what", "implementation", "rated by", "class"],
    rows: ([.[] | finding_kinds([$kind])] | sort_by([severity_rank, .file, .line]) | map([
      cell((.file // .subject) + (if .line then ":\(.line)" else "" end)), cell(.id), cell(.class // "unknown"), severity_cells, cell(.name), cell(.title // "")]))
  }
  | select(.rows != []);

def lint_tables:
  lint_table, classes_table, weaknesses_table("weakness"; "Each finding"), weaknesses_table("suppressed"; "Each suppressed one"), duration_table("lint");

def lint_reading:
  "The density of findings is not security: most findings are harmless, and linters miss much.",
  "Severities are the tool's own or this project's mapping, as the table of the findings says; those of two linters are two scales.",
  "The interval is that of the count alone. It says how far chance could have moved it, had the findings come one by one; they come in clusters, so the true one is wider. It does not say how good the rules are.",
  "Suppressed: what the source code asks the linter not to report.";

# ---- weaknesses written on purpose ----

def control_sentence:
  "\(.implementation): \(number("weaknesses_detected") // "unknown") of \(number("weaknesses") // "unknown") weaknesses found by the linter"
  + ([["weaknesses_rejected", "refused by the compiler"], ["weaknesses_not_applicable", "not possible in the language"], ["weaknesses_missed", "missed"]]
    as $others | [$others[] as [$metric, $words] | number($metric) | select(. != null and . > 0) | "\(whole) \($words)"] | map(", " + .) | join(""))
  + (number("false_alarms") | if . == null then "" elif . == 0 then "; no false alarm" else "; \(plural("false alarm"))" end);

def control_table:
  {
    title: "How many were found",
    first: true,
    head: [name_column("implementation"), column("weaknesses"), column("detected"), column("refused"), column("not applicable"),
      column("missed"), column("false alarms")],
    rows: [.[] | [cell(.implementation), counted("weaknesses"), counted("weaknesses_detected"), counted("weaknesses_rejected"),
      counted("weaknesses_not_applicable"), (counted("weaknesses_missed") | alarming), (counted("false_alarms") | alarming)]],
    bars: [.[] | . as $r | {name: .implementation, of: "weaknesses",
      bars: [["detected", "detected"], ["refused", "rejected"], ["not applicable", "not_applicable"], ["missed", "missed"] | . as [$words, $name]
        | {label: $words, value: ($r | number("weaknesses_\($name)"))} | select(.value != null)]}]
  };

# words, and a sign for those who skim; a shape, so that no colour is needed
def outcome_cell($twins):
  {detected: ["✓ detected", "good"], rejected: ["■ refused by compiler", "good"], not_applicable: ["– not applicable", null], missed: ["✗ missed", "bad"]}[.outcome // ""] as [$text, $tone]
  | {text: ($text // "unknown"), raw: .title, $tone, shaped: true, value: .outcome}
  | if $twins | any(.outcome == "detected") then (.text, .value) += ", false alarm" | .tone = "bad" else . end;

def matrix_table:
  [.[] | finding_kinds(["seeded"])] as $seeded
  | [.[] | finding_kinds(["twin"])] as $twins
  | map(.implementation) as $names
  | {
      title: "Weakness by weakness",
      first: true,
      note: "False alarm: the linter reports the safe twin of the weakness too.",
      head: ([name_column("weakness"), name_column("CWE")] + ($names | map(name_column(.)))),
      rows: [$seeded | group_by(.id)[] | . as $same | .[0].id as $id
        | [cell($id), cell([.[].cwe // empty] | unique | join(", "))]
        + [$names[] | . as $name | [$same[] | select(.name == $name)]
          | if . == [] then cell("not in it") else .[0] | outcome_cell([$twins[] | select(.name == $name and .id == $id)]) end]]
    }
  | select(.rows != []);

# What an engineer needs to look it up.
def places_table:
  {
    title: "Where each is, and what found it",
    folded: true,
    detail: true,
    head: [name_column("weakness"), name_column("implementation"), name_column("kind"), name_column("linter says"), name_column("place"), name_column("what") + {wide: true}],
    rows: ([.[] | finding_kinds(["seeded", "twin"]) | select(.file)] | sort_by([.id, .name, .kind, .file, .line]) | map([
      cell(.id), cell(.name), cell({seeded: "weakness", twin: "safe twin"}[.kind]),
      cell(.aliases // [] | join(", ")),
      cell(.file + (if .line then ":\(.line)" else "" end)), cell(.title // "")]))
  }
  | select(.rows != []);

def control_tables: control_table, matrix_table, places_table;

def control_reading:
  "Every weakness is written on purpose, in each language where it is possible, with a safe twin beside it that does the same rightly.",
  "Not applicable: the language does not let one write it, which is neither found nor missed.",
  "Refused by the compiler: it does not build, so that it cannot be shipped.";

# ---- tests that fail now and then ----

def suite_runs: .disturbances.of;
def run_counts: [.metrics[] | select(.metric == "test_runs").value];
def fewest_runs: run_counts | min;

# One run tells that a test can pass, or can fail, and of always nothing.
def one_run($failed):
  .metrics as $m
  | [$m[] | select(.metric == "test_runs" and .value == 1).case
    | select((($m["\(.)/failure_share"].value // 0) > 0) == $failed)] | length;
def only_one_run: run_counts | . != [] and max == 1;
def stable: number("tests_stable") as $n | if $n then $n - one_run(false) else null end;
def failing: number("tests_failing") as $n | if $n then $n - one_run(true) else null end;
def verdict_cell(number): if only_one_run then cell("one run") else number | if . == null then cell("unknown") else cell(whole; .) + {unit: "1"} end end;

# How many tests there are, if some of them never had a turn. A round that saw
# more of them skipped, which is no turn, knows better.
def collected_if_more:
  .metrics.tests_collected.min as $all | number("tests")
  | if $all and . and $all > . then $all else null end;

# "21 of 40 tests had a turn", and others not always
def turns:
  number("tests") as $tests | suite_runs as $all | run_counts as $counts
  | (collected_if_more | select(.) | "\($tests | whole) of \(whole) tests had a turn"),
    ([$counts[] | select(. < $all)] | length | select(. > 0)
      | "\(plural("test")) did not run in every run (fewest runs: \($counts | min) of \($all))");

# "1 of 3 tests flaky and 1 always failing in 30 runs, 8 of which had a failure"
def flaky_sentence:
  suite_runs as $runs
  | "\(.implementation): "
  + if only_one_run then
      "1 run of each test: \(one_run(false)) passed and \(one_run(true)) failed; one run cannot tell which of them are flaky"
    else
      "\(number("tests_flaky") // "unknown") of \(number("tests") // "unknown") tests flaky"
      + (failing | if . == null then "" elif . == 0 then " and none always failing" else " and \(whole) always failing" end)
      + " in \($runs | plural("run"))"
      + (number("runs_failed") | if . == null then "" elif . == 0 then ", none of which had a failure" elif . == $runs then ", all of which had a failure"
        else ", \(whole) of which had a failure" end)
      + (one_run(false) + one_run(true) | if . == 0 then "" else "; \(plural("test")) had one run, which cannot tell" end)
      + (number("detectable_share") as $share
        | if number("tests_flaky") == 0 and $share then "; what fails in less than \($share | share) of the runs may have been missed" else "" end)
    end
  + ([turns] | map("; " + .) | join(""));

# of the test that ran least often
def power:
  fewest_runs as $n | number("detectable_share") | select($n and .)
  | "With \($n | plural("run")) of a test, a failure probability of \(share) or more would have been seen with 95 % confidence.";

def runs_cell:
  run_counts | if . == [] then cell("unknown") elif min == max then cell(max | tostring; max) + {unit: "1"} else cell("\(min)–\(max)") end;

def suites_table:
  {
    title: "Tests",
    first: true,
    note: (of_each(power) + of_each(turns | ascii_upcase[:1] as $first | $first + .[1:] + ".") | join(" ")),
    head: [name_column("implementation"), column("tests"), column("stable"), column("flaky"), column("failing"), column("flaky share"),
      column("runs"), column("runs failed")],
    rows: [.[] | [cell(.implementation),
      (collected_if_more as $all | counted("tests") | if $all then .text += " of \($all | whole)" | .tone = "bad" else . end),
      verdict_cell(stable), (verdict_cell(number("tests_flaky")) | alarming), (verdict_cell(failing) | alarming),
      (if only_one_run then cell("one run") else interval_cell("flaky_share"; fixed(1)) | if .raw != null then .text += " %" else . end end),
      runs_cell, (counted("runs_failed") | alarming)]],
    bars: [.[] | {name: .implementation, of: "tests",
      bars: [{label: "stable", value: stable}, {label: "flaky", value: number("tests_flaky")}, {label: "failing", value: failing},
        {label: "one run", value: (one_run(false) + one_run(true) | if . == 0 then null else . end)} | select(.value != null)]}]
  };

# Does the order matter?
def order_table:
  . as $records
  | map(.implementation) as $names
  | [$names[] | [., . + "-shuffled"] | select(.[1] as $other | $names | index($other) != null)[]] as $pairs
  | [$pairs[] as $name | $records[] | select(.implementation == $name)] as $ordered
  | {
      title: "Fixed order and shuffled order",
      note: "A test that is flaky only when the order is shuffled depends on what ran before it.",
      head: ([name_column("number of")] + ($pairs | map(column(.)))),
      rows: [
        [cell("tests")] + ($ordered | map(counted("tests"))),
        [cell("flaky tests")] + ($ordered | map(verdict_cell(number("tests_flaky")))),
        [cell("failing tests")] + ($ordered | map(verdict_cell(failing))),
        [cell("runs that failed")] + ($ordered | map(counted("runs_failed")))]
    }
  | select($pairs != []);

def limit: fixed(if . > 0 and . < 10 then 1 else 0 end);

# "flaky 4/30 (5.3–30 %)"
def test_cell($test):
  .metrics as $m
  | $m["\($test)/failure_share"].value as $share
  | [$m["\($test)/test_runs", "\($test)/failure_share_lo", "\($test)/failure_share_hi"].value] as [$runs, $lo, $hi]
  | if [$share, $runs, $lo, $hi] | any(. == null) then cell("not run")
    elif $runs == 1 then cell("1 run: \(if $share > 0 then "failed" else "passed" end)"; $share) + {unit: "%"}
    else cell("\(part($share; $runs))/\($runs | whole) (\($lo | limit)–\($hi | limit) %)"; "\($share) % (\($lo) to \($hi))")
        + {value: $share, $lo, $hi, unit: "%", shaped: true}
      | if $share >= 100 then .text = "failing " + .text | .tone = "bad" elif $share > 0 then .text = "flaky " + .text | .tone = "tie" else . end
    end;

# Tests have the same names in both orders only.
def suites: group_by(.implementation | rtrimstr("-shuffled"));

def each_test_table($stable):
  . as $records
  | ([.[].metrics[] | select(.metric == "failure_share").case] | unique
      | map(select(. as $test | all($records[]; (number("\($test)/failure_share") // 0) == 0) == $stable))) as $tests
  # the one file that all are in need not be said of each
  | ([$tests[] | split("::")[0] + "::"] | unique | if length == 1 then .[0] else "" end) as $file
  | {
      title: ((if $stable then "Tests that never failed: " else "Tests that failed: " end) + (.[0].implementation | rtrimstr("-shuffled"))),
      note: "Failures of runs; in brackets the Wilson interval of the probability of a failure, 95 %.",
      folded: $stable,
      detail: $stable,
      at_most: 20,
      head: ([name_column("test")] + ($records | map(column(.implementation)))),
      rows: [$tests[] | . as $test | [cell(ltrimstr($file)) | if .text == $test then . else .raw = $test end] + [$records[] | test_cell($test)]]
    }
  | select(.rows != []);

def overhead_table:
  {
    title: "Time of the suite",
    note: "Setup: what a run takes besides its tests, such as the start of the interpreter and the collection of tests.",
    head: [name_column("implementation"), column("suite"), column("of it setup"), column("rounds")],
    rows: [.[] | [cell(.implementation), known("suite/wall_time"; humane("s"); "unknown"), known("setup_time"; humane("s"); "unknown"), (.disturbances.of | count)]]
  };

def flaky_tables:
  suites as $suites
  | suites_table, ($suites[] | each_test_table(false)), order_table, overhead_table, ($suites[] | each_test_table(true));

def flaky_reading:
  "Flaky: failed in some runs and passed in others of the same code. Failing: failed in all. Stable: passed in all, which does not show that it never fails. One run of a test cannot tell any of these.",
  "Every run is a new process of the whole suite, so that tests can disturb each other as they do in real life.",
  "The tests of two languages are not the same tests: their shares do not rank the languages.";

# records.jq - records of scans, as small as a report needs them
#
# base.json in; $bench names the benchmark.  Out comes {IMPLEMENTATION: record}.

def metric($case; $name; $unit; $samples):
  ($samples | sort) as $s
  | ($s | length) as $n
  | (if $n % 2 == 1 then $s[($n - 1) / 2] else ($s[$n / 2 - 1] + $s[$n / 2]) / 2 end) as $median
  | {key: (if $case == "" then $name else "\($case)/\($name)" end), value: {
      metric: $name, case: $case, $unit, direction: "lower", value: $median, $n, min: $s[0],
      q1: $s[($n - 1) / 4 | floor], $median, q3: $s[($n - 1) * 3 / 4 | ceil], p90: $s[-1], p95: $s[-1], p99: $s[-1],
      "p99.9": $s[-1], max: $s[-1], mean: ($s | add / $n), stddev: 0, mad: 0,
      interval: {lo: $s[0], hi: $s[-1], confidence: 0.5}, $samples}};

# of two rounds that gave the same
def fixed($case; $name; $unit; $value): metric($case; $name; $unit; [$value, $value]);
def counted($case; $name; $value): fixed($case; $name; "1"; $value);
def percent($case; $name; $value): fixed($case; $name; "%"; $value);

# of many values, all from one round
def weighted($name; $values):
  metric(""; $name; "s"; $values) | .value.samples = null;

def sha($digit): $digit * 64;

def raw($bench; $impl; $names):
  ["results/raw/quick/\($bench)/\($impl)/" as $folder
    | "00.csv", "01.csv", "02.csv", ("01", "02") + "/" + $names[] | {path: ($folder + .), sha256: sha("a"), bytes: 1234}];

def record($impl; $title; $category; $incomparable; $compare; $metrics):
  "9f86d081884c7d659a2feaa0c55ad015" as $answer
  | . + {
      benchmark_id: $bench, $title, $category, implementation: $impl, language: ($impl | split("-")[0]),
      status: "ok", reason: null, unknown: {}, comparisons: [], raw: raw($bench; $impl; ["evidence.json"]),
      disturbances: {rounds: 0, of: 2},
      answer: {verified: true, expected: $answer, digest: $answer, runs: 2},
      rounds: [range(1; 3) | {round: ., position: 1, phase: "timed", status: "ok", start_time: (1795246200 + .),
        wall_time: (1 + . / 2), disturbed: false, $answer}],
      metrics: ([metric(""; "wall_time"; "s"; [1.5, 2]), $metrics[]] | from_entries
        | if any(.[]; .samples == null) then . else . end)
    }
  | .spec += {$compare} + if $incomparable then {$incomparable} else {} end
  | .unknown = ([.metrics | to_entries[] | select(.value.samples == null)
      | {key: "metrics.\(.key).samples", value: "a round gives many"}] | from_entries);

# nothing is known of it
def not_run($status; $reason):
  del(.evidence) | .metrics = {} | .status = $status | .reason = $reason
  | .rounds[].status = "failed" | .rounds[].answer = null | .answer |= (.verified = null | .digest = null | .runs = 0)
  | .unknown = {"answer.verified": "no run answered", "answer.digest": "no run answered",
      "rounds[0].answer": "it failed", "rounds[1].answer": "it failed"};

def depscan:
  def scan($impl; $metrics): record($impl; "Known vulnerabilities of two lock files"; "security";
    "The ecosystems' lock files, tools and advisories differ: a smaller number is not a safer language.";
    ["vulnerabilities", "affected_share"]; $metrics);
  def found($package; $id; $severity; $source; $fixed):
    {subject: "lock", kind: "vulnerability", $id, aliases: ["CVE-2021-1"], $package, version: "1.0", $severity,
      severity_source: $source, $fixed, published: "2021-05-04", fix_released: "2021-05-01", title: "a <b> | c"};
  {
    python: (scan("python"; [
      counted(""; "vulnerabilities"; 4), counted("critical"; "vulnerabilities"; 0), counted("high"; "vulnerabilities"; 1),
      counted("medium"; "vulnerabilities"; 0), counted("low"; "vulnerabilities"; 0), counted("unrated"; "vulnerabilities"; 3),
      counted(""; "vulnerabilities_per_100"; 400 / 36), counted(""; "packages"; 36), percent(""; "affected_share"; 200 / 36),
      percent(""; "fix_available_share"; 75), percent(""; "rated_share"; 25), counted("yanked"; "informational"; 1),
      weighted("time_to_patch"; [-864000, -86400, 0]), percent(""; "patched_before_share"; 100),
      counted(""; "time_to_patch_unknown"; 1), weighted("exposure_lag"; [8640000, 86400000, 90000000]),
      counted(""; "outdated"; 30), percent(""; "outdated_share"; 83.25), counted(""; "libyears"; 57.25),
      counted(""; "newer_than_snapshot"; 2), counted(""; "release_unknown"; 0), metric("scan"; "wall_time"; "s"; [2.1, 2.2])])
      | .raw = raw("depscan-2021"; "python"; ["evidence.json", "pip audit.json"])
      | .evidence = {
          tools: [{name: "pip-audit", version: "2.10.1"}], mode: "snapshot",
          snapshots: [{name: "pypa", commit: "3ccb6125", date: "2024-10-10", advisories: 2661}],
          releases_as_of: "2024-10-08",
          subjects: [{name: "lock", path: "workloads/x/lock.txt", sha256: sha("b"), status: "checked", packages: 36}],
          findings: [found("flask"; "PYSEC-2023-62"; "unrated"; "none"; ["2.2.5", "2.3.2"]), found("jinja2"; "PYSEC-2021-66"; "high"; "cvss3"; ["2.11.3"]),
            found("jinja2"; "PYSEC-2024-1"; "unrated"; "none"; []), (found("jinja2"; "PYSEC-2024-2"; "unrated"; "none"; ["3.0"]) | del(.published, .title)),
            {subject: "lock", kind: "yanked", id: "yanked", package: "attrs", version: "21.1.0"}],
          caveats: ["Advisories without a severity are unrated, which is not low."]}),
    rust: (scan("rust"; [
      (["", "critical", "high", "medium", "low", "unrated"][] | counted(.; "vulnerabilities"; 0)),
      counted(""; "vulnerabilities_per_100"; 0), counted(""; "packages"; 192), percent(""; "affected_share"; 0),
      counted("unmaintained"; "informational"; 8), counted("unsound"; "informational"; 0), counted(""; "newer_than_snapshot"; 192),
      metric("scan"; "wall_time"; "s"; [0.14, 0.15])])
      | .raw = raw("depscan-2021"; "rust"; ["evidence.json", "cargo-audit.json"])
      | .evidence = {
          tools: [{name: "cargo-audit", version: "0.22.2"}], mode: "snapshot",
          snapshots: [{name: "rustsec", date: "2024-10-09"}],
          subjects: [{name: "lock", status: "checked", packages: 192}, {name: "other", status: "not_applicable", reason: "it has no dependencies"}],
          findings: [{subject: "lock", kind: "unmaintained", id: "RUSTSEC-2024-1", package: "adler", version: "1.0.2"}],
          caveats: ["Advisories without a severity are unrated, which is not low."]})
  };

def lint:
  def linted($impl; $metrics): record($impl; "What linters find in this project"; "quality";
    "The linters' rules hardly overlap."; ["findings", "suppressions"]; $metrics);
  {
    python: (linted("python"; [
      counted(""; "findings"; 0), counted("shell"; "findings"; 0), (("high", "medium", "low") | counted(""; "findings_\(.)"; 0)),
      counted(""; "suppressions"; 0), counted(""; "code_lines"; 1438), counted(""; "files"; 20), metric("lint"; "wall_time"; "s"; [3, 3.1])])
      | .evidence = {tools: [{name: "bandit", version: "1.9.4"}, {name: "cloc", version: "1.96"}],
          subjects: [{name: "etl/python", status: "checked", code_lines: 1438}], findings: [], caveats: ["Finding density is not security."]}),
    rust: (linted("rust"; [
      counted(""; "findings"; 6), counted("arithmetic"; "findings"; 4), counted("panic"; "findings"; 2),
      counted(""; "findings_high"; 0), counted(""; "findings_medium"; 4), counted(""; "findings_low"; 2),
      counted(""; "findings_per_kloc"; 2), counted(""; "findings_per_kloc_lo"; 0.734), counted(""; "findings_per_kloc_hi"; 4.353),
      counted("arithmetic"; "findings_per_kloc"; 1.333), counted("arithmetic"; "findings_per_kloc_lo"; 0.363), counted("arithmetic"; "findings_per_kloc_hi"; 3.414),
      counted(""; "suppressions"; 1), counted(""; "code_lines"; 3000), counted(""; "files"; 12), metric("lint"; "wall_time"; "s"; [9, 9.1])])
      | .evidence = {tools: [{name: "clippy", version: "0.1.95"}],
          subjects: [{name: "etl/rust", status: "checked", code_lines: 3000}],
          findings: [
            {subject: "etl/rust", kind: "weakness", id: "clippy::unwrap_used", class: "panic", severity: "low", severity_source: "project", file: "src/main.rs", line: 12, title: "used unwrap()"},
            {subject: "etl/rust", kind: "weakness", id: "clippy::arithmetic_side_effects", class: "arithmetic", severity: "medium", severity_source: "project", file: "src/main.rs", line: 7},
            ({subject: "etl/rust", kind: "weakness", id: "clippy::unwrap_used", class: "panic", severity: "low", severity_source: "project", file: "src/other.rs", line: 1},
              ({subject: "etl/rust", kind: "weakness", id: "clippy::arithmetic_side_effects", class: "arithmetic", severity: "medium", severity_source: "project",
                file: "src/other.rs", line: 9} | .column = (5, 9, 13))),
            {subject: "etl/rust", kind: "suppressed", id: "clippy::panic", class: "panic", severity: "low", severity_source: "project", file: "src/lib.rs", line: 3}],
          caveats: ["Finding density is not security."]})
  };

def control:
  def seeded($impl; $rows; $metrics): record($impl; "Twelve weaknesses, written on purpose"; "quality";
      "Each language's own linter looks at its own program."; ["weaknesses_missed", "false_alarms"]; $metrics)
    | .evidence = {tools: [{name: "linter", version: "1"}], mode: "fixture", subjects: [{name: "seeded", status: "checked"}],
        findings: [$rows[] as [$id, $cwe, $outcome] | {subject: "seeded", kind: "seeded", $id, $cwe, class: "x", title: "what \($id) is", $outcome, aliases: ["B1"], file: "weak.py", line: 5}], caveats: []};
  {
    python: (seeded("python"; [["shell", "CWE-78", "detected"], ["overflow", "CWE-190", "not_applicable"], ["weak-hash", "CWE-328", "detected"]];
      [counted(""; "weaknesses"; 3), counted(""; "weaknesses_detected"; 2), counted(""; "weaknesses_rejected"; 0),
        counted(""; "weaknesses_not_applicable"; 1), counted(""; "weaknesses_missed"; 0), counted(""; "false_alarms"; 1)])
      | .evidence.findings += [{subject: "seeded", kind: "twin", id: "shell", outcome: "detected"}, {subject: "seeded", kind: "twin", id: "weak-hash", outcome: "missed"}]),
    rust: seeded("rust"; [["shell", "CWE-78", "missed"], ["overflow", "CWE-190", "detected"], ["uninitialised", "CWE-457", "rejected"]];
      [counted(""; "weaknesses"; 3), counted(""; "weaknesses_detected"; 1), counted(""; "weaknesses_rejected"; 1),
        counted(""; "weaknesses_not_applicable"; 0), counted(""; "weaknesses_missed"; 1), counted(""; "false_alarms"; 0)])
  };

def flaky:
  def test($case; $failed; $lo; $hi):
    percent($case; "failure_share"; 100 * $failed / 30), percent($case; "failure_share_lo"; $lo), percent($case; "failure_share_hi"; $hi),
    counted($case; "test_runs"; 30), metric($case; "test_time"; "s"; [0.001, 0.002]);
  def suite($impl; $flaky; $failing; $runs_failed; $metrics): record($impl; "Tests that fail now and then"; "quality";
      "The tests differ."; ["tests_flaky", "tests_failing"];
      [counted(""; "tests"; 3), counted(""; "tests_stable"; 3 - $flaky - $failing), counted(""; "tests_flaky"; $flaky), counted(""; "tests_failing"; $failing),
        percent(""; "flaky_share"; 100 * $flaky / 3), percent(""; "flaky_share_lo"; 6.1), percent(""; "flaky_share_hi"; 79.2),
        counted(""; "runs_failed"; $runs_failed), percent(""; "detectable_share"; 9.503), percent(""; "stable_share_hi"; 11.352),
        metric(""; "setup_time"; "s"; [0.3, 0.4]), metric("suite"; "wall_time"; "s"; [0.4, 0.5]), $metrics[]])
    | .rounds |= [range(30) as $i | .[$i % 2] | .round = $i + 1] | .disturbances.of = 30
    | .metrics[] |= (.samples as $two | .samples = [range(30) | $two[. % 2]] | .n = 30)
    | .evidence = {tools: [{name: "pytest", version: "9.2.0"}], subjects: [{name: "suite", status: "checked", tests: 3}], findings: [], caveats: []};
  {
    python: suite("python"; 1; 1; 30; [test("test_ok"; 0; 0; 11.352), test("test_order"; 30; 88.648; 100), test("test_race"; 8; 14.183; 44.448)]),
    "python-shuffled": suite("python-shuffled"; 2; 0; 20; [test("test_ok"; 0; 0; 11.352), test("test_order"; 16; 36.142; 69.768), test("test_race"; 8; 14.183; 44.448)])
  };

if $bench | startswith("depscan") then depscan elif $bench == "lint-control" then control
elif $bench | startswith("lint") then lint else flaky end

// flaky.ts - tests that fail now and then, as mk/report/quality.jq has them
import type { ResultRecord } from "../data/contracts";
import { fixed, grouped, humane, plural } from "./format";
import {
  alarming,
  counted,
  figure,
  known,
  type Noted,
  name,
  number,
  ofEach,
  ofEachText,
  part,
  share,
  whole,
  withInterval,
} from "./scans";
import { type Cell, words } from "./table";

/** In how many runs each test had its turn. */
function runCounts(record: ResultRecord): number[] {
  return Object.values(record.metrics).flatMap((metric) =>
    metric.metric === "test_runs" ? metric.value : [],
  );
}

/** One run tells that a test can pass, or can fail, and of always nothing. */
function oneRun(record: ResultRecord, failed: boolean): number {
  return Object.values(record.metrics).filter(
    (metric) =>
      metric.metric === "test_runs" &&
      metric.value === 1 &&
      (number(record, `${metric.case}/failure_share`) ?? 0) > 0 === failed,
  ).length;
}

function onlyOneRun(record: ResultRecord): boolean {
  const runs = runCounts(record);
  return runs.length > 0 && Math.max(...runs) === 1;
}

function always(record: ResultRecord, metric: "tests_stable" | "tests_failing"): number | null {
  const count = number(record, metric);
  return count === null ? null : count - oneRun(record, metric === "tests_failing");
}

/** How many tests there are, if some of them never had a turn; else null. */
function collectedIfMore(record: ResultRecord): number | null {
  const [all, tests] = [record.metrics.tests_collected?.min, number(record, "tests")];
  return all && tests !== null && all > tests ? all : null;
}

/** "21 of 40 tests had a turn", and others not always */
function turns(record: ResultRecord): string[] {
  const [more, runs, all] = [collectedIfMore(record), runCounts(record), record.disturbances.of];
  const rarely = runs.filter((count) => count < all).length;
  return [
    more === null ? [] : `${whole(number(record, "tests") ?? 0)} of ${whole(more)} tests had a turn`,
    rarely === 0
      ? []
      : `${plural(rarely, "test")} did not run in every run (fewest runs: ${Math.min(...runs)} of ${all})`,
  ].flat();
}

/** "1 of 3 tests flaky and 1 always failing in 30 runs, 8 of which had a failure" */
export function flakySentence(record: ResultRecord): string {
  const once = [oneRun(record, false), oneRun(record, true)] as const;
  const ends = turns(record).map((text) => `; ${text}`);
  if (onlyOneRun(record))
    return `${record.implementation}: 1 run of each test: ${once[0]} passed and ${once[1]} failed; one run cannot tell which of them are flaky${ends.join("")}`;
  const [flaky, tests, runs] = [
    number(record, "tests_flaky"),
    number(record, "tests"),
    record.disturbances.of,
  ];
  const [failing, failed, limit] = [
    always(record, "tests_failing"),
    number(record, "runs_failed"),
    number(record, "detectable_share"),
  ];
  return [
    `${record.implementation}: ${flaky ?? "unknown"} of ${tests ?? "unknown"} tests flaky`,
    failing === null ? "" : ` and ${failing === 0 ? "none" : whole(failing)} always failing`,
    ` in ${plural(runs, "run")}`,
    failed === null
      ? ""
      : `, ${failed === 0 ? "none" : failed === runs ? "all" : whole(failed)} of which had a failure`,
    once[0] + once[1] === 0 ? "" : `; ${plural(once[0] + once[1], "test")} had one run, which cannot tell`,
    flaky === 0 && limit !== null
      ? `; what fails in less than ${share(limit)} of the runs may have been missed`
      : "",
    ...ends,
  ].join("");
}

/** What so many clean runs exclude: of the test that ran least often. */
function power(record: ResultRecord): string[] {
  const [runs, limit] = [runCounts(record), number(record, "detectable_share")];
  if (runs.length === 0 || limit === null) return [];
  return [
    `With ${plural(Math.min(...runs), "run")} of a test, a failure probability of ${share(limit)} or more would have been seen with 95 % confidence.`,
  ];
}

function verdictCell(record: ResultRecord, count: number | null): Cell {
  return onlyOneRun(record) ? { text: "one run", raw: null } : known(count, whole);
}

function suites(records: ResultRecord[]): Noted {
  const sentences = ofEachText(records, (record) =>
    turns(record).map((text) => `${text[0]?.toUpperCase()}${text.slice(1)}.`),
  );
  return {
    note: [...ofEachText(records, power), ...sentences].join(" "),
    table: {
      title: "Tests",
      columns: [
        name("implementation"),
        ...["tests", "stable", "flaky", "failing"].map((label) => figure(label)),
        figure("flaky share", "percent"),
        figure("runs"),
        figure("runs failed"),
      ],
      rows: records.map((record) => {
        const [more, runs] = [collectedIfMore(record), runCounts(record)];
        const [fewest, most] = [Math.min(...runs), Math.max(...runs)];
        const tests = counted(record, "tests");
        const flakyShare = withInterval(record, "flaky_share");
        return [
          words(record.implementation),
          more === null ? tests : { ...tests, text: `${tests.text} of ${whole(more)}`, tone: "bad" },
          verdictCell(record, always(record, "tests_stable")),
          alarming(verdictCell(record, number(record, "tests_flaky"))),
          alarming(verdictCell(record, always(record, "tests_failing"))),
          onlyOneRun(record)
            ? { text: "one run", raw: null }
            : flakyShare.raw === null
              ? flakyShare
              : { ...flakyShare, text: `${flakyShare.text} %` },
          runs.length === 0
            ? { text: "unknown", raw: null }
            : { text: fewest === most ? String(most) : `${fewest}–${most}`, raw: fewest },
          alarming(counted(record, "runs_failed")),
        ];
      }),
    },
  };
}

const inOrder = (implementation: string) => implementation.replace(/-shuffled$/, "");

/** Does the order matter? */
function order(records: ResultRecord[]): Noted | null {
  const found = (implementation: string) =>
    records.find((record) => record.implementation === implementation);
  const pairs = records.flatMap((record) => {
    const other = found(`${record.implementation}-shuffled`);
    return other ? [record, other] : [];
  });
  if (pairs.length === 0) return null;
  const rows: [string, (record: ResultRecord) => Cell][] = [
    ["tests", (record) => counted(record, "tests")],
    ["flaky tests", (record) => verdictCell(record, number(record, "tests_flaky"))],
    ["failing tests", (record) => verdictCell(record, always(record, "tests_failing"))],
    ["runs that failed", (record) => counted(record, "runs_failed")],
  ];
  return {
    note: "A test that is flaky only when the order is shuffled depends on what ran before it.",
    table: {
      title: "Fixed order and shuffled order",
      columns: [name("number of"), ...ofEach(pairs)],
      rows: rows.map(([label, cell]) => [words(label), ...pairs.map(cell)]),
    },
  };
}

/** "flaky 4/30 (5.3–30 %)": failures of runs, and the Wilson interval. */
function testCell(record: ResultRecord, test: string): Cell {
  const [percent, runs, lo, hi] = ["failure_share", "test_runs", "failure_share_lo", "failure_share_hi"].map(
    (metric) => number(record, `${test}/${metric}`),
  );
  if (percent == null || runs == null || lo == null || hi == null) return { text: "not run", raw: null };
  if (runs === 1) return { text: `1 run: ${percent > 0 ? "failed" : "passed"}`, raw: percent };
  const limit = (value: number) => fixed(value, value > 0 && value < 10 ? 1 : 0);
  const text = `${part(percent, runs)}/${grouped(runs)} (${limit(lo)}–${limit(hi)} %)`;
  if (percent >= 100) return { text: `failing ${text}`, raw: percent, tone: "bad" };
  return percent > 0 ? { text: `flaky ${text}`, raw: percent, tone: "tie" } : { text, raw: percent };
}

/** Tests have the same names in both orders only. */
function eachTest(records: ResultRecord[], stable: boolean): Noted | null {
  const tests = [
    ...new Set(
      records.flatMap((record) =>
        Object.values(record.metrics).flatMap((metric) =>
          metric.metric === "failure_share" ? metric.case : [],
        ),
      ),
    ),
  ]
    .sort()
    .filter(
      (test) => records.every((record) => (number(record, `${test}/failure_share`) ?? 0) === 0) === stable,
    );
  if (tests.length === 0) return null;
  const files = new Set(tests.map((test) => `${test.split("::")[0]}::`));
  // the one file that all are in need not be said of each
  const file = files.size === 1 ? ([...files][0] ?? "") : "";
  return {
    note: "Failures of runs; in brackets the Wilson interval of the probability of a failure, 95 %.",
    folded: stable,
    search: true,
    table: {
      title: `${stable ? "Tests that never failed" : "Tests that failed"}: ${inOrder(records[0]?.implementation ?? "")}`,
      columns: [
        name("test"),
        ...ofEach(records).map((column) => ({ ...column, key: `${column.key}_failure_percent` })),
      ],
      rows: tests.map((test) => [
        { text: test.startsWith(file) ? test.slice(file.length) : test, raw: test },
        ...records.map((record) => testCell(record, test)),
      ]),
    },
  };
}

function overhead(records: ResultRecord[]): Noted {
  const seconds = (value: number) => humane(value, "s");
  return {
    note: "Setup: what a run takes besides its tests, such as the start of the interpreter and the collection of tests.",
    table: {
      title: "Time of the suite",
      columns: [name("implementation"), figure("suite", "s"), figure("of it setup", "s"), figure("rounds")],
      rows: records.map((record) => [
        words(record.implementation),
        known(number(record, "suite/wall_time"), seconds),
        known(number(record, "setup_time"), seconds),
        { text: String(record.disturbances.of), raw: record.disturbances.of },
      ]),
    },
  };
}

export function flakyParts(records: ResultRecord[]): Noted[] {
  const suitesOf = [...new Set(records.map(({ implementation }) => inOrder(implementation)))].sort();
  const groups = suitesOf.map((suite) =>
    records.filter(({ implementation }) => inOrder(implementation) === suite),
  );
  return [
    suites(records),
    ...groups.map((group) => eachTest(group, false)),
    order(records),
    overhead(records),
    ...groups.map((group) => eachTest(group, true)),
  ].flatMap((item) => item ?? []);
}

export const FLAKY_READING = [
  "Flaky: failed in some runs and passed in others of the same code. Failing: failed in all. Stable: passed in all, which does not show that it never fails. One run of a test cannot tell any of these.",
  "Every run is a new process of the whole suite, so that tests can disturb each other as they do in real life.",
  "The tests of two languages are not the same tests: their shares do not rank the languages.",
];

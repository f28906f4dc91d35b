import { expect, test } from "vitest";
import { matching, notedOf, reportParts, statementsWithout } from "./report";

const cell = (text: string, raw: string | number | null = null, tone: "bad" | null = null) => ({
  text,
  raw,
  tone,
});
const table = {
  title: null,
  note: null,
  folded: false,
  head: [
    { label: "implementation", right: false },
    { label: "per 1,000 lines", right: true },
  ],
  rows: [
    [cell("rust", null, "bad"), cell("1.37 ms", 0.00137)],
    [cell("12"), cell("1,234.5")],
    [cell("", null, "bad"), cell("")],
  ],
};

test("a report's cells keep what stands behind them, and counts are numbers", () => {
  const { rows } = notedOf(table, "Findings").table;
  expect(rows[0]).toEqual([
    { text: "rust", raw: "rust", tone: "bad" },
    { text: "1.37 ms", raw: 0.00137 },
  ]);
  // a word of digits is no count
  expect(rows[1]?.map(({ raw }) => raw)).toEqual(["12", 1234.5]);
  expect(rows[2]).toEqual([
    { text: "", raw: null },
    { text: "", raw: null },
  ]);
});

test("columns are named for exports, and a table without a title gets one", () => {
  const { title, columns } = notedOf(table, "Findings").table;
  expect(title).toBe("Findings");
  expect(columns.map(({ key }) => key)).toEqual(["implementation", "per_1_000_lines"]);
});

test("whole digests can be copied", () => {
  const sha256 = "0123456789abcdef".repeat(4);
  const digest = { ...table, rows: [[cell(sha256.slice(0, 12), sha256), cell("")]] };
  expect(notedOf(digest, "").table.rows[0]?.[0]).toEqual({
    text: sha256.slice(0, 12),
    raw: sha256,
    copy: true,
  });
});

test("a filter leaves out rows, columns and sentences of the implementations that it hides", () => {
  const cells = (...texts: string[]) => texts.map((text) => cell(text));
  const head = (...labels: string[]) => labels.map((label) => ({ label, right: false }));
  const of = { title: "T", note: null, folded: false };
  const tables = [
    { ...of, head: head("implementation", "n"), rows: [cells("c", "1"), cells("rust", "2")] },
    { ...of, title: "U", head: head("case", "c", "rust"), rows: [cells("x", "1", "2")] },
    { ...of, title: "Not ranked", head: head("implementation"), rows: [cells("c")] },
    { ...of, title: null, head: head("implementation"), rows: [cells("c")] },
  ];
  const session = { format: 1, run: "r", records: [], pairs: null, files: {}, flameGraphs: {} } as const;
  const report = { ...empty, tables };
  const { ahead, rest } = reportParts({ ...session, records: [], report }, "Wall time", ["c"]);
  expect(ahead.map(({ table }) => `${table.title}: ${table.rows.length}`)).toEqual([
    "Not ranked: 0",
    "Wall time: 0",
  ]);
  expect(rest.map(({ table }) => table.rows.map((row) => row.map(({ text }) => text)))).toEqual([
    [["rust", "2"]],
    [["x", "2"]],
  ]);
  expect(statementsWithout(["c: 1 of 2.", "c-leak: 1.", "c was not scanned.", "rust: 2."], ["c"])).toEqual([
    "c-leak: 1.",
    "rust: 2.",
  ]);
});

test("the reference's own ratio is a number in exports", () => {
  const reference = { ...table, rows: [[cell("c"), cell("×1", "what the others are compared with")]] };
  expect(notedOf(reference, "").table.rows[0]?.[1]?.raw).toBe(1);
});

test("days are seconds in exports", () => {
  const days = {
    ...table,
    rows: [
      [cell("c"), cell("-2 d (-12 d to 0 d)", -172800)],
      [cell("rust"), cell("2.5 years", 7.9e7)],
    ],
  };
  expect(notedOf(days, "").table.columns[1]?.key).toBe("per_1_000_lines_s");
  expect(notedOf({ ...days, rows: [...days.rows, [cell("x"), cell("5")]] }, "").table.columns[1]?.key).toBe(
    "per_1_000_lines",
  );
});

test("a severity has a shape, and a sign of its own needs no second", () => {
  const marks = {
    title: "T",
    note: null,
    folded: false,
    head: [
      { label: "severity", right: false },
      { label: "c", right: false },
    ],
    rows: [[cell("high", null, "bad"), cell("✗ missed", null, "bad")]],
  };
  const [row] = notedOf(marks, "").table.rows;
  expect(row?.map(({ text, tone, shaped }) => [text, tone, shaped])).toEqual([
    ["▲ high", "bad", true],
    ["✗ missed", "bad", true],
  ]);
});

const empty = {
  ...{
    benchmark: "b",
    profile: "quick",
    run_id: "r",
    headline: "",
    statements: [],
    notice: null,
    tables: [],
  },
  ...{ facts: [], caveats: [], uncontrolled: [], reading: [] },
};

test("what a report warns of is no tie", () => {
  const row = ["tie", "tie: equivalent", "at least 45", "flaky 9/30"].map((text) => ({
    text,
    raw: null,
    tone: "tie" as const,
  }));
  const head = row.map(({ text }) => ({ label: text, right: false }));
  const [cells] = notedOf({ title: "T", note: null, folded: false, head, rows: [row] }, "").table.rows;
  expect(cells?.map(({ tone, shaped }) => [tone, shaped ?? false])).toEqual([
    ["tie", false],
    ["tie", false],
    ["unsure", false],
    ["tie", true],
  ]);
});

test("ratios and intervals are numbers in exports, columns have their unit, and names of their own", () => {
  const labels = ["interval", "ratio to fastest", "verdict", "median", "verdict", "growth"];
  const head = labels.map((label) => ({ label, right: label !== "verdict" }));
  const cells = [
    cell("140–147 ms", "0.140 to 0.147, confidence 0.96"),
    cell("×1.29 (1.26–1.33)", "1.2943 (1.262 to 1.333, confidence 0.957)"),
    ...[cell("slower"), cell("7.95 MiB", 8336179), cell("larger"), cell("516 KiB (515–517 KiB)", 528384)],
  ];
  const { columns, rows } = notedOf({ ...table, head, rows: [cells] }, "").table;
  const keys = ["interval_s", "ratio_to_fastest", "verdict", "median_B", "verdict_2", "growth_B"];
  expect(columns.map(({ key }) => key)).toEqual(keys);
  expect(rows[0]?.[0]).toMatchObject({ lo: 0.14, hi: 0.147 });
  expect(rows[0]?.[1]).toMatchObject({ raw: 1.2943, lo: 1.262, hi: 1.333 });
});

test("a search leaves the rows that have all its words, and unfolds their tables", () => {
  const long = { ...notedOf(table, "T"), folded: true, search: true };
  const [found, ...rest] = matching([long, notedOf(table, "U")], "RUST 1.37");
  expect(rest).toEqual([]);
  expect([found?.folded, found?.table.rows.length]).toEqual([false, 1]);
  expect(matching([long], "rust zig")).toEqual([]);
});

import { expect, test } from "vitest";
import { matching, notedOf, reportParts, statementsWithout } from "./report";

const column = (label: string, unit: string | null = null) => ({ label, right: unit !== null, unit });
const table = {
  ...{ title: "Findings", note: null, first: true, folded: false },
  head: [column("implementation"), column("per 1,000 lines", "1")],
  rows: [
    [
      { text: "rust", tone: "bad" as const },
      { text: "1.37 ms", raw: 0.00137, lo: 0.001, hi: 0.002 },
    ],
    [{ text: "12" }, { text: "1,234.5", raw: 1234.5 }],
    [{ text: "" }, { text: "" }],
  ],
};

test("a report's cells keep what stands behind them, and a text stands for itself", () => {
  expect(notedOf(table).table.rows).toEqual([
    [
      { text: "rust", raw: "rust", tone: "bad" },
      { text: "1.37 ms", raw: 0.00137, lo: 0.001, hi: 0.002 },
    ],
    [
      { text: "12", raw: "12" },
      { text: "1,234.5", raw: 1234.5 },
    ],
    [
      { text: "", raw: null },
      { text: "", raw: null },
    ],
  ]);
});

test("columns are named for exports, with their unit, and each has a name of its own", () => {
  const labels = [column("interval", "s"), column("verdict"), column("throughput", "B/s"), column("verdict")];
  const { columns } = notedOf({ ...table, head: [...table.head, ...labels] }).table;
  expect(columns.map(({ key, numeric }) => [key, numeric ?? false])).toEqual([
    ["implementation", false],
    ["per_1_000_lines", true],
    ["interval_s", true],
    ["verdict", false],
    ["throughput_B_per_s", true],
    ["verdict_2", false],
  ]);
});

test("a filter leaves out rows, columns and sentences of the implementations that it hides", () => {
  const cells = (...texts: string[]) => texts.map((text) => ({ text }));
  const head = (...labels: string[]) => labels.map((label) => column(label));
  const tables = [
    {
      ...table,
      first: false,
      title: "T",
      head: head("implementation", "n"),
      rows: [cells("c", "1"), cells("rust", "2")],
    },
    { ...table, first: false, title: "U", head: head("case", "c", "rust"), rows: [cells("x", "1", "2")] },
    { ...table, title: "Not ranked", head: head("implementation"), rows: [cells("c")] },
    { ...table, title: "Wall time", head: head("implementation"), rows: [cells("c")] },
  ];
  const session = { format: 1, run: "r", records: [], pairs: null, files: {}, flameGraphs: {} } as const;
  const report = { ...empty, tables };
  const { ahead, rest } = reportParts({ ...session, records: [], report }, ["c"]);
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

test("a severity has a shape, and a sign of its own needs no second", () => {
  const cells = [
    { text: "high", tone: "bad" as const },
    { text: "✗ missed", tone: "bad" as const, shaped: true },
  ];
  const [row] = notedOf({ ...table, head: [column("severity"), column("c")], rows: [cells] }).table.rows;
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

test("a search leaves the rows that have all its words, and unfolds their tables", () => {
  const long = { ...notedOf(table), folded: true, search: true };
  const [found, ...rest] = matching([long, notedOf(table)], "RUST 1.37");
  expect(rest).toEqual([]);
  expect([found?.folded, found?.table.rows.length]).toEqual([false, 1]);
  expect(matching([long], "rust zig")).toEqual([]);
});

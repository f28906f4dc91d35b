import { expect, test } from "vitest";
import { notedOf } from "./report";

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

import { describe, expect, test } from "vitest";
import type { Line } from "./compare";
import { bySize, differs, linesSummary, linesTable, verdictCell, verdictText } from "./differences";
import { toneOf } from "./format";

function line(ratio: number | null, verdict: string, over: Partial<Line> = {}): Line {
  const of = (value: number) => ({
    ...{
      metric: "wall_time",
      case: "",
      unit: "s",
      direction: "lower" as const,
      value,
      n: 5,
      min: value,
      max: value,
    },
    interval: { lo: value * 0.9, hi: value * 1.1, confidence: 0.95 },
  });
  return {
    ...{
      benchmark: "",
      implementation: "rust",
      metric: "wall_time",
      case: "",
      unit: "s",
      main: true,
    },
    ...{
      a: of(ratio ?? 1),
      b: of(1),
      ratio,
      ratio_lo: null,
      ratio_hi: null,
      verdict,
      tone: toneOf({ verdict, unit: "s" }),
      barred: [],
    },
    ...over,
  };
}

describe("lines", () => {
  test("half and double are as large, what has no ratio comes last", () => {
    const [half, double, most, none] = [
      line(0.5, "faster"),
      line(2, "slower"),
      line(0.1, "faster"),
      line(null, "only a"),
    ];
    expect(bySize([none, half, double, most])).toEqual([most, half, double, none]);
  });
  test("what is equivalent, unclear, not compared or barred is no difference", () => {
    expect(["faster", "larger", "changed"].map((verdict) => differs(line(2, verdict)))).toEqual([
      true,
      true,
      true,
    ]);
    expect(
      ["equivalent", "equal", "inconclusive", "not compared", "only b"].some((verdict) =>
        differs(line(2, verdict)),
      ),
    ).toBe(false);
    expect(differs(line(2, "slower", { barred: ["machine"] }))).toBe(false);
  });
  test("a verdict has a sign and a tone; what is barred has neither, nor a ratio", () => {
    expect(verdictCell(line(0.5, "faster"))).toMatchObject({ text: "+ ×2.00 faster", tone: "good" });
    expect(verdictCell(line(2, "slower"))).toMatchObject({ text: "− ×2.00 slower", tone: "bad" });
    expect(verdictCell(line(1, "inconclusive"))).toMatchObject({ text: "cannot tell", tone: "unsure" });
    const barred = line(2, "slower", { barred: ["machine"] });
    expect(verdictCell(barred)).toEqual({ text: "not comparable", raw: "another machine" });
    const table = linesTable("t", [barred], ["A", "B"]);
    const ratio = table.columns.findIndex(({ key }) => key === "ratio");
    expect(ratio).toBe(-1);
  });
  test.each([
    [line(0.5, "faster"), "rust is ×2.00 faster, 500 ms against 1.00 s"],
    [line(1, "equivalent"), "rust is as fast (±5 %), 1.00 s against 1.00 s"],
    [line(1.2, "inconclusive"), "cannot tell, ×1.20, 1.20 s against 1.00 s"],
    [line(1.2, "changed"), "changed, ×1.20, 1.20 s against 1.00 s"],
    [line(2, "not compared"), "2.00 s against 1.00 s"],
    [line(2, "slower", { barred: ["machine"] }), "2.00 s against 1.00 s"],
  ])("%# in words: who is better and by how much, if that can be told", (one, words) => {
    expect(verdictText(one, ["rust", "c"])).toBe(words);
  });
  test("the table has raw values, and no column that is empty throughout", () => {
    const parse = line(3, "slower", { benchmark: "parse" });
    const table = linesTable("t", [line(2, "slower", { benchmark: "etl" }), parse], ["A", "B"]);
    const raw = (key: string) =>
      table.rows.map((row) => row[table.columns.findIndex((column) => column.key === key)]?.raw);
    expect(raw("ratio")).toEqual([2, 3]);
    expect(raw("benchmark")).toEqual(["etl", "parse"]);
    expect(table.columns.some(({ key }) => key === "case")).toBe(false);
    for (const row of table.rows) expect(row).toHaveLength(table.columns.length);
    expect(linesTable("t", [line(2, "slower")], ["A", "B"]).columns[0]?.key).toBe("implementation");
  });
  test("an interval of one round is none, one without spread keeps its ends", () => {
    const ends = (confidence: number) => {
      const one = line(2, "slower");
      const a = one.a && { ...one.a, interval: { lo: 5, hi: 5, confidence } };
      const { columns, rows } = linesTable("t", [{ ...one, a }], ["A", "B"]);
      return rows[0]?.[columns.findIndex(({ key }) => key === "a_interval")];
    };
    expect(ends(0)).toMatchObject({ text: "too few rounds", lo: null });
    expect(ends(0.97)).toMatchObject({ text: "no spread", lo: 5, hi: 5 });
  });
  test("the summary's counts add up", () => {
    const lines = [
      line(0.5, "faster"),
      line(2, "slower"),
      line(1, "equivalent"),
      line(1, "inconclusive"),
      line(null, "not compared"),
    ];
    expect(linesSummary(lines, ["rust", "c"])).toContain(
      "rust against c in 4 comparisons: 1 better in rust, 1 worse, 1 the same within 5 %, 1 too uncertain to tell.",
    );
    expect(linesSummary([line(2, "slower", { barred: ["machine"] })], ["A", "B"])).toBe(
      "Nothing can be compared.",
    );
  });
});

import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import * as format from "./format";

const units = readFileSync(new URL("../../../mk/report/units.jq", import.meta.url), "utf8");
const report = readFileSync(new URL("../../../mk/report.jq", import.meta.url), "utf8");
const hasJq = spawnSync("jq", ["--version"]).status === 0;

type Case = [name: string, ...args: (number | string | null)[]];

const DIGITS = [1, 1.0005, 1.37, 2.5, 3.145, 4.565, 9.985, 9.994, 9.9949, 9.995, 9.9951, 9.999];
const UNITS = ["s", "B", "B/s", "1", "rows/s", "%"];

/** The edges where a prefix or a number of decimals changes, and whatever is between. */
function cases(): Case[] {
  const list: Case[] = [];
  let seed = 1;
  const random = () => {
    seed = (seed * 48271) % 0x7fffffff;
    return seed / 0x7fffffff;
  };
  for (const unit of UNITS) {
    for (const value of [0, 1, 7, -3, 999, 999.4, 999.5, 1000, 1023, 1023.4, 1024, 9999, 10000, -0.3, null])
      list.push(["humane", value, unit]);
    for (let exponent = -10; exponent <= 13; exponent++)
      for (const digit of DIGITS.filter((_, i) => (i + exponent) % 4 === 0))
        list.push(["humane", digit * 10 ** exponent, unit]);
    for (let i = 0; i < 25; i++) {
      const lo = 10 ** (random() * 16 - 8);
      list.push(["humane_range", lo, lo * (1 + 10 ** (-random() * 4)), unit]);
    }
    list.push(["humane_range", 0, 0, unit], ["humane_range", -1, 3, unit], ["humane_range", 22, 22, unit]);
  }
  for (let i = 0; i < 60; i++) {
    const lo = 10 ** (random() * 8 - 4);
    const width = 10 ** (-random() * 4);
    list.push(["humane_ratio", lo * (1 + width / 2), lo, lo * (1 + width)]);
  }
  for (const ratio of [null, 0, 0.05, 0.9995, 1, 1.29, 9.995, 35.16, 999.5, 12345])
    list.push(["humane_ratio", ratio, null, null]);
  for (const n of [0, 7, 999, 1000, 336776, 12345678]) list.push(["grouped", n]);
  for (const s of [null, -9, 0, 89.9, 90, 5399, 5400, 172799, 172800, 1e7]) list.push(["humane_age", s]);
  for (const s of [null, 0, 1795246200.9, 951782399]) list.push(["date_and_time", s]);
  for (const n of [0, 1, 2]) list.push(["plural", n, "round"]);
  for (const metric of ["wall_time", "max_rss", "cpu_time", "alloc_peak", "constructor"])
    list.push(["spaced", metric]);
  return list;
}

function ours([name, a, b, c]: Case): string {
  const [x, y, z] = [a, b, c].map((arg) => (typeof arg === "number" ? arg : null));
  switch (name) {
    case "humane":
      return format.humane(x, String(b));
    case "humane_range":
      return format.humaneRange(x, y, String(c));
    case "humane_ratio":
      return format.humaneRatio(x, y, z);
    case "grouped":
      return format.grouped(x ?? 0);
    case "humane_age":
      return format.humaneAge(x);
    case "date_and_time":
      return format.dateAndTime(x);
    case "plural":
      return format.plural(x ?? 0, String(b));
    default:
      return format.spaced(String(a));
  }
}

const DISPATCH = `inputs[] | . as [$name, $a, $b, $c] | $a
  | if $name == "humane" then humane($b) elif $name == "humane_range" then humane_range($a; $b; $c)
    elif $name == "humane_ratio" then humane_ratio($b; $c) elif $name == "grouped" then grouped
    elif $name == "humane_age" then humane_age elif $name == "date_and_time" then date_and_time
    elif $name == "plural" then plural($b) else spaced end`;

function reports(list: Case[]): string[] {
  const spaced = /^def spaced:[\s\S]*?;\n/m.exec(report)?.[0] ?? "";
  const { stdout, stderr } = spawnSync("jq", ["-n", "-c", `${units}\n${spaced}\n[${DISPATCH}]`], {
    input: JSON.stringify(list),
    encoding: "utf8",
    maxBuffer: 1e8,
  });
  if (stdout === "") throw new Error(stderr);
  return JSON.parse(stdout) as string[];
}

describe("numbers are written as the reports write them", () => {
  const list = cases();
  test.skipIf(!hasJq)("as jq writes them with mk/report/units.jq", () => {
    const theirs = reports(list);
    expect(theirs).toHaveLength(list.length);
    expect(list.map((one) => [one, ours(one)])).toEqual(list.map((one, i) => [one, theirs[i]]));
  });
  test("as it wrote them once, where there is no jq", async () => {
    const lines = list.map((one) => `${JSON.stringify(one)} ${ours(one)}\n`).join("");
    await expect(lines).toMatchFileSnapshot("format.vectors.txt");
  });
});

test("listed", () => {
  expect([[], ["a"], ["a", "b"], ["a", "b", "c"]].map(format.listed)).toEqual([
    "",
    "a",
    "a and b",
    "a, b and c",
  ]);
});

describe("a comparison in words", () => {
  const compared = (verdict: string, ratio: number | null, unit: string) => ({
    ...{ verdict, ratio, unit, ratio_lo: ratio && ratio * 0.99, ratio_hi: ratio && ratio * 1.01 },
  });
  test.each([
    ["slower", 1.29, "s", "×1.29 slower"],
    ["faster", 0.0284, "s", "×35.2 faster"],
    ["slower", 0.5, "B/s", "×2.00 slower"],
    ["faster", 2, "requests/s", "×2.00 faster"],
    ["larger", 3, "B", "×3.00 larger"],
    ["smaller", 0.25, "B", "×4.00 smaller"],
    ["higher", 1.1, "1", "×1.10 higher"],
    ["equivalent", 1.01, "s", "as fast (±5 %)"],
    ["equivalent", 1.01, "B", "as large (±5 %)"],
    ["equivalent", 1.01, "1", "as high (±5 %)"],
    ["inconclusive", 1.01, "s", "cannot tell"],
    ["equal", 1, "1", "the same"],
    ["higher", null, "1", "higher"],
    ["failed", null, "s", "failed"],
  ])("%s by %s in %s", (verdict, ratio, unit, text) => {
    expect(format.faster(compared(verdict, ratio, unit))).toBe(text);
  });
  test("of nothing", () => expect(format.faster(null)).toBe("not compared"));
});

describe("cells", () => {
  test("keep the raw value", () => {
    expect(format.figureCell(0.00137, "s")).toEqual({ text: "1.37 ms", raw: 0.00137 });
    expect(format.figureCell(null, "s", "bad")).toEqual({ text: "unknown", raw: null, tone: "bad" });
    expect(format.figureCell(undefined, "s")).toEqual({ text: "", raw: null });
  });
  test("of ratios have the tone of the verdict", () => {
    const compared = { ratio: 1.29, ratio_lo: 1.26, ratio_hi: 1.33, verdict: "slower", unit: "s" };
    expect(format.ratioCell(compared)).toEqual({
      text: "×1.29 (1.26–1.33)",
      raw: 1.29,
      tone: "bad",
      lo: 1.26,
      hi: 1.33,
    });
    expect(format.ratioCell(null)).toEqual({ text: "", raw: null, lo: null, hi: null });
  });
  test("of counts and p-values", () => {
    expect(format.countCell(12345, "tie")).toEqual({ text: "12,345", raw: 12345, tone: "tie" });
    expect([0.04999, 0.00001, 1, null].map((p) => format.pCell(p).text)).toEqual([
      "0.050",
      "<0.0001",
      "1.0",
      "unknown",
    ]);
  });
  test("of intervals", () => {
    expect(format.intervalCell(0.0012, 0.0014, "s")).toEqual({
      text: "1.20–1.40 ms",
      raw: "0.0012 to 0.0014",
      lo: 0.0012,
      hi: 0.0014,
    });
    expect(format.intervalCell(null, null, "s").text).toBe("too few rounds");
    expect(format.intervalCell(undefined, undefined, "s").text).toBe("");
  });
});

import { describe, expect, test } from "vitest";
import { toCsv, toJson, toMarkdown } from "./export";
import { parse } from "./place";
import { type Raw, type Table, words } from "./table";

function table(title: string, keys: string[], rows: Raw[][]): Table {
  return {
    title,
    columns: keys.map((key) => ({ key, label: `${key} (label)`, numeric: key.endsWith("_s") })),
    rows: rows.map((row) => row.map((raw) => ({ text: raw === null ? "" : String(raw), raw }))),
  };
}

/** RFC 4180, written down once more, the other way round. */
function parseCsv(text: string): string[][] {
  const lines: string[][] = [[]];
  for (const [, quoted, plain, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\n]*))(,|\n)/g)) {
    lines.at(-1)?.push(quoted?.replaceAll('""', '"') ?? plain ?? "");
    if (end === "\n") lines.push([]);
  }
  return lines.slice(0, -1);
}

const NASTY = [
  "plain",
  "a,b",
  'say "no"',
  "two\nlines",
  "c\r\nd",
  "|pipe\\|",
  "*b* `c` <i>",
  "",
  "é 漢 👍",
  "×1.29",
];
const NUMBERS = [0.1 + 0.2, 1e-9, -1.5, 123456789.123456, 0, -0.25, 5e-324, 1.7976931348623157e308];

describe("CSV", () => {
  test("read back, it is the raw values in full", () => {
    const rows = NASTY.map((word, i): Raw[] => [word, NUMBERS[i] ?? null, i % 2 === 0]);
    const [head, ...lines] = parseCsv(toCsv([table("t", ["name", "wall_time_s", "ok"], rows)]));
    expect(head).toEqual(["name", "wall_time_s", "ok"]);
    expect(lines.map(([name]) => name)).toEqual(NASTY);
    lines.forEach(([, value, ok], i) => {
      expect(value === "" ? null : Number(value)).toBe(NUMBERS[i] ?? null);
      expect(ok).toBe(String(i % 2 === 0));
    });
  });
  test("several tables are one, with a column that names them", () => {
    const csv = toCsv([
      table("first", ["name", "a"], [["x", 1]]),
      table("second, last", ["b", "name"], [[2, "y"]]),
    ]);
    expect(parseCsv(csv)).toEqual([
      ["table", "name", "a", "b"],
      ["first", "x", "1", ""],
      ["second, last", "y", "", "2"],
    ]);
  });
  test("intervals are numbers of their own, once", () => {
    const ratio = { text: "×2.00 (1.90–2.10)", raw: 2, lo: 1.9, hi: 2.1 };
    const one: Table = {
      title: "t",
      columns: [{ key: "ratio", label: "ratio" }],
      rows: [[ratio], [words("")]],
    };
    expect(toCsv([one])).toBe("ratio,ratio_lo,ratio_hi\n2,1.9,2.1\n,,\n");
    const own = [...one.columns, { key: "ratio_hi", label: "at most" }];
    expect(toCsv([{ ...one, columns: own, rows: [[ratio, { text: "2.10", raw: 2.1 }]] }])).toBe(
      "ratio,ratio_hi\n2,2.1\n",
    );
  });
  test("units that differ by row are a column", () => {
    const rows = [
      [words("wall_time"), { text: "1.37 ms", raw: 0.00137, unit: "s" }],
      [words("max_rss"), { text: "", raw: null }, { text: "1 KiB", raw: 1024, unit: "B" }],
      [words("other"), { text: "", raw: null }],
    ];
    const columns = ["metric", "c", "rust"].map((key) => ({ key, label: key }));
    expect(toCsv([{ title: "t", columns, rows }])).toBe(
      "metric,c,rust,unit\nwall_time,0.00137,,s\nmax_rss,,1024,B\nother,,,\n",
    );
  });
  test.each([
    ["=1+1", "'=1+1"],
    ["+1", "'+1"],
    ["-x", "'-x"],
    ["@x", "'@x"],
    ["\tx", "'\tx"],
    ["a=1", "a=1"],
  ])("%s is no formula", (word, field) => {
    expect(parseCsv(toCsv([table("t", ["name"], [[word]])]))[1]).toEqual([field]);
  });
  test("a negative number stays one", () => {
    expect(toCsv([table("t", ["x"], [[-1]])])).toBe("x\n-1\n");
  });
  test("of nothing is a line without fields", () => expect(toCsv([])).toBe("\n"));
});

describe("JSON", () => {
  test("has rows as objects of raw values, and the place", () => {
    const place = parse("#/benchmark/etl?language=c");
    const data: unknown = JSON.parse(
      toJson([table("t", ["name", "__proto__", "x"], [["a", 1, null]])], place),
    );
    const row: unknown = JSON.parse('{"name": "a", "__proto__": 1, "x": null}');
    expect(data).toEqual({
      place: "#/benchmark/etl?language=c",
      tables: [
        {
          title: "t",
          columns: ["name", "__proto__", "x"].map((key) => ({ key, label: `${key} (label)` })),
          rows: [row],
        },
      ],
    });
  });
});

describe("Markdown", () => {
  test("read back, it is the texts", () => {
    const words = NASTY.filter((word) => !/\n/.test(word));
    const text = toMarkdown([
      table(
        "a | b",
        ["name", "x_s"],
        words.map((word, i) => [word, i]),
      ),
    ]);
    const [title, blank, ...lines] = text.trimEnd().split("\n");
    const cells = (line: string) =>
      line
        .slice(2, -2)
        .split(/ (?<!\\)\| /)
        .map((cell) => cell.replace(/\\(.)/g, "$1"));
    expect([title, blank]).toEqual(["## a \\| b", ""]);
    expect(lines.map(cells)).toEqual([
      ["name (label)", "x_s (label)"],
      ["---", "---:"],
      ...words.map((word, i) => [word, String(i)]),
    ]);
  });
  test("has a cell in one line", () => {
    expect(toMarkdown([table("t", ["x"], [["a\nb"]])]).split("\n")[4]).toBe("| a b |");
  });
});

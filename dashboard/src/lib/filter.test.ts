import { describe, expect, test } from "vitest";
import { type Facet, facet, facets, filtered, unknownWords } from "./filter";
import { FILTERS, type Place, parse } from "./place";
import type { Row } from "./rows";

function row(id: number, implementation: string, benchmark: string, more: Partial<Row> = {}): Row {
  const [language = "", variant = ""] = implementation.split("-");
  const run = `run-${id % 40}`;
  return {
    ...{ id, run, time: id, implementation, language, variant, category: "performance", profile: "quick" },
    benchmark: { id: benchmark, title: benchmark, category: "performance", compare: [], incomparable: null },
    machine: { id: id % 2 ? "m1" : "m2", label: "a machine" },
    ...{
      commit: null,
      dirty: null,
      status: "ok",
      class: null,
      verified: true,
      reason: null,
      whole: true,
      memory: false,
    },
    hay: `${benchmark} ${implementation} ${run}`,
    ...more,
  };
}

const NAMES = ["c", "python", "python-orjson", "rust", "rust-simd"];
const rows = Array.from({ length: 10_000 }, (_, i) => row(i, NAMES[i % 5] ?? "c", i % 3 ? "etl" : "parse"));

describe("filters", () => {
  test("leave rows that have a word of each", () => {
    const left = filtered(rows, { language: ["c", "rust"], variant: ["plain"], benchmark: ["etl"] }, "");
    expect(left.length).toBe(
      rows.filter((r) => ["c", "rust"].includes(r.implementation) && r.benchmark.id === "etl").length,
    );
    expect(new Set(left.map((r) => r.implementation))).toEqual(new Set(["c", "rust"]));
  });
  test("an empty list and no search leave all; a search needs all of its words", () => {
    expect(filtered(rows, { language: [] }, "  ")).toHaveLength(rows.length);
    expect(filtered(rows, {}, "ETL simd").every((r) => r.implementation === "rust-simd")).toBe(true);
    expect(filtered(rows, {}, "etl nonsense")).toEqual([]);
  });
});

describe("facets", () => {
  const count = (list: Facet[], word: string) => list.find((one) => one.word === word)?.count;

  test("count what each word would leave, given the other filters", () => {
    const places: Place["filters"][] = [
      {},
      { language: ["c"] },
      { language: ["c"], machine: ["m1"] },
      { run: ["gone"] },
    ];
    for (const filters of places)
      for (const search of ["", "parse"]) {
        const some = rows.slice(0, 500);
        const found = facets(some, filters, search);
        for (const key of FILTERS)
          for (const { word, count } of found[key])
            expect(count).toBe(filtered(some, { ...filters, [key]: [word] }, search).length);
      }
  });
  test("keep words that leave nothing, in natural order", () => {
    const found = facets(rows, { variant: ["simd"] });
    expect(count(found.language, "python")).toBe(0);
    expect(found.run.slice(0, 3).map(({ word }) => word)).toEqual(["run-0", "run-1", "run-2"]);
    expect(found.run.findIndex(({ word }) => word === "run-10")).toBe(10);
  });
  test("take little time of a change of filters", () => {
    const times = Array.from({ length: 15 }, () => {
      const began = process.cpuUsage();
      filtered(rows, { language: ["c"], machine: ["m1"] }, "etl");
      facets(rows, { language: ["c"], machine: ["m1"] }, "etl");
      return process.cpuUsage(began).user / 1000;
    });
    // ms of the 100 that all may take: of the processor, for others may be busy too
    expect(Math.min(...times)).toBeLessThan(25);
  });
});

test("words that no row has are told, not dropped", () => {
  const place = parse("#/records?language=c,cobol&machine=m1,m9&variant=plain");
  expect(unknownWords(place, rows)).toEqual([
    { filter: "language", word: "cobol" },
    { filter: "machine", word: "m9" },
  ]);
  expect(facet(row(1, "c", "etl"), "variant")).toBe("plain");
});

import { describe, expect, test } from "vitest";
import type { Benchmark, Columns } from "../data/contracts";
import type { Row } from "./rows";
import { partner, resultsOf, sideOptions, sidesOf, telling, usual } from "./sides";

function benchmark(id: string): Benchmark {
  return { id, title: id, category: "performance", compare: ["wall_time"], incomparable: null };
}

let next = 0;

/** A record of a session: time and run go together. */
function row(id: string, time: number, over: Partial<Row> = {}): Row {
  return {
    ...{
      id: next++,
      run: `run-${time}`,
      time,
      benchmark: benchmark(id),
      category: "performance",
      profile: "full",
    },
    ...{
      machine: { id: "m1", label: "a machine" },
      commit: `c${time}`,
      dirty: false,
      implementation: "rust",
    },
    ...{ language: "rust", variant: "", status: "ok", class: "default", verified: true, reason: null },
    ...{ whole: true, memory: false, hay: "" },
    ...over,
  };
}

describe("sides", () => {
  test("are sessions, the newest first, with all their records", () => {
    const sides = sidesOf([row("etl", 1), row("etl", 1, { implementation: "c" }), row("etl", 2)]);
    expect(sides.map((side) => [side.run, side.rows.length])).toEqual([
      ["run-2", 1],
      ["run-1", 2],
    ]);
  });
  test("are called by their time, profile and commit, and by the machine where there are several", () => {
    const one = row("etl", 1, { commit: "a".repeat(40), dirty: true, whole: false });
    const label = (...rows: Row[]) => sideOptions(sidesOf(rows)).at(-1)?.label;
    expect(label(one)).toBe("1970-01-01 00:00 UTC · full · aaaaaaa+ · history only");
    expect(label(one, row("etl", 2, { machine: { id: "m2", label: "another" } }))).toBe(
      "1970-01-01 00:00 UTC · full · aaaaaaa+ · a machine (m1) · history only",
    );
  });
});

describe("pairs", () => {
  const other = { machine: { id: "m2", label: "another" } };
  const runsOf = (sides: { run: string }[] | undefined) => sides?.map(({ run }) => run);
  test("by default the newest is put against the one before it", () => {
    const sides = sidesOf([row("etl", 1), row("etl", 2), row("etl", 3)]);
    expect(runsOf(usual(sides))).toEqual(["run-3", "run-2"]);
  });
  test("a run on another machine or of another profile is not what is compared first", () => {
    const sides = sidesOf([
      row("etl", 1),
      row("etl", 2, other),
      row("etl", 3, { profile: "quick" }),
      row("etl", 4),
    ]);
    expect(runsOf(usual(sides))).toEqual(["run-4", "run-1"]);
  });
  test("a benchmark with two comparable runs comes before a newer one without", () => {
    const sides = sidesOf([row("etl", 1), row("etl", 2), row("parse", 3, other), row("parse", 4)]);
    expect(runsOf(usual(sides))).toEqual(["run-2", "run-1"]);
    expect(runsOf(usual(sidesOf([row("parse", 3, other), row("parse", 4)])))).toEqual(["run-4", "run-3"]);
  });
  test("what can be ranked and has most implementations is looked at first", () => {
    const incomparable = { benchmark: { ...benchmark("lint"), incomparable: "They find different things." } };
    const both = (id: string, time: number) => [row(id, time), row(id, time, { implementation: "c" })];
    const sides = sidesOf([
      ...[...both("etl", 1), ...both("etl", 2), row("parse", 3), row("parse", 4)],
      ...[row("lint", 5, incomparable), row("lint", 6, incomparable)],
    ]);
    expect(runsOf(usual(sides))).toEqual(["run-2", "run-1"]);
    expect(telling(sides).map((side) => side.benchmark.id)[0]).toBe("etl");
  });
  test("a single run has no partner, nor has one of another benchmark", () => {
    const sides = sidesOf([row("etl", 1), row("parse", 2)]);
    expect(usual(sides)).toBeUndefined();
    expect(sides[0] && partner(sides, sides[0])).toBeUndefined();
  });
});

test("what only the history knows comes from the columns, a value that is not there is not", () => {
  const [side] = sidesOf([row("etl", 1, { id: 7 }), row("etl", 1, { id: 8, implementation: "c" })]);
  const columns: Columns = {
    format: 1,
    metrics: [
      { metric: "wall_time", case: "", unit: "s", direction: "lower" },
      { metric: "wall_time", case: "parse", unit: "s", direction: "lower" },
    ],
    record: [6, 7, 8],
    ...{
      value: [
        [9, 1, 2],
        [9, 3, null],
      ],
      lo: [
        [8, 0.9, null],
        [8, 2.9, null],
      ],
    },
    ...{
      hi: [
        [10, 1.1, null],
        [10, 3.1, null],
      ],
      n: [
        [5, 6, 5],
        [5, 5, null],
      ],
    },
  };
  const results = side ? resultsOf(side, columns) : [];
  expect(results.map(({ implementation, metrics }) => [implementation, Object.keys(metrics)])).toEqual([
    ["rust", ["wall_time", "parse/wall_time"]],
    ["c", ["wall_time"]],
  ]);
  expect(results[0]?.metrics.wall_time).toMatchObject({
    value: 1,
    interval: { lo: 0.9, hi: 1.1 },
    min: null,
  });
  // of five rounds no interval is one of 95 %
  expect(results[0]?.metrics["parse/wall_time"]?.interval).toBeNull();
  expect(results[1]?.metrics.wall_time?.interval).toBeNull();
});

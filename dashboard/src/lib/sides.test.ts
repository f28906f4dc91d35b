import { describe, expect, test } from "vitest";
import type { Benchmark, Columns } from "../data/contracts";
import type { Row } from "./rows";
import { choices, defaults, pairUp, resolve, resultsOf, sidesOf } from "./sides";

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
  test("one benchmark offers its runs, several offer commits", () => {
    const etl = [row("etl", 1, { commit: "a".repeat(40) }), row("etl", 2, { commit: "a".repeat(40) })];
    expect(choices(sidesOf(etl)).map(({ value }) => value)).toEqual(["run-2", "run-1"]);
    const both = choices(
      sidesOf([...etl, row("parse", 3, { commit: "a".repeat(40) }), row("parse", 4, { commit: null })]),
    );
    expect(both).toEqual([{ value: "a".repeat(40), label: "1970-01-01 00:00 UTC · aaaaaaa · 2 benchmarks" }]);
  });
  test("a commit is the newest session of each benchmark, profile and machine", () => {
    const commit = { commit: "c" };
    const sides = sidesOf([
      row("etl", 1, commit),
      row("etl", 2, commit),
      row("etl", 3, { ...commit, profile: "quick" }),
      row("parse", 4, commit),
      row("parse", 5),
    ]);
    expect(resolve(sides, "c").map(({ run }) => run)).toEqual(["run-4", "run-3", "run-2"]);
    expect(resolve(sides, "run-1").map(({ run }) => run)).toEqual(["run-1"]);
    expect(resolve(sides, "nothing")).toEqual([]);
  });
});

describe("pairs", () => {
  test("the same profile and machine go together, another profile only if there is no other", () => {
    const a = sidesOf([row("etl", 1), row("etl", 2, { profile: "quick" }), row("parse", 3)]);
    const b = sidesOf([row("etl", 4, { profile: "quick" }), row("etl", 5), row("numeric", 6)]);
    const { pairs, onlyA, onlyB } = pairUp(a, b);
    expect(pairs.map(([one, other]) => [one.profile, other.profile])).toEqual(
      expect.arrayContaining([
        ["full", "full"],
        ["quick", "quick"],
      ]),
    );
    expect([onlyA, onlyB].map((sides) => sides.map((side) => side.benchmark.id))).toEqual([
      ["parse"],
      ["numeric"],
    ]);
    const forced = pairUp(sidesOf([row("etl", 1)]), sidesOf([row("etl", 2, { profile: "quick" })]));
    expect(forced.pairs).toHaveLength(1);
  });
  test("every session is in one pair at most, and none is lost", () => {
    const a = sidesOf([row("etl", 1), row("etl", 2), row("parse", 3)]);
    const b = sidesOf([row("etl", 4), row("parse", 5), row("parse", 6)]);
    const { pairs, onlyA, onlyB } = pairUp(a, b);
    expect(new Set(pairs.flat()).size).toBe(pairs.length * 2);
    expect(pairs.length + onlyA.length).toBe(a.length);
    expect(pairs.length + onlyB.length).toBe(b.length);
  });
  test("by default the newest is put against the one it shares most with", () => {
    const sides = sidesOf([
      row("etl", 1, { commit: "old" }),
      row("parse", 2, { commit: "old" }),
      row("etl", 3, { commit: "middle" }),
      row("etl", 5, { commit: "new" }),
      row("parse", 6, { commit: "new" }),
    ]);
    expect(defaults(sides, choices(sides))).toEqual(["new", "old"]);
  });
  test("a run on another machine is not what is compared first", () => {
    const other = { machine: { id: "m2", label: "another" } };
    const sides = sidesOf([row("etl", 1), row("etl", 2, other), row("etl", 3)]);
    expect(defaults(sides, choices(sides))).toEqual(["run-3", "run-1"]);
  });
  test("where no two are alike, two that have a benchmark in common are better than the newest two", () => {
    const sides = sidesOf([row("etl", 1), row("etl", 2, { profile: "quick" }), row("parse", 3)]);
    expect(defaults(sides, choices(sides))).toEqual(["c2", "c1"]);
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
        [5, 5, 5],
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
  expect(results[1]?.metrics.wall_time?.interval).toBeNull();
});

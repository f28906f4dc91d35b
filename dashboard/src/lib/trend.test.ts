import { describe, expect, test } from "vitest";
import type { TrendChange, TrendSegment, TrendSeries, Trends } from "../data/contracts";
import {
  borders,
  changesOf,
  changeTone,
  commitName,
  commitPlaces,
  commitRange,
  extent,
  gitLog,
  levels,
  machinesOf,
  mostValues,
  segmentOf,
  shownSeries,
} from "./trend";
import { bordersTable, changesTable, pointsTable, trendSummary } from "./trend-words";

const SHA = (n: number) => n.toString(16).padStart(40, "0");

function runsOf(count: number): Trends["runs"] {
  const all = Array.from({ length: count }, (_, i) => i);
  return {
    run: all.map((i) => `run-${i}`),
    time: all.map((i) => Date.UTC(2026, 0, 1 + i) / 1000),
    commit: all.map(SHA),
    dirty: all.map(() => false),
  };
}

function change(point: number, over: Partial<TrendChange> = {}): TrendChange {
  return {
    ...{ point, from: SHA(point - 1), to: SHA(point), before: 1, after: 2, verdict: "worse" },
    ...{ ratio: 2, ratio_lo: 1.9, ratio_hi: 2.1, p: 0.001, annotation: null },
    ...over,
  };
}

function segment(first: number, value: (number | null)[], over: Partial<TrendSegment> = {}): TrendSegment {
  return {
    ...{ id: `s${first}`, machine: "m1", dataset: "d1", toolchain: "cc 12.2", workload: "w1" },
    run: value.map((_, i) => first + i),
    value,
    lo: value,
    hi: value,
    failed: Object.fromEntries(value.flatMap((v, i) => (v === null ? [[i, "failed"]] : []))),
    changes: [],
    ...over,
  };
}

function series(implementation: string, ...segments: TrendSegment[]): TrendSeries {
  return { implementation, case: "", metric: "wall_time", unit: "s", direction: "lower", segments };
}

describe("levels", () => {
  test("are what changepoint says of both sides of a change", () => {
    const one = segment(0, [1, null, 1, 3, 2, 2, 5, 7, 7], {
      changes: [change(4), change(7, { before: 2, after: 7 })],
    });
    expect(levels(one)).toEqual([
      { first: 0, last: 3, value: 1 },
      { first: 4, last: 6, value: 2 },
      { first: 7, last: 8, value: 7 },
    ]);
  });
  test("there is none without a change", () => {
    expect(levels(segment(0, [1, 1]))).toEqual([]);
  });
  test("they cover all points, once", () => {
    const one = segment(0, Array(30).fill(1), { changes: [change(4), change(9), change(25)] });
    const covered = levels(one).flatMap(({ first, last }) =>
      Array.from({ length: last - first + 1 }, (_, i) => first + i),
    );
    expect(covered).toEqual(one.run);
  });
  test("the longest segment counts its values, not its failures", () => {
    expect(mostValues([series("c", segment(0, [1, null, 1]), segment(3, [1]))])).toBe(2);
    expect(mostValues([])).toBe(0);
  });
});

describe("changes", () => {
  test("the newest first, with the last run that has a value before each", () => {
    const rust = series("rust", segment(0, [1, 1, null, 2, 2, 3], { changes: [change(3), change(5)] }));
    const c = series("c", segment(0, [1, 1, 1, 1, 2, 2], { changes: [change(4)] }));
    expect(
      changesOf([rust, c]).map((one) => [one.series.implementation, one.runBefore, one.runAfter]),
    ).toEqual([
      ["rust", 4, 5],
      ["c", 3, 4],
      ["rust", 1, 3],
    ]);
  });
  test("an accepted one is no alarm, one whose acceptance expired is", () => {
    const annotation = { reason: "checksums", expires: "2026-12-31", expired: false };
    expect(changeTone(change(1))).toBe("bad");
    expect(changeTone(change(1, { annotation }))).toBe("tie");
    expect(changeTone(change(1, { annotation: { ...annotation, expired: true } }))).toBe("bad");
    expect(changeTone(change(1, { verdict: "better", annotation }))).toBe("good");
    expect(changeTone(change(1, { verdict: "changed" }))).toBeUndefined();
  });
  test("commits become a command, runs and a single commit do not", () => {
    expect(gitLog({ from: SHA(1), to: SHA(2) })).toBe(`git log ${SHA(1)}..${SHA(2)}`);
    expect(gitLog({ from: SHA(1), to: SHA(1) })).toBeNull();
    expect(gitLog({ from: SHA(1), to: "20260101T000000Z-1" })).toBeNull();
    // it is copied into a shell
    expect(gitLog({ from: SHA(1), to: "abcdef0; rm -rf ." })).toBeNull();
    expect(commitRange({ from: SHA(1), to: SHA(2) })).toBe("0000000..0000000");
    expect(commitRange({ from: SHA(1), to: SHA(1) })).toContain("not by a commit");
  });
});

describe("borders", () => {
  const before = segment(0, [1, 1]);
  const after = segment(2, [1, 1], { toolchain: "cc 13.1", workload: "w2" });
  test("say what changed, once for all implementations it changed for", () => {
    expect(borders([series("c", before, after), series("rust", before, after)])).toEqual([
      { run: 2, implementations: ["c", "rust"], what: ["toolchain: cc 12.2 → cc 13.1", "workload: w1 → w2"] },
    ]);
  });
  test("what changed for one only is its own", () => {
    const rust = segment(2, [1, 1], { dataset: "d2" });
    expect(borders([series("c", before, after), series("rust", before, rust)])).toHaveLength(2);
  });
  test("a series of one segment has none", () => {
    expect(borders([series("c", before)])).toEqual([]);
  });
});

describe("machines", () => {
  const first = segment(0, [1, 1, 1], { run: [0, 2, 4] });
  const second = segment(1, [1, 1, 1], { run: [1, 3, 5], machine: "m2" });
  test("that with most points comes first, then that of the newest", () => {
    expect(machinesOf([series("c", first, second)])).toEqual(["m2", "m1"]);
    expect(machinesOf([series("c", segment(0, [1, 1]), segment(2, [1], { machine: "m2" }))])).toEqual([
      "m1",
      "m2",
    ]);
  });
  test("of one machine only its segments are left, of another nothing", () => {
    const left = (part: string, machine: string, name: string) =>
      shownSeries([series("c", first, second)], part, machine, new Set([name]));
    expect(left("", "m1", "c")[0]?.segments).toEqual([first]);
    expect(left("", "m3", "c")).toEqual([]);
    expect(left("parse", "m1", "c")).toEqual([]);
    expect(left("", "m1", "rust")).toEqual([]);
  });
});

test("the segment that a run is in, whichever series has it", () => {
  const first = segment(0, [1, 1]);
  const second = segment(2, [1], { dataset: "d2" });
  const trends: Trends = { format: 1, runs: runsOf(3), series: [series("c", first, second)] };
  expect(segmentOf(trends, "c", "run-2")?.dataset).toBe("d2");
  expect(segmentOf(trends, "c", "run-9")).toBeUndefined();
  expect(segmentOf(trends, "rust", "run-2")).toBeUndefined();
});

describe("by commit", () => {
  const runs = { ...runsOf(6), commit: [SHA(5), SHA(5), SHA(3), SHA(5), null, null] };
  test("each has a place, its runs are side by side in it, and time goes on", () => {
    const { place, names } = commitPlaces(runs, [0, 1, 2, 3, 4, 5]);
    expect(names).toEqual(["0000000", "0000000", "0000000", "unknown"]);
    const at = [...place.values()];
    expect(at).toEqual(at.toSorted((a, b) => a - b));
    expect(new Set(at).size).toBe(6);
    expect(at.map(Math.floor)).toEqual([0, 0, 1, 2, 3, 3]);
  });
  test("runs that are not drawn take no room", () => {
    expect([...commitPlaces(runs, [0, 4]).place]).toEqual([
      [0, 0],
      [4, 1],
    ]);
  });
  test("a work tree with changes is another", () => {
    const dirty = { ...runsOf(2), commit: [SHA(1), SHA(1)], dirty: [false, true] };
    expect(commitPlaces(dirty, [0, 1]).names).toEqual(["0000000", "0000000+"]);
    expect(commitName(runs, 5)).toBe("unknown");
  });
});

describe("the height of a trend", () => {
  const point = (value: number, half: number) => ({ value, lo: value - half, hi: value + half });
  const usual = [100, 101, 99, 102].map((value) => point(value, 2));
  test("holds usual intervals whole", () => {
    expect(extent(usual)).toEqual([97, 104]);
    expect(extent([point(5, 0)])).toEqual([5, 5]);
    expect(extent([point(5, 4)])).toEqual([1, 9]);
  });
  test("is not that of a run whose interval is far wider", () => {
    const [least, most] = extent([...usual, point(100, 90)]);
    expect(least).toBeGreaterThan(90);
    expect(most).toBeLessThan(110);
  });
  test("holds all medians, however far one is", () => {
    expect(extent([...usual, point(500, 1)])[1]).toBeGreaterThanOrEqual(500);
  });
});

describe("in words", () => {
  const runs = runsOf(12);
  test("who changed is said with the last change, who did not, and what failed", () => {
    const rust = series(
      "rust",
      segment(0, [1, 1, 1, 1, 1, null, 2, 2, 2, 2, 2, 2], { changes: [change(6)] }),
    );
    const c = series("c", segment(0, Array(12).fill(1)));
    expect(trendSummary("wall time", [rust, c], runs)).toBe(
      "wall time: 12 runs, 2026-01-01 00:00 UTC to 2026-01-12 00:00 UTC. " +
        "rust: 1 change, the last 2026-01-07 00:00 UTC, 1.00 s to 2.00 s: ×2.00 (1.90–2.10), worse. " +
        "No change was found in c. 1 of 24 points failed.",
    );
  });
  test("the summary counts runs, not points", () => {
    const both = [series("c", segment(0, [1, 1])), series("rust", segment(0, [1, 1]))];
    expect(trendSummary("wall time", both, runs)).toContain("2 runs, 2026-01-01 00:00 UTC to 2026-01-02");
  });
  test("tables have a row for each point, change and border, and as many cells as columns", () => {
    const one = series(
      "c",
      segment(0, [1, null, 2], { changes: [change(2)] }),
      segment(3, [1], { toolchain: "cc 13.1" }),
    );
    const points = pointsTable("points", [one], runs, (run) => `#/${run}`);
    expect(points.rows.map(([time]) => time?.raw)).toEqual([
      "2026-01-04T00:00:00.000Z",
      "2026-01-03T00:00:00.000Z",
      "2026-01-02T00:00:00.000Z",
      "2026-01-01T00:00:00.000Z",
    ]);
    expect(points.rows[0]?.[0]?.href).toBe("#/run-3");
    // nothing was too few of a run that failed
    expect(points.rows.map((row) => row[3]?.text === "")).toEqual([false, false, true, false]);
    const changes = changesTable("changes", changesOf([one]), runs, () => "#/compare");
    const edges = bordersTable("borders", borders([one]), runs, (run) => `#/${run}`);
    expect([changes.rows.length, edges.rows.length]).toEqual([1, 1]);
    for (const table of [points, changes, edges])
      for (const row of table.rows) expect(row).toHaveLength(table.columns.length);
  });
});

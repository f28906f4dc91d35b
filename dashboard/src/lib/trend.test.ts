import { describe, expect, test } from "vitest";
import type { TrendChange, TrendSegment, TrendSeries, Trends } from "../data/contracts";
import {
  borders,
  changesOf,
  changeTone,
  commitOrder,
  commitRange,
  gitLog,
  interleaved,
  levels,
  machinesOf,
  median,
  onMachine,
  segmentOf,
  span,
} from "./trend";
import { bordersTable, changesTable, pointsTable, sentence, trendSummary } from "./trend-words";

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
    ...{ point, from: SHA(point - 1), to: SHA(point), verdict: "worse" },
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
  test("are the medians between changes, and failures are no part of them", () => {
    const one = segment(0, [1, null, 1, 3, 2, 2, 5], { changes: [change(4)] });
    expect(levels(one)).toEqual([
      { first: 0, last: 3, value: 1 },
      { first: 4, last: 6, value: 2 },
    ]);
  });
  test("there is none where all failed", () => {
    expect(levels(segment(0, [null, null]))).toEqual([]);
  });
  test("the median of an even number is in the middle, whatever the order", () => {
    expect(median([4, 1, 3, 2])).toBe(2.5);
    expect(median([])).toBeNull();
  });
  test("they cover all points, once", () => {
    const one = segment(0, Array(30).fill(1), { changes: [change(4), change(9), change(25)] });
    const covered = levels(one).flatMap(({ first, last }) =>
      Array.from({ length: last - first + 1 }, (_, i) => first + i),
    );
    expect(covered).toEqual(one.run);
  });
});

describe("changes", () => {
  test("the newest first, with the last run that has a value before each", () => {
    const rust = series("rust", segment(0, [1, 1, null, 2, 2, 3], { changes: [change(3), change(5)] }));
    const c = series("c", segment(0, [1, 1, 1, 1, 2, 2], { changes: [change(4)] }));
    expect(changesOf([rust, c]).map((one) => [one.series.implementation, one.before, one.after])).toEqual([
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
  const after = segment(2, [1, 1], { machine: "m2", toolchain: "cc 13.1" });
  test("say what changed, once for all implementations it changed for", () => {
    expect(borders([series("c", before, after), series("rust", before, after)])).toEqual([
      { run: 2, implementations: ["c", "rust"], what: ["machine: m1 → m2", "toolchain: cc 12.2 → cc 13.1"] },
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
  test("that of the newest run comes first", () => {
    expect(machinesOf([series("c", first, second)])).toEqual(["m2", "m1"]);
  });
  test("runs that alternate are seen, those one after the other are not", () => {
    expect(interleaved([series("c", first, second)])).toBe(true);
    expect(interleaved([series("c", segment(0, [1]), segment(1, [1], { machine: "m2" }))])).toBe(false);
  });
  test("of one machine only its segments are left, of another nothing", () => {
    expect(onMachine([series("c", first, second)], "m1")[0]?.segments).toEqual([first]);
    expect(onMachine([series("c", first, second)], "m3")).toEqual([]);
    expect(onMachine([series("c", first, second)], "")[0]?.segments).toHaveLength(2);
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

describe("span", () => {
  const runs = runsOf(10);
  test("both days are included", () => {
    expect(span(runs, "2026-01-03", "2026-01-05")).toEqual([2, 4]);
    expect(span(runs, "", "")).toEqual([0, 9]);
    expect(span(runs, "2026-01-09", "")).toEqual([8, 9]);
  });
  test("nothing between is null, what is no date is no limit", () => {
    expect(span(runs, "2027-01-01", "")).toBeNull();
    expect(span(runs, "2026-01-05", "2026-01-03")).toBeNull();
    expect(span(runs, "soon", "")).toEqual([0, 9]);
  });
});

test("commits keep the order of their first run, runs without a commit have a place of their own", () => {
  const runs = { ...runsOf(4), commit: [SHA(5), SHA(3), SHA(5), null] };
  expect(commitOrder(runs)).toEqual({ place: [0, 1, 0, 2], names: ["0000000", "0000000", "run-3"] });
});

describe("in words", () => {
  const runs = runsOf(12);
  test("a series says its level, its last change and its failures", () => {
    const one = series("rust", segment(0, [1, 1, 1, 1, 1, null, 2, 2, 2, 2, 2, 2], { changes: [change(6)] }));
    expect(sentence(one, runs, [0, 11])).toBe(
      "rust: 2.00 s at the end, 1 change, the last 2026-01-07 00:00 UTC: ×2.00 (1.90–2.10), worse, 1 of 12 runs failed.",
    );
  });
  test("between two runs only what is there counts", () => {
    const one = series("c", segment(0, [1, 1, 1, 1, 2, 2, null, 2, 2], { changes: [change(4)] }));
    expect(sentence(one, runs, [0, 3])).toBe("c: 1.00 s at the end, no change found.");
    expect(sentence(one, runs, [5, 7])).toContain("1 of 3 runs failed");
  });
  test("few runs are said to be few, many without a change to have none", () => {
    expect(sentence(series("c", segment(0, [1, 1])), runs, [0, 11])).toContain("too few runs");
    expect(sentence(series("c", segment(0, Array(12).fill(1))), runs, [0, 11])).toContain("no change found");
    expect(sentence(series("c", segment(0, [null])), runs, [0, 11])).toContain("no value");
  });
  test("the summary counts runs, not points", () => {
    const both = [series("c", segment(0, [1, 1])), series("rust", segment(0, [1, 1]))];
    expect(trendSummary("wall time", both, runs, [0, 11])).toContain(
      "2 runs, 2026-01-01 00:00 UTC to 2026-01-02",
    );
  });
  test("of many series only those that changed last are said one by one", () => {
    const moved = Array.from({ length: 5 }, (_, i) =>
      series(`moved-${i}`, segment(0, Array(12).fill(1), { changes: [change(4 + i)] })),
    );
    const all = [...moved, series("still", segment(0, Array(12).fill(1)))];
    const text = trendSummary("wall time", all, runs, [0, 11]);
    expect(text).toContain("moved-4: 1.00 s at the end, 1 change");
    expect(text).toContain("Earlier changed: moved-0. No change was found in still.");
  });
  test("tables have a row for each point, change and border, and as many cells as columns", () => {
    const one = series(
      "c",
      segment(0, [1, null, 2], { changes: [change(2)] }),
      segment(3, [1], { machine: "m2" }),
    );
    const points = pointsTable("points", [one], runs, [1, 3]);
    expect(points.rows.map(([time]) => time?.raw)).toEqual([
      "2026-01-04T00:00:00.000Z",
      "2026-01-03T00:00:00.000Z",
      "2026-01-02T00:00:00.000Z",
    ]);
    const changes = changesTable("changes", changesOf([one]), runs);
    const edges = bordersTable("borders", borders([one]), runs);
    expect([changes.rows.length, edges.rows.length]).toEqual([1, 1]);
    for (const table of [points, changes, edges])
      for (const row of table.rows) expect(row).toHaveLength(table.columns.length);
  });
});

import { describe, expect, test } from "vitest";
import type { Comparison, OverviewRecord, OverviewSession } from "../data/contracts";
import { mean, type Ratio, scorecards } from "./score";

const METRIC = "wall_time";

function comparison(
  implementation: string,
  reference: string,
  [ratio, lo, hi]: [number, number, number],
): Comparison {
  return {
    ...{ case: "", metric: METRIC, unit: "s", implementation, reference, n: 9, n_reference: 9, paired: 1 },
    ...{ ratio, ratio_lo: lo, ratio_hi: hi, confidence: 0.95, p: 0.01, p_holm: 0.01, a12: 1, mde: 1.02 },
    ...{ n_quiet: 9, ratio_quiet: null, ratio_quiet_lo: null, ratio_quiet_hi: null, verdict: "slower" },
  };
}

type Given = { [implementation: string]: [number, number, number] | null };

/** Ratios to the first, which is the session's reference. */
function session(
  benchmark: string,
  given: Given,
  more: { [implementation: string]: Partial<OverviewRecord> } = {},
): OverviewSession {
  const [reference = ""] = Object.keys(given);
  return {
    ...{ run: `run of ${benchmark}`, benchmark, profile: "quick", machine: "m" },
    records: Object.entries(given).map(([implementation, ratio]) => ({
      ...{ implementation, class: "plain", verified: true, status: "ok", reason: null, measured: 0 },
      disturbed: { rounds: 0, of: 9 },
      metrics: { [METRIC]: { value: 1, lo: 1, hi: 1, n: 9, unit: "s", direction: "lower" } },
      comparisons: ratio ? [comparison(implementation, reference, ratio)] : [],
      ...more[implementation],
    })),
  };
}

const THREE = [
  session("x", { c: null, rust: [2, 1.9, 2.1], python: [10, 9, 11] }),
  session("y", { c: null, rust: [8, 7, 9], python: [20, 19, 21] }),
  session("z", { c: null, rust: [0.5, 0.49, 0.51], python: [40, 39, 41] }),
];
const byName = (cards: ReturnType<typeof scorecards>, name: string) => {
  const card = cards.find((one) => one.name === name);
  if (!card) throw new Error(`no card of ${name}`);
  return card;
};

describe("the mean", () => {
  const ratio = (value: number, lo: number, hi: number): Ratio => ({
    ...{ benchmark: "x", ratio: value, lo, hi, confidence: 0.95, source: "compared" },
  });
  test("of one is the one", () => {
    const { ratio: centre, lo, hi } = mean([ratio(2, 1.6, 2.5)]);
    expect([centre, lo, hi].map((x) => x?.toFixed(12))).toEqual([
      "2.000000000000",
      "1.600000000000",
      "2.500000000000",
    ]);
  });
  test("of 4 and 1/4 is 1; two equal intervals make one narrower by √2", () => {
    const { ratio: centre, hi } = mean([ratio(4, 4 / 1.2, 4 * 1.2), ratio(0.25, 0.25 / 1.2, 0.25 * 1.2)]);
    expect(centre).toBeCloseTo(1, 12);
    expect(Math.log(hi ?? 0)).toBeCloseTo(Math.log(1.2) / Math.SQRT2, 12);
  });
  // python3 -c "from math import *; r=[(2,1.9,2.1),(8,7,9),(.5,.49,.51)]; m=sum(log(x) for x,_,_ in r)/3
  //   h=sqrt(sum((log(b/a)/2)**2 for _,a,b in r))/3; print(exp(m),exp(m-h),exp(m+h))"
  test("agrees with another program", () => {
    const { ratio: centre, lo, hi } = mean([ratio(2, 1.9, 2.1), ratio(8, 7, 9), ratio(0.5, 0.49, 0.51)]);
    expect(centre).toBeCloseTo(2, 12);
    expect(lo).toBeCloseTo(1.910895204248177, 12);
    expect(hi).toBeCloseTo(2.093259740831136, 12);
  });
  test("of nothing is nothing", () => expect(mean([]).ratio).toBeNull());
});

describe("scorecards", () => {
  test("of languages, to one that was the reference", () => {
    const cards = scorecards(THREE, METRIC, "language", "c");
    expect(cards.map(({ name }) => name)).toEqual(["c", "python", "rust"]);
    expect(byName(cards, "c").ratio).toBe(1);
    expect(byName(cards, "rust").ratio).toBeCloseTo(2, 12);
    expect(byName(cards, "rust").lo).toBeCloseTo(1.910895204248177, 12);
    expect(byName(cards, "python").ratio).toBeCloseTo(20, 12);
    expect(byName(cards, "rust").benchmarks).toEqual(["x", "y", "z"]);
    expect(byName(cards, "rust").missing).toEqual([]);
  });

  test("to one that was not: turned round, divided, or from pairs", () => {
    const cards = scorecards(THREE.slice(0, 1), METRIC, "language", "rust");
    expect(byName(cards, "c").ratios[0]).toMatchObject({
      ratio: 0.5,
      lo: 1 / 2.1,
      hi: 1 / 1.9,
      source: "compared",
    });
    expect(byName(cards, "python").ratios[0]).toMatchObject({
      ...{ ratio: 5, lo: 9 / 2.1, hi: 11 / 1.9, source: "divided", confidence: 0.95 },
    });
    const pairs = [
      comparison("python", "rust", [5.1, 5, 5.2]),
      comparison("rust", "python", [0.2, 0.19, 0.21]),
    ];
    const better = scorecards(THREE.slice(0, 1), METRIC, "language", "rust", () => pairs);
    expect(byName(better, "python").ratios[0]).toMatchObject({
      ratio: 5.1,
      lo: 5,
      hi: 5.2,
      source: "compared",
    });
  });

  test("count only what all have, and say why the rest does not", () => {
    const sessions = [
      ...THREE,
      session("no-c", { rust: null, python: [3, 2.9, 3.1] }),
      session(
        "failed",
        { c: null, rust: [2, 1, 3], python: [3, 2, 4] },
        { python: { status: "bad_answer" } },
      ),
      session("unverified", { c: null, rust: [2, 1, 3], python: [3, 2, 4] }, { rust: { verified: null } }),
      session("class", { c: null, rust: [2, 1, 3], python: [3, 2, 4] }, { python: { class: "library" } }),
      session("metric", { c: null, rust: [2, 1, 3], python: [3, 2, 4] }, { c: { metrics: {} } }),
    ];
    const rust = byName(scorecards(sessions, METRIC, "language", "c"), "rust");
    expect(rust.ratio).toBeCloseTo(2, 12);
    expect(rust.missing).toEqual([
      "no-c: c: not there",
      "failed: python: bad answer",
      "unverified: rust: not verified",
      "class: python: of class library, c of plain",
      "metric: c: has no wall_time",
    ]);
  });

  test("need intervals of 95 %", () => {
    const sessions = [session("x", { c: null, rust: [2, 1.9, 2.1] })];
    for (const { comparisons } of sessions[0]?.records ?? [])
      for (const c of comparisons) c.confidence = 0.75;
    const rust = byName(scorecards(sessions, METRIC, "language", "c"), "rust");
    expect([rust.ratio, rust.missing[0]]).toEqual([null, "x: rust: too few rounds for an interval"]);
  });

  test("of a variant are not its language's", () => {
    const sessions = [
      session("x", { c: null, "python-fast": [2, 1, 3] }),
      session("y", { c: null, python: [4, 3, 5] }),
    ];
    const python = byName(scorecards(sessions, METRIC, "language", "c"), "python");
    expect(python.ratio).toBeCloseTo(4, 12);
    expect(python.missing).toEqual(["x: python: not there"]);
  });

  test("leave out who shares nothing, rather than everybody", () => {
    const sessions = [...THREE, session("w", { c: null, "python-fast": [2, 1.9, 2.1] })];
    const cards = scorecards(sessions, METRIC, "implementation", "c");
    expect(byName(cards, "rust").benchmarks).toEqual(["x", "y", "z"]);
    const left = byName(cards, "python-fast");
    expect([left.ratio, left.benchmarks]).toEqual([null, []]);
    expect(left.missing.at(-1)).toBe("no benchmark is shared by c, python, rust and python-fast");
  });

  test("are empty without sessions or without the reference", () => {
    expect(scorecards([], METRIC, "language", "c")).toEqual([]);
    expect(scorecards(THREE, METRIC, "language", "ada").every(({ ratio }) => ratio === null)).toBe(true);
  });
});

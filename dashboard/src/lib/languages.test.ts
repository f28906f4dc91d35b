import { describe, expect, test } from "vitest";
import type { Benchmark, Comparison, OverviewRecord, OverviewSession } from "../data/contracts";
import { byBenchmark, meanTable, meanWords } from "./languages";

const benchmark = (id: string, incomparable: string | null = null): Benchmark => ({
  ...{ id, title: id, category: "performance", compare: ["wall_time"], incomparable },
});

function compared(implementation: string, reference: string, ratio: number, verdict: string): Comparison {
  return {
    ...{
      case: "",
      metric: "wall_time",
      unit: "s",
      implementation,
      reference,
      n: 10,
      n_reference: 10,
      paired: 1,
    },
    ...{
      ratio,
      ratio_lo: ratio * 0.98,
      ratio_hi: ratio * 1.02,
      confidence: 0.95,
      p: 0.01,
      p_holm: 0.01,
      a12: 1,
    },
    ...{ mde: 1.01, n_quiet: null, ratio_quiet: null, ratio_quiet_lo: null, ratio_quiet_hi: null, verdict },
  };
}

function record(
  implementation: string,
  value: number,
  comparisons: Comparison[],
  over: Partial<OverviewRecord> = {},
): OverviewRecord {
  return {
    ...{
      implementation,
      class: "default",
      verified: true,
      status: "ok",
      reason: null,
      measured: 1,
      disturbed: { rounds: 0, of: 10 },
    },
    metrics: { wall_time: { value, lo: value, hi: value, n: 10, unit: "s", direction: "lower" } },
    comparisons,
    ...over,
  };
}

function session(id: string, records: OverviewRecord[]): OverviewSession {
  return { run: "r", benchmark: id, profile: "full", machine: "m", records };
}

const etl = session("etl", [
  record("rust", 1, []),
  record("python", 4, [compared("python", "rust", 4, "slower")]),
]);
const parse = session("parse", [
  record("rust", 1, []),
  record("python", 16, [compared("python", "rust", 16, "slower")]),
]);

describe("two languages", () => {
  test("the mean is geometric, over the benchmarks that both have", () => {
    const result = byBenchmark(
      [etl, parse],
      [benchmark("etl"), benchmark("parse")],
      "python",
      "rust",
      () => null,
    );
    expect(result.counted).toBe(2);
    expect(result.mean.ratio).toBeCloseTo(8, 9);
    expect(result.lines.map(({ verdict, tone }) => [verdict, tone])).toEqual([
      ["slower", "bad"],
      ["slower", "bad"],
    ]);
  });
  test("swapped, the mean is its inverse", () => {
    const result = byBenchmark(
      [etl, parse],
      [benchmark("etl"), benchmark("parse")],
      "rust",
      "python",
      () => null,
    );
    expect(result.mean.ratio).toBeCloseTo(1 / 8, 9);
    expect(result.lines.map(({ verdict }) => verdict)).toEqual(["faster", "faster"]);
  });
  test("comparator's own pair is taken where there is one", () => {
    const pairs = [compared("rust", "python", 0.25, "faster"), compared("python", "rust", 4, "slower")];
    const result = byBenchmark([etl], [benchmark("etl")], "rust", "python", () => pairs);
    expect(result.lines[0]).toMatchObject({ ratio: 0.25, verdict: "faster" });
    expect(result.hidden).toEqual([]);
  });
  test("who takes less is said only if the interval tells", () => {
    const said = (ratio: number) => {
      const one = record("rust", 1, []);
      const other = record("python", 1, [compared("python", "rust", ratio, "inconclusive")]);
      return meanWords(
        byBenchmark([session("etl", [one, other])], [benchmark("etl")], "python", "rust", () => null),
        "python",
      );
    };
    expect(said(4)).toBe("python takes ×4.00 more");
    expect(said(0.25)).toBe("python takes ×4.00 less");
    expect(said(1.01)).toBe("which of them takes more cannot be told");
  });
  test("what is not in the mean has its reason", () => {
    const failed = session("numeric", [record("rust", 1, []), record("python", 2, [], { status: "failed" })]);
    const alone = session("alone", [record("rust", 1, [])]);
    const unverified = session("serialize", [
      record("rust", 1, []),
      record("python", 2, [compared("python", "rust", 2, "slower")], { verified: false }),
    ]);
    const result = byBenchmark(
      [etl, failed, alone, unverified, session("lint", etl.records)],
      [benchmark("etl"), benchmark("lint", "They find different things.")],
      "python",
      "rust",
      () => null,
    );
    expect(result.counted).toBe(1);
    const why = new Map(result.missing.map((one) => [one.what, one.why]));
    expect(why.get("lint")).toBe("They find different things.");
    expect(why.get("alone")).toContain("it has no python");
    for (const name of ["numeric", "serialize"]) expect(why.get(name)).toBeTruthy();
    expect(meanTable(result, "python", "rust").rows).toHaveLength(1);
  });
});

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

const own = ({ records }: OverviewSession) => {
  const pairs = records.flatMap(({ comparisons }) => comparisons);
  const inverse = pairs.map(({ implementation, reference, ratio }) =>
    compared(reference, implementation, 1 / (ratio ?? 1), "faster"),
  );
  return [...pairs, ...inverse];
};

describe("two languages", () => {
  const benchmarks = [benchmark("etl"), benchmark("parse")];
  test("the mean is geometric, over the benchmarks that both have", () => {
    const result = byBenchmark([etl, parse], benchmarks, "python", "rust", own);
    expect(result.mean.ratio).toBeCloseTo(8, 9);
    expect(result.lines.map(({ verdict, tone }) => [verdict, tone])).toEqual([
      ["slower", "bad"],
      ["slower", "bad"],
    ]);
    const table = meanTable(result, "python", "rust");
    expect(table.rows[0]?.map(({ raw }) => raw)).toEqual(["python", "rust", result.mean.ratio, 2, ""]);
  });
  test("swapped, the mean is its inverse", () => {
    const result = byBenchmark([etl, parse], benchmarks, "rust", "python", own);
    expect(result.mean.ratio).toBeCloseTo(1 / 8, 9);
    expect(result.lines.map(({ verdict }) => verdict)).toEqual(["faster", "faster"]);
  });
  test("who takes more is said only if the interval tells", () => {
    const said = (ratio: number) => {
      const other = record("python", 1, [compared("python", "rust", ratio, "inconclusive")]);
      const sessions = [session("etl", [record("rust", 1, []), other])];
      return meanWords(byBenchmark(sessions, benchmarks, "python", "rust", own), "python", "rust");
    };
    expect(said(4)).toBe("python takes ×4.00 as much");
    expect(said(0.25)).toBe("rust takes ×4.00 as much");
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
      [etl, failed, alone, unverified, session("lint", etl.records), session("parse", parse.records)],
      [...benchmarks, benchmark("lint", "They find different things.")],
      "python",
      "rust",
      (one) => (one.benchmark === "parse" ? null : own(one)),
    );
    expect(result.lines.map((line) => line.benchmark)).toEqual(["etl"]);
    expect(result.mean.ratio).toBeCloseTo(4, 9);
    const why = new Map(result.missing.map((one) => [one.what, one.why]));
    expect(why.get("lint")).toBe("They find different things.");
    expect(why.get("alone")).toContain("it has no python");
    expect(why.get("parse")).toBe("not compared");
    for (const name of ["numeric", "serialize"]) expect(why.get(name)).toBeTruthy();
  });
});

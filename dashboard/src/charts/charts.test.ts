import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import type { Metric, ResultRecord } from "../data/contracts";
import { verdictMark } from "./lanes";
import { scalesOf } from "./memory";
import { laneAxis, valueAxis } from "./options";
import { pointsOf, shareName } from "./percentiles";
import { dotsOf } from "./rounds";
import * as scaling from "./scaling";

const published = fileURLToPath(new URL("../../../results/published/", import.meta.url));
const baseline = readdirSync(published).find((name) => existsSync(join(published, name, "quick/etl")));
const record = (path: string): ResultRecord =>
  JSON.parse(readFileSync(join(published, baseline ?? "none", "quick", `${path}.json`), "utf8"));
const colours = (variable: string) => variable;

const metric: Metric = {
  ...{ metric: "latency", case: "c10", unit: "s", direction: "lower", value: 2, n: 450, min: 1, q1: 1.5 },
  ...{ median: 2, q3: 3, p90: 4, p95: 5, p99: 6, "p99.9": 7, max: 8, mean: 2, stddev: 1, mad: 1 },
  ...{ interval: null, samples: null },
};

describe("distributions", () => {
  test("leave out percentiles that so few values do not have", () => {
    const names = (n: number) => pointsOf({ ...metric, n }).map(({ share }) => shareName(share));
    expect(names(450)).toEqual(["min", "p25", "p50", "p75", "p90", "p95", "p99", "max"]);
    expect(names(1000)).toContain("p99.9");
    expect(names(10)).toEqual(["min", "p25", "p50", "p75", "p90", "max"]);
  });
  test("never fall", () => {
    const values = pointsOf(metric).map(({ value }) => value);
    expect(values).toEqual([...values].sort((a, b) => a - b));
  });
});

describe("rounds", () => {
  test("every timed run is a dot with its value, the warm-up has its wall time", () => {
    const etl = record("etl/rust");
    const { wall_time: wall } = etl.metrics;
    if (!wall) throw new Error("etl has no wall_time");
    const dots = dotsOf(etl, wall);
    expect(dots.filter(({ kind }) => kind !== "warm-up").map(({ value }) => value)).toEqual(wall.samples);
    expect(dots.filter(({ kind }) => kind === "disturbed")).toHaveLength(etl.disturbances.rounds ?? 0);
    expect(dots[0]).toMatchObject({ kind: "warm-up", value: etl.rounds[0]?.wall_time });
    const { max_rss: memory } = etl.metrics;
    expect(memory && dotsOf(etl, memory).some(({ kind }) => kind === "warm-up")).toBe(false);
  });
  test("where the kernel does not tell, none is said to be undisturbed", () => {
    const etl = record("etl/rust");
    const rounds = etl.rounds.map((round) => ({ ...round, disturbed: null }));
    const { wall_time: wall } = etl.metrics;
    const kinds = wall && dotsOf({ ...etl, rounds }, wall).map(({ kind }) => kind);
    expect([...new Set(kinds)]).toEqual(["warm-up", "perhaps disturbed"]);
  });
  test("what was not measured once a round has no dots", () => {
    expect(dotsOf(record("etl/rust"), metric)).toEqual([]);
  });
  test("of several values a round the median is the dot", () => {
    const etl = record("etl/rust");
    const medians = etl.rounds.filter(({ phase }) => phase === "timed").map((_, i) => i + 1);
    expect(dotsOf(etl, { ...metric, round_medians: medians }).map(({ value }) => value)).toEqual(medians);
  });
});

test("a line by size goes from the smallest to the largest size, start-up and items apart", () => {
  const points = scaling.pointsOf({ implementation: "c", start: 0.002, each: 1e-6 }, 1000, 100_000);
  expect(points[0]).toEqual([1000, 0.003]);
  expect(points.at(-1)?.[0]).toBeCloseTo(100_000);
  expect(points.at(-1)?.[1]).toBeCloseTo(0.102);
  for (const [size, time] of points) expect(time - 0.002).toBeCloseTo(size * 1e-6);
});

test("memory has one scale, unless the smallest could not be read on it; shares always have", () => {
  const panel = (most: number) => ({
    ...{ implementation: "x", colour: "--text" },
    rounds: [
      {
        implementation: "x",
        round: 1,
        time: [0, 1],
        memory: [1, most],
        memoryMetric: "m",
        cpu: [null, most],
      },
    ],
  });
  expect(scalesOf([panel(2), panel(8)], "memory")).toEqual([
    [0, 1, 2, 0, 1, 8],
    [0, 1, 2, 0, 1, 8],
  ]);
  expect(scalesOf([panel(2), panel(9)], "memory")).toEqual([
    [0, 1, 2],
    [0, 1, 9],
  ]);
  expect(scalesOf([panel(2), panel(9)], "cpu")).toEqual([
    [0, 2, 0, 9],
    [0, 2, 0, 9],
  ]);
});

describe("axes", () => {
  const axis = (values: number[], log = true) => valueAxis(colours, { values, unit: "s", log });
  test("are logarithmic only where that shows", () => {
    expect(axis([0.1, 1]).type).toBe("log");
    expect(axis([0.1, 0.2]).type).toBe("value");
    expect(axis([0, 1]).type).toBe("value");
    expect(axis([0.1, 1], false).type).toBe("value");
  });
  test.each([[[0.1, 1]], [[3, 3]], [[0]], [[-5, 5]], [[100, 101]], [[0, 1e-9]]])(
    "hold %j and have ticks",
    (values) => {
      const { min, max, axisTick } = axis(values);
      expect(min).toBeLessThanOrEqual(Math.min(...values));
      expect(max).toBeGreaterThan(Math.max(...values));
      expect(axisTick.customValues.length).toBeGreaterThan(0);
      for (const tick of axisTick.customValues) {
        expect(tick).toBeGreaterThanOrEqual(min);
        expect(tick).toBeLessThanOrEqual(max);
      }
    },
  );
  test("begin at 0 if that is near", () => {
    expect(axis([1, 10], false).min).toBe(0);
    expect(axis([9, 10], false).min).toBeGreaterThan(8);
  });
  test("of lanes have their names in the middle", () => {
    const { axisLabel } = laneAxis(colours, ["a", "b"], false);
    expect(axisLabel.customValues.map(axisLabel.formatter)).toEqual(["a", "b"]);
    const long = laneAxis(colours, [`${"x".repeat(9000)}1`, `${"x".repeat(9000)}2`], true).axisLabel;
    const [first = "", second = ""] = long.customValues.map(long.formatter);
    expect(first.length).toBeLessThanOrEqual(45);
    expect(first).not.toBe(second);
  });
});

test("each kind of verdict has a mark of its own", () => {
  const verdicts = ["faster", "slower", "equivalent", "inconclusive"];
  const marks = verdicts.map((verdict) => {
    const { symbol, rotate, hollow } = verdictMark({ verdict, unit: "s" });
    return `${symbol} ${rotate} ${hollow}`;
  });
  expect(new Set(marks).size).toBe(verdicts.length);
  const larger = { verdict: "larger", unit: "B" };
  expect(verdictMark(larger)).toEqual(verdictMark({ verdict: "slower", unit: "s" }));
  expect(verdictMark({ ...larger, direction: "higher" })).toEqual(
    verdictMark({ verdict: "faster", unit: "1/s" }),
  );
});

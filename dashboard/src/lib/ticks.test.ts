import { describe, expect, test } from "vitest";
import { humane } from "./format";
import { linearTicks, logTicks } from "./ticks";

const around = Array.from({ length: 60 }, (_, i) => 1.7 ** (i - 30));

describe("log ticks", () => {
  test("are 1, 2, 5 and their tenfolds, around the values", () => {
    expect(logTicks(0.0013, 0.04)).toEqual([0.001, 0.002, 0.005, 0.01, 0.02, 0.05]);
    expect(logTicks(1, 10)).toEqual([1, 2, 5, 10]);
    expect(logTicks(3, 3)).toEqual([2, 5]);
    expect(logTicks(1, 1)).toEqual([1, 2]);
  });
  test("of bytes are powers of two", () => {
    const labels = logTicks(3 * 2 ** 20, 2 ** 26, "B").map((tick) => humane(tick, "B"));
    expect(labels).toEqual(["2.00 MiB", "4.00 MiB", "8.00 MiB", "16.0 MiB", "32.0 MiB", "64.0 MiB"]);
  });
  test.each(["s", "B"])("hold all values, rise, and are few (%s)", (unit) => {
    for (const min of around)
      for (const max of around.filter((x) => x >= min)) {
        const ticks = logTicks(min, max, unit);
        expect(ticks.length).toBeGreaterThan(1);
        expect(ticks.length).toBeLessThan(13);
        expect(ticks[0]).toBeLessThanOrEqual(min * 1.000001);
        expect(ticks.at(-1)).toBeGreaterThanOrEqual(max * 0.999999);
        // none is idle: the second from either end is inside
        expect(ticks[1]).toBeGreaterThan(min * 0.999999);
        expect(ticks.every((tick, i) => i === 0 || tick > (ticks[i - 1] ?? 0))).toBe(true);
      }
  });
  test("there are none of what has no logarithm", () => {
    expect([logTicks(0, 1), logTicks(-1, 1), logTicks(2, 1), logTicks(1, Number.POSITIVE_INFINITY)]).toEqual([
      [],
      [],
      [],
      [],
    ]);
  });
});

describe("linear ticks", () => {
  test("are round", () => {
    expect(linearTicks(0, 1)).toEqual([0, 0.2, 0.4, 0.6, 0.8, 1]);
    expect(linearTicks(0.0012, 0.0018)).toEqual([0.0012, 0.0014, 0.0016, 0.0018]);
    expect(linearTicks(-3, 12)).toEqual([-5, 0, 5, 10, 15]);
    expect(linearTicks(5, 5).length).toBeGreaterThan(1);
    expect(linearTicks(0, 0)).toContain(0);
    expect(linearTicks(0, 3 * 2 ** 20, "B").map((tick) => humane(tick, "B"))).toContain("1.00 MiB");
  });
  test("hold all values, rise, and are few", () => {
    for (const min of [-10, 0, ...around])
      for (const max of around.filter((x) => x > min)) {
        const ticks = linearTicks(min, max);
        expect(ticks.length).toBeGreaterThan(1);
        expect(ticks.length).toBeLessThan(9);
        expect(ticks[0]).toBeLessThanOrEqual(min + 1e-9 * max);
        expect(ticks.at(-1)).toBeGreaterThanOrEqual(max * 0.999999);
        expect(ticks.every((tick, i) => i === 0 || tick > (ticks[i - 1] ?? 0))).toBe(true);
        // written in few digits, not 0.30000000000000004
        expect(
          Math.max(...ticks.map((tick) => String(tick).replace(/e.*|^-?0*\.?0*/g, "").length)),
        ).toBeLessThan(16);
      }
  });
});

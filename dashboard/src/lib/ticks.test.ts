import { describe, expect, test } from "vitest";
import { humane } from "./format";
import { bareZeros, linearTicks, logTicks, tickLabels } from "./ticks";

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

test.each([
  ["50.0 ms", "50 ms"],
  ["500 ms", "500 ms"],
  ["1.50 s", "1.5 s"],
  ["×0.0100", "×0.01"],
  ["×1.00", "×1"],
  ["×10", "×10"],
  ["0 B", "0 B"],
  ["1.05", "1.05"],
])("of %s the label is %s", (text, label) => expect(bareZeros(text)).toBe(label));

describe("labels", () => {
  const linear = (min: number, max: number, unit: string) => {
    const ticks = linearTicks(min, max, unit);
    return ticks.map(tickLabels(ticks, unit, false));
  };
  test("of a linear axis have one unit and are told from each other", () => {
    expect(linear(1, 1.008, "s")).toEqual(["1.000 s", "1.002 s", "1.004 s", "1.006 s", "1.008 s"]);
    expect(linear(0, 2, "s")).toEqual(["0.0 s", "0.5 s", "1.0 s", "1.5 s", "2.0 s"]);
    expect(linear(0, 32 * 2 ** 20, "B")).toEqual(["0 MiB", "8 MiB", "16 MiB", "24 MiB", "32 MiB"]);
    expect(linear(2 ** 30, 2 ** 30 + 3 * 2 ** 20, "B").slice(0, 3)).toEqual([
      "1024 MiB",
      "1025 MiB",
      "1026 MiB",
    ]);
    expect(linear(0.994, 1.004, "×")).toEqual(["×0.994", "×0.996", "×0.998", "×1.000", "×1.002", "×1.004"]);
    expect(linear(0, 8, "1")).toEqual(["0", "2", "4", "6", "8"]);
  });
  test("of a log axis have a unit each", () => {
    const ticks = logTicks(5e-4, 3);
    expect(ticks.map(tickLabels(ticks, "s", true))).toEqual([
      "300 µs",
      "1 ms",
      "3 ms",
      "10 ms",
      "30 ms",
      "100 ms",
      "300 ms",
      "1 s",
      "3 s",
    ]);
    expect([0.01, 1, 20000].map(tickLabels([], "×", true))).toEqual(["×0.01", "×1", "×20000"]);
  });
  test("always differ", () => {
    for (const unit of ["s", "B", "1", "×"])
      for (const min of around)
        for (const width of [1e-3, 1e-2, 0.1, 1, 10]) {
          const labels = linear(min, min * (1 + width), unit);
          expect(new Set(labels).size).toBe(labels.length);
        }
  });
});

import { expect, test } from "vitest";
import { extremes, memoryOf } from "./memory";

const HEADER = "implementation,round,position,phase,status,case,metric,unit,value,count";

test("of many points are kept at most so many, in order, among them the least and the greatest", () => {
  let state = 7;
  const random = () => {
    state = (state * 16807) % 2147483647;
    return state;
  };
  for (const length of [1, 2, 499, 500, 501, 502, 1000, 12345])
    for (const limit of [5, 500]) {
      const values = Array.from({ length }, random);
      const kept = extremes(values, limit);
      expect(kept.length).toBeLessThanOrEqual(limit);
      expect(kept).toEqual([...new Set(kept)].sort((a, b) => a - b));
      expect([kept[0], kept.at(-1)]).toEqual([0, length - 1]);
      const there = kept.map((i) => values[i]);
      expect(there).toContain(Math.max(...values));
      expect(there).toContain(Math.min(...values));
    }
});

test("a peak of one sample is still seen", () => {
  const values = Array.from({ length: 10_000 }, (_, i) => (i === 7777 ? 1e9 : i % 7));
  expect(extremes(values, 500)).toContain(7777);
});

test("times and memory of each timed round belong together; half a series is none", () => {
  const row = (round: number, phase: string, metric: string, value: number) =>
    `x,${round},1,${phase},ok,,${metric},,${value},1`;
  const samples = [
    HEADER,
    row(0, "warmup", "tree_time", 9),
    row(0, "warmup", "tree_anon", 9),
    ...[0.1, 0.2].flatMap((time) => [
      row(1, "timed", "tree_time", time),
      row(1, "timed", "tree_anon", time * 10),
    ]),
    row(1, "timed", "wall_time", 1),
    row(2, "timed", "tree_time", 0.1),
  ].join("\n");
  expect(memoryOf("x", samples)).toEqual([
    {
      implementation: "x",
      round: 1,
      time: [0.1, 0.2],
      memory: [1, 2],
      memoryMetric: "tree_anon",
      cpu: [null, null],
    },
  ]);
});

test("the processor's share is that of the moment before, not of the whole run", () => {
  const time = Array.from({ length: 100 }, (_, i) => 0.01 * (i + 1));
  const used = time.map((now) => Math.max(0, now - 0.5) * 2); // from half a second on, two processors
  const rows = time.flatMap((now, i) => [
    `x,1,1,timed,ok,,tree_time,s,${now},1`,
    `x,1,1,timed,ok,,tree_anon,B,1,1`,
    `x,1,1,timed,ok,,tree_cpu_time,s,${used[i]},1`,
  ]);
  const [series] = memoryOf("x", [HEADER, ...rows].join("\n"));
  // a tick of 10 ms within the first ones would be a processor that is not there
  expect(series?.cpu.slice(0, 4)).toEqual([null, null, null, null]);
  expect(series?.cpu.slice(5, 50).every((share) => share === 0)).toBe(true);
  expect(series?.cpu[52]).toBeLessThan(1.5);
  for (const share of series?.cpu.slice(56) ?? []) expect(share).toBeCloseTo(2, 6);
});

// memory.ts - memory over time, from the raw files of benchmarks that sampler watches
import type { MemorySeries, ResultRecord } from "../src/data/contracts";
import { csv, number } from "./programs";

const POINTS = 500;

/** What sampler -S reports: the nth value of one belongs to the nth of the others. */
const TIME = "tree_time";
const MEMORY = "tree_anon";
const CPU = "tree_cpu_time";
const SERIES = [TIME, MEMORY, CPU];

/** Seconds: the scheduler counts at its ticks, which are up to 10 ms apart. */
const WINDOW = 0.05;

export function hasMemory(record: ResultRecord): boolean {
  return Object.values(record.metrics).some(({ metric }) => metric === MEMORY);
}

/** The series of the rounds in a raw file. */
export function memoryOf(implementation: string, samples: string): MemorySeries[] {
  const { rows, get } = csv(samples);
  const rounds = new Map<string, { [metric: string]: number[] }>();
  for (const row of rows) {
    const [metric, round, value] = [get(row, "metric"), get(row, "round"), number(get(row, "value"))];
    if (get(row, "phase") !== "timed" || !SERIES.includes(metric) || value === null) continue;
    const series = rounds.get(round) ?? { [TIME]: [], [MEMORY]: [], [CPU]: [] };
    rounds.set(round, series);
    series[metric]?.push(value);
  }
  return [...rounds].flatMap(([round, { [TIME]: time = [], [MEMORY]: memory = [], [CPU]: used = [] }]) => {
    if (time.length !== memory.length || time.length === 0) return [];
    const kept = extremes(memory, POINTS);
    const shares = used.length === time.length ? cpuShares(time, used) : [];
    return {
      implementation,
      round: Number(round),
      time: kept.map((i) => time[i] ?? 0),
      memory: kept.map((i) => memory[i] ?? 0),
      memoryMetric: MEMORY,
      cpu: kept.map((i) => shares[i] ?? null),
    };
  });
}

/** Of each sample the share of a processor since the last one that is WINDOW older; at first it is not known. */
function cpuShares(time: number[], used: number[]): (number | null)[] {
  let from = -1;
  return time.map((now, i) => {
    while (now - (time[from + 1] ?? now) >= WINDOW) from++;
    const began = from < 0 ? 0 : (time[from] ?? 0);
    const before = from < 0 ? 0 : (used[from] ?? 0);
    return now - began >= WINDOW ? ((used[i] ?? 0) - before) / (now - began) : null;
  });
}

/** Which to keep of too many values: the first, the last, and of each stretch the least and the greatest. */
export function extremes(values: number[], limit: number): number[] {
  if (values.length <= limit) return values.map((_, i) => i);
  const stretches = Math.max(1, Math.floor((limit - 2) / 2));
  const kept = new Set([0, values.length - 1]);
  for (let stretch = 0; stretch < stretches; stretch++) {
    const from = Math.floor((stretch * values.length) / stretches);
    const to = Math.floor(((stretch + 1) * values.length) / stretches);
    let least = from;
    let greatest = from;
    for (let i = from; i < to; i++) {
      if ((values[i] ?? 0) < (values[least] ?? 0)) least = i;
      if ((values[i] ?? 0) > (values[greatest] ?? 0)) greatest = i;
    }
    kept.add(least).add(greatest);
  }
  return [...kept].sort((a, b) => a - b);
}

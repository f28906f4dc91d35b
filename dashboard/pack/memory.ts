// memory.ts - memory over time, from the raw files of benchmarks that sampler watches
import type { MemorySeries, ResultRecord } from "../src/data/contracts";
import { csv, number } from "./programs";

const POINTS = 500;

/** What sampler -S reports: the nth value of the one belongs to the nth of the other. */
const TIME = "tree_time";
const MEMORY = "tree_anon";

export function hasMemory(record: ResultRecord): boolean {
  return Object.values(record.metrics).some(({ metric }) => metric === MEMORY);
}

/** The series of the rounds in a raw file. */
export function memoryOf(implementation: string, samples: string): MemorySeries[] {
  const { column, rows } = csv(samples);
  const [phaseAt, roundAt, metricAt, valueAt] = ["phase", "round", "metric", "value"].map(column) as [
    number,
    number,
    number,
    number,
  ];
  const rounds = new Map<string, { time: number[]; memory: number[] }>();
  for (const { fields } of rows) {
    const metric = fields[metricAt];
    const round = fields[roundAt] ?? "";
    const value = number(fields[valueAt]);
    if (fields[phaseAt] !== "timed" || (metric !== TIME && metric !== MEMORY) || value === null) continue;
    const series = rounds.get(round) ?? { time: [], memory: [] };
    rounds.set(round, series);
    series[metric === TIME ? "time" : "memory"].push(value);
  }
  return [...rounds].flatMap(([round, { time, memory }]) => {
    if (time.length !== memory.length) return [];
    const kept = extremes(memory, POINTS);
    return {
      implementation,
      round: Number(round),
      time: kept.map((i) => time[i] ?? 0),
      memory: kept.map((i) => memory[i] ?? 0),
      memoryMetric: MEMORY,
      cpu: kept.map(() => null),
    };
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

// options.ts - what can be chosen on the page Trends, and what is if nothing was
import type { Index, TrendSeries } from "../../data/contracts";
import type { Row } from "../../lib/rows";
import { interleaved, machinesOf } from "../../lib/trend";

/** Profiles with a history, the one that measures more first. */
export function profilesOf(index: Index, benchmark: string): string[] {
  return Object.keys(index.trends)
    .filter((key) => key.slice(0, key.lastIndexOf("@")) === benchmark)
    .map((key) => key.slice(key.lastIndexOf("@") + 1))
    .sort((a, b) => Number(b === "full") - Number(a === "full"));
}

/** What the filter names, if it is one word; else the first there is. */
export function chosen(filter: string[] | undefined, options: string[]): string {
  const [only, ...others] = filter ?? [];
  const usable = options.find((option) => (filter ?? []).includes(option));
  return usable ?? (only !== undefined && others.length === 0 ? only : (options[0] ?? ""));
}

export function casesOf(series: TrendSeries[]): string[] {
  return [...new Set(series.map((one) => one.case))].sort();
}

/** Of a case, those of implementations that the filters leave. */
export function shownSeries(series: TrendSeries[], wantedCase: string, rows: Row[]): TrendSeries[] {
  const names = new Set(rows.map((row) => row.implementation));
  return series.filter((one) => one.case === wantedCase && names.has(one.implementation));
}

/** For people; the label alone may be that of two. */
export function machineName(index: Index, id: string): string {
  const label = index.dims.machine.find((machine) => machine.id === id)?.label;
  return label && label !== id ? `${label} (${id.slice(0, 8)})` : id;
}

/** "" for all: unless their runs alternate; then the one measured last. */
export function machineOf(series: TrendSeries[], filter: string[] | undefined): string {
  const machines = machinesOf(series);
  const wanted = machines.filter((machine) => filter?.includes(machine));
  if (wanted.length === 1) return wanted[0] ?? "";
  return interleaved(series) ? (wanted[0] ?? machines[0] ?? "") : "";
}

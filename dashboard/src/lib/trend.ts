// trend.ts - the course of a metric: what of it is shown, its levels, changes, borders
//
// Changes, ratios and p are changepoint(1)'s.  A level is the median of the values between two
// changes, as its columns before and after have it.  Across a border, where the machine, the
// toolchain, the dataset or the work changed, nothing is compared: each segment is on its own.
import type { TrendChange, TrendSegment, TrendSeries, Trends } from "../data/contracts";
import type { Tone } from "./table";

export type Runs = Trends["runs"];

/** Points FIRST to LAST of a segment, between two changes. */
export interface Level {
  first: number;
  last: number;
  value: number;
}

/** A change, and the series and segment it is of. */
export interface Change extends TrendChange {
  series: TrendSeries;
  segment: TrendSegment;
  /** Numbers of the last run with a value before it and the first after it. */
  before: number;
  after: number;
}

/** Where the segments of some implementations end and others begin, at that run. */
export interface Border {
  run: number;
  implementations: string[];
  /** What changed: "toolchain: rustc 1.95 → rustc 2.0". */
  what: string[];
}

/** changepoint(1) finds nothing among fewer than 8 values of a segment. */
export const FEWEST = 8;

export function levels(segment: TrendSegment): Level[] {
  const starts = [0, ...segment.changes.map((change) => change.point), segment.run.length];
  return starts.slice(0, -1).flatMap((first, i) => {
    const last = (starts[i + 1] ?? 0) - 1;
    const value = median(segment.value.slice(first, last + 1).filter((v) => v !== null));
    return value === null ? [] : [{ first, last, value }];
  });
}

export function median(values: number[]): number | null {
  const sorted = values.toSorted((a, b) => a - b);
  const high = sorted[sorted.length >> 1];
  const low = sorted[(sorted.length - 1) >> 1];
  return high === undefined || low === undefined ? null : (low + high) / 2;
}

/** The changes of all these series, the newest first. */
export function changesOf(series: TrendSeries[]): Change[] {
  return series
    .flatMap((one) =>
      one.segments.flatMap((segment) =>
        segment.changes.map((change) => {
          const withValue = (i: number) => segment.value[i] !== null;
          let before = change.point - 1;
          while (before > 0 && !withValue(before)) before--;
          return {
            ...change,
            series: one,
            segment,
            before: segment.run[before] ?? 0,
            after: segment.run[change.point] ?? 0,
          };
        }),
      ),
    )
    .sort((a, b) => b.after - a.after);
}

/** An accepted change is no alarm; one whose acceptance has expired is. */
export function changeTone(change: TrendChange): Tone | undefined {
  if (change.verdict === "better") return "good";
  if (change.verdict !== "worse") return undefined;
  return change.annotation && !change.annotation.expired ? "tie" : "bad";
}

export function isAccepted(change: TrendChange): boolean {
  return change.annotation !== null && !change.annotation.expired;
}

/** What git would say of the commits that may have made the change; null if that is not known. */
export function gitLog(change: Pick<TrendChange, "from" | "to">): string | null {
  const sha = /^[0-9a-f]{7,64}$/;
  return sha.test(change.from) && sha.test(change.to) && change.from !== change.to
    ? `git log ${change.from}..${change.to}`
    : null;
}

/** "1f9d2ab..c0ffee1", or why there is no such range. */
export function commitRange(change: Pick<TrendChange, "from" | "to">): string {
  if (change.from === change.to) return `within ${short(change.to)}: not by a commit`;
  return `${short(change.from)}..${short(change.to)}`;
}

export function short(name: string): string {
  return /^[0-9a-f]{40,64}$/.test(name) ? name.slice(0, 7) : name;
}

/** Borders in order of time; a segment that comes back after another is one, too. */
export function borders(series: TrendSeries[], nameOf = (machine: string) => machine): Border[] {
  const found = new Map<string, Border>();
  for (const one of series) {
    const ordered = one.segments.toSorted((a, b) => (a.run[0] ?? 0) - (b.run[0] ?? 0));
    ordered.slice(1).forEach((segment, i) => {
      const before = ordered[i];
      const run = segment.run[0];
      if (before === undefined || run === undefined) return;
      const what = differences(before, segment, nameOf);
      const key = [run, ...what].join("\n");
      const border = found.get(key) ?? { run, implementations: [], what };
      if (!border.implementations.includes(one.implementation))
        border.implementations.push(one.implementation);
      found.set(key, border);
    });
  }
  return [...found.values()].sort((a, b) => a.run - b.run);
}

function differences(a: TrendSegment, b: TrendSegment, nameOf: (machine: string) => string): string[] {
  const what = (["machine", "toolchain", "dataset", "workload"] as const)
    .filter((key) => a[key] !== b[key])
    .map((key) => {
      const [before, after] = [a, b].map((s) => (key === "machine" ? nameOf(s[key]) : s[key]) ?? "unknown");
      return `${key}: ${before} → ${after}`;
    });
  return what.length > 0 ? what : ["unknown"];
}

/** Where a run of an implementation stands; its metrics share their work, so that any of them tells. */
export function segmentOf(
  { runs, series }: Trends,
  implementation: string,
  run: string,
): TrendSegment | undefined {
  const number = runs.run.indexOf(run);
  return series
    .filter((one) => one.implementation === implementation)
    .flatMap((one) => one.segments)
    .find((segment) => segment.run.includes(number));
}

/** Machines there are points of, that of the newest first. */
export function machinesOf(series: TrendSeries[]): string[] {
  const newest = new Map<string, number>();
  for (const { segments } of series)
    for (const { machine, run } of segments)
      newest.set(machine, Math.max(newest.get(machine) ?? -1, run.at(-1) ?? -1));
  return [...newest].sort((a, b) => b[1] - a[1]).map(([machine]) => machine);
}

/** Whether runs of several machines alternate, so that their lines would cross. */
export function interleaved(series: TrendSeries[]): boolean {
  return series.some(({ segments }) => {
    const ordered = segments.toSorted((a, b) => (a.run[0] ?? 0) - (b.run[0] ?? 0));
    return ordered.some((segment, i) => {
      const before = ordered[i - 1];
      return before && before.machine !== segment.machine && (before.run.at(-1) ?? 0) > (segment.run[0] ?? 0);
    });
  });
}

/** Series with only the segments of that machine; "" for all. */
export function onMachine(series: TrendSeries[], machine: string): TrendSeries[] {
  return series
    .map((one) => ({ ...one, segments: one.segments.filter((s) => machine === "" || s.machine === machine) }))
    .filter((one) => one.segments.length > 0);
}

/** The first and last run between two days (YYYY-MM-DD, both included, "" for no limit), or null. */
export function span(runs: Runs, from: string, to: string): [number, number] | null {
  const day = (text: string, otherwise: number) => {
    const time = Date.parse(`${text}T00:00:00Z`) / 1000;
    return Number.isNaN(time) ? otherwise : time;
  };
  const since = day(from, -Infinity);
  const until = day(to, Infinity) + 86400;
  const first = runs.time.findIndex((time) => time >= since);
  const last = runs.time.findLastIndex((time) => time < until);
  return first < 0 || last < first ? null : [first, last];
}

/** The commits in the order in which they were first measured: a place for each run, a name for each place. */
export function commitOrder(runs: Runs): { place: number[]; names: string[] } {
  const places = new Map<string, number>();
  const place = runs.run.map((run, i) => {
    const name = runs.commit[i] ?? run;
    if (!places.has(name)) places.set(name, places.size);
    return places.get(name) ?? 0;
  });
  return { place, names: [...places.keys()].map(short) };
}

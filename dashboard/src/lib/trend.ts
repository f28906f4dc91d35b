// trend.ts - the course of a metric: what of it is shown, its levels, changes, borders
//
// Changes, levels, ratios and p are changepoint(1)'s.  Across a border, where the toolchain, the
// dataset or the work changed, nothing is compared: each segment is on its own.
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
  runBefore: number;
  runAfter: number;
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

/** One case on one machine, of these implementations. */
export function shownSeries(
  series: TrendSeries[],
  part: string,
  machine: string,
  implementations: Set<string>,
): TrendSeries[] {
  return series
    .filter((one) => one.case === part && implementations.has(one.implementation))
    .map((one) => ({ ...one, segments: one.segments.filter((segment) => segment.machine === machine) }))
    .filter((one) => one.segments.length > 0);
}

/** Machines there are points of, that with most of them first, of equals that of the newest. */
export function machinesOf(series: TrendSeries[]): string[] {
  const segments = series.flatMap((one) => one.segments);
  const newest = segments.toSorted((a, b) => (b.run.at(-1) ?? -1) - (a.run.at(-1) ?? -1));
  const points = (machine: string) =>
    segments.reduce((sum, one) => sum + (one.machine === machine ? one.run.length : 0), 0);
  return [...new Set(newest.map(({ machine }) => machine))].sort((a, b) => points(b) - points(a));
}

/** How many values the segment with most of them has. */
export function mostValues(series: TrendSeries[]): number {
  const counts = series.flatMap((one) => one.segments.map((s) => s.value.filter((v) => v !== null).length));
  return Math.max(0, ...counts);
}

/** Where there is no change, changepoint(1) says no level. */
export function levels({ changes, run }: TrendSegment): Level[] {
  const [first] = changes;
  if (!first) return [];
  const after = changes.map((change, i) => ({
    first: change.point,
    last: (changes[i + 1]?.point ?? run.length) - 1,
    value: change.after,
  }));
  return [{ first: 0, last: first.point - 1, value: first.before }, ...after];
}

/** The changes of all these series, the newest first. */
export function changesOf(series: TrendSeries[]): Change[] {
  return series
    .flatMap((one) =>
      one.segments.flatMap((segment) =>
        segment.changes.map((change) => {
          const before = segment.value.findLastIndex((value, i) => i < change.point && value !== null);
          return {
            ...change,
            series: one,
            segment,
            runBefore: segment.run[before] ?? 0,
            runAfter: segment.run[change.point] ?? 0,
          };
        }),
      ),
    )
    .sort((a, b) => b.runAfter - a.runAfter);
}

/** An accepted change is no alarm; one whose acceptance has expired is. */
export function changeTone(change: TrendChange): Tone | undefined {
  if (change.verdict === "better") return "good";
  if (change.verdict !== "worse") return undefined;
  return isAccepted(change) ? "tie" : "bad";
}

export function isAccepted({ annotation }: TrendChange): boolean {
  return annotation !== null && !annotation.expired;
}

/** What git would say of the commits that may have made the change; null if that is not known. */
export function gitLog({ from, to }: Pick<TrendChange, "from" | "to">): string | null {
  const sha = /^[0-9a-f]{7,64}$/;
  return sha.test(from) && sha.test(to) && from !== to ? `git log ${from}..${to}` : null;
}

/** "1f9d2ab..c0ffee1", or why there is no such range. */
export function commitRange({ from, to }: Pick<TrendChange, "from" | "to">): string {
  return from === to ? `within ${short(to)}: not by a commit` : `${short(from)}..${short(to)}`;
}

export function short(name: string): string {
  return /^[0-9a-f]{40,64}$/.test(name) ? name.slice(0, 7) : name;
}

/** Borders in order of time; a segment that comes back after another is one, too. */
export function borders(series: TrendSeries[]): Border[] {
  const found = new Map<string, Border>();
  for (const one of series) {
    const ordered = one.segments.toSorted((a, b) => (a.run[0] ?? 0) - (b.run[0] ?? 0));
    ordered.slice(1).forEach((segment, i) => {
      const before = ordered[i];
      const run = segment.run[0];
      if (before === undefined || run === undefined) return;
      const what = differences(before, segment);
      const key = [run, ...what].join("\n");
      const border = found.get(key) ?? { run, implementations: [], what };
      border.implementations.push(one.implementation);
      found.set(key, border);
    });
  }
  return [...found.values()].sort((a, b) => a.run - b.run);
}

function differences(a: TrendSegment, b: TrendSegment): string[] {
  return (["toolchain", "dataset", "workload"] as const).flatMap((key) =>
    a[key] === b[key] ? [] : [`${key}: ${a[key] ?? "unknown"} → ${b[key] ?? "unknown"}`],
  );
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

/** Numbers of the runs that have a point, in order of time. */
export function runsOf(series: TrendSeries[]): number[] {
  const numbers = series.flatMap(({ segments }) => segments.flatMap(({ run }) => run));
  return [...new Set(numbers)].sort((a, b) => a - b);
}

/** "+": the work tree differed from it. */
export function commitName({ commit, dirty }: Runs, run: number): string {
  const sha = commit[run] ?? null;
  return sha === null ? "unknown" : short(sha) + (dirty[run] ? "+" : "");
}

/**
 * By commit: each has as much room as the next, and its runs are side by side.  In order of
 * time: a commit that is measured again after another has a second place.
 */
export function commitPlaces(runs: Runs, drawn: number[]): { place: Map<number, number>; names: string[] } {
  const tree = (run: number) => `${runs.commit[run]}${runs.dirty[run] ? "+" : ""}`;
  const stretches: number[][] = [];
  drawn.forEach((run, i) => {
    if (i > 0 && tree(run) === tree(drawn[i - 1] ?? run)) stretches.at(-1)?.push(run);
    else stretches.push([run]);
  });
  return {
    place: new Map(stretches.flatMap((own, i) => own.map((run, j) => [run, i + (0.7 * j) / own.length]))),
    names: stretches.map(([run = 0]) => commitName(runs, run)),
  };
}

/** What an axis must hold: all medians; of intervals not all, if one is far wider than most. */
export function extent(points: { value: number; lo: number; hi: number }[]): [least: number, most: number] {
  const medians = points.map(({ value }) => value);
  const [least, most] = [Math.min(...medians), Math.max(...medians)];
  const widths = points.map(({ lo, hi }) => hi - lo).sort((a, b) => a - b);
  const room = Math.max(widths[widths.length >> 1] ?? 0, (most - least) / 4);
  return [
    Math.max(least - room, Math.min(...points.map(({ lo }) => lo))),
    Math.min(most + room, Math.max(...points.map(({ hi }) => hi))),
  ];
}

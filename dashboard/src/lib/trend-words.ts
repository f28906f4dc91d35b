// trend-words.ts - the course of a metric in words and as tables
import type { TrendChange, TrendSegment, TrendSeries } from "../data/contracts";
import { timeCell } from "./cells";
import {
  dateAndTime,
  figureCell,
  humane,
  humaneRange,
  humaneRatio,
  intervalCell,
  listed,
  pCell,
  plural,
} from "./format";
import { type Cell, type Table, words } from "./table";
import {
  type Border,
  type Change,
  changesOf,
  changeTone,
  commitName,
  commitRange,
  FEWEST,
  gitLog,
  mostValues,
  type Runs,
  runsOf,
} from "./trend";

/** "×1.12 (1.10–1.14), worse, accepted" */
export function changeText(change: TrendChange): string {
  return [
    humaneRatio(change.ratio, change.ratio_lo, change.ratio_hi),
    change.verdict,
    ...(change.annotation ? [change.annotation.expired ? "was accepted, expired" : "accepted"] : []),
  ].join(", ");
}

/** A run's value with its interval, or why there is none. */
export function pointText(segment: TrendSegment, i: number, unit: string): string {
  const value = segment.value[i] ?? null;
  if (value === null) return segment.failed[i] ?? "no value";
  const [lo, hi] = [segment.lo[i] ?? null, segment.hi[i] ?? null];
  const interval = lo !== null && hi !== null && lo < hi ? ` (${humaneRange(lo, hi, unit)})` : "";
  return humane(value, unit) + interval;
}

/** Of each series that changed its last change, of all others that they did not, and what failed. */
export function trendSummary(title: string, series: TrendSeries[], runs: Runs): string {
  const ordered = runsOf(series);
  const [first, last] = [ordered[0], ordered.at(-1)].map((run) => dateAndTime(runs.time[run ?? -1]));
  const changed = series.flatMap((one) => {
    const changes = changesOf([one]);
    const [newest] = changes;
    return newest
      ? `${one.implementation}: ${plural(changes.length, "change")}, the last ${dateAndTime(runs.time[newest.runAfter])}, ` +
          `${humane(newest.before, one.unit)} to ${humane(newest.after, one.unit)}: ${changeText(newest)}.`
      : [];
  });
  const still = series.filter((one) => changesOf([one]).length === 0);
  const segments = series.flatMap((one) => one.segments);
  const count = (of: (segment: TrendSegment) => unknown[]) =>
    segments.reduce((sum, segment) => sum + of(segment).length, 0);
  const failed = count((segment) => Object.keys(segment.failed));
  return [
    `${title}: ${plural(ordered.length, "run")}, ${ordered.length < 2 ? last : `${first} to ${last}`}.`,
    ...changed,
    ...(mostValues(series) < FEWEST
      ? ["Too few runs to find a change."]
      : still.length > 0
        ? [`No change was found in ${listed(still.map(({ implementation }) => implementation))}.`]
        : []),
    ...(failed > 0
      ? [
          `${failed} of ${plural(
            count(({ run }) => run),
            "point",
          )} failed.`,
        ]
      : []),
  ].join(" ");
}

/** All points, the newest first.  page: that of a run. */
export function pointsTable(
  title: string,
  series: TrendSeries[],
  runs: Runs,
  page: (run: string) => string,
): Table {
  const { unit, metric } = series[0] ?? { unit: "1", metric: "value" };
  const key = unit === "1" ? metric : `${metric}_${unit.replace("/", "_per_")}`;
  const rows = series.flatMap((one) =>
    one.segments.flatMap((segment) =>
      segment.run.map((run, i): { run: number; row: Cell[] } => {
        const failed = segment.failed[i];
        const value = segment.value[i] ?? null;
        const row = [
          { ...when(runs, run), href: page(runs.run[run] ?? "") },
          words(one.implementation),
          ...(value === null
            ? [{ text: "none", raw: null }, intervalCell(undefined, undefined, unit)]
            : [figureCell(value, unit), intervalCell(segment.lo[i], segment.hi[i], unit)]),
          failed === undefined ? words("ok") : { text: failed, raw: failed, tone: "bad" as const },
          commitCell(runs, run),
          words(runs.run[run] ?? ""),
          { text: segment.toolchain ?? "unknown", raw: segment.toolchain },
          words(segment.id),
        ];
        return { run, row };
      }),
    ),
  );
  return {
    title,
    columns: [
      { key: "time", label: "measured" },
      { key: "implementation", label: "implementation" },
      { key, label: "median", numeric: true },
      { key: `${key}_interval`, label: "interval", numeric: true },
      { key: "status", label: "status" },
      { key: "commit", label: "commit" },
      { key: "run", label: "run" },
      { key: "toolchain", label: "toolchain" },
      { key: "segment", label: "segment" },
    ],
    rows: rows.sort((a, b) => b.run - a.run).map(({ row }) => row),
  };
}

/** compare: where the runs before and after a change are put against each other. */
export function changesTable(
  title: string,
  changes: Change[],
  runs: Runs,
  compare: (change: Change) => string,
): Table {
  return {
    title,
    columns: [
      { key: "time", label: "first run after" },
      { key: "implementation", label: "implementation" },
      { key: "before", label: "before", numeric: true },
      { key: "after", label: "after", numeric: true },
      { key: "ratio", label: "after to before", numeric: true },
      { key: "verdict", label: "verdict" },
      { key: "p", label: "p", numeric: true },
      { key: "commits", label: "commits" },
      { key: "accepted", label: "accepted" },
    ],
    rows: changes.map((change) => {
      const { series, ratio, ratio_lo: lo, ratio_hi: hi, verdict } = change;
      const tone = changeTone(change);
      const command = gitLog(change);
      const unclean = runs.dirty[change.runBefore] || runs.dirty[change.runAfter];
      return [
        { ...when(runs, change.runAfter), href: compare(change) },
        words(series.implementation),
        figureCell(change.before, series.unit),
        figureCell(change.after, series.unit),
        { text: humaneRatio(ratio, lo, hi), raw: ratio, lo, hi },
        { text: verdict, raw: verdict, ...(tone && { tone }) },
        pCell(change.p),
        {
          text: `${commitRange(change)}${unclean ? ", work tree not clean" : ""}`,
          raw: command ?? `${change.from}..${change.to}`,
          copy: command !== null,
        },
        acceptedCell(change),
      ];
    }),
  };
}

function acceptedCell({ annotation }: TrendChange): Cell {
  if (!annotation) return { text: "no", raw: null };
  const until = annotation.expired ? `expired ${annotation.expires}` : `until ${annotation.expires}`;
  return { ...words(`${annotation.reason} (${until})`), tone: annotation.expired ? "unsure" : "tie" };
}

export function bordersTable(
  title: string,
  found: Border[],
  runs: Runs,
  page: (run: string) => string,
): Table {
  return {
    title,
    columns: [
      { key: "time", label: "from" },
      { key: "implementations", label: "implementations" },
      { key: "what", label: "what changed" },
      { key: "run", label: "first run" },
    ],
    rows: found
      .toReversed()
      .map(({ run, implementations, what }) => [
        { ...when(runs, run), href: page(runs.run[run] ?? "") },
        words(listed(implementations)),
        words(what.join("; ")),
        words(runs.run[run] ?? ""),
      ]),
  };
}

function when(runs: Runs, run: number): Cell {
  return timeCell(runs.time[run] ?? null);
}

function commitCell(runs: Runs, run: number): Cell {
  const commit = runs.commit[run] ?? null;
  return { text: commitName(runs, run), raw: commit && commit + (runs.dirty[run] ? "+" : "") };
}

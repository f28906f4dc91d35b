// trend-words.ts - the course of a metric in words and as tables
import type { TrendChange, TrendSeries } from "../data/contracts";
import {
  dateAndTime,
  figureCell,
  humane,
  humaneRatio,
  intervalCell,
  listed,
  pCell,
  plural,
  spaced,
} from "./format";
import { type Cell, type Column, type Table, words } from "./table";
import {
  type Border,
  type Change,
  changesOf,
  changeTone,
  commitRange,
  FEWEST,
  gitLog,
  levels,
  type Runs,
  short,
} from "./trend";

type Range = [first: number, last: number];

function within(range: Range): (run: number) => boolean {
  return (run) => run >= range[0] && run <= range[1];
}

/** What can be said of a series between two runs: its last level, its last change, what failed. */
export function sentence(one: TrendSeries, runs: Runs, range: Range): string {
  const inside = within(range);
  const points = one.segments.flatMap((s) => s.run.filter(inside)).length;
  const failed = one.segments.flatMap((s) =>
    Object.keys(s.failed).filter((point) => inside(s.run[Number(point)] ?? -1)),
  ).length;
  const reached = one.segments
    .flatMap((s) => levels(s).map(({ first, value }) => ({ run: s.run[first] ?? 0, value })))
    .filter(({ run }) => run <= range[1]);
  const level = reached.sort((a, b) => a.run - b.run).at(-1);
  const changes = changesOf([one]).filter(({ after }) => inside(after));
  const last = changes[0];
  const parts = [
    level ? `${humane(level.value, one.unit)} at the end` : "no value",
    last
      ? `${plural(changes.length, "change")}, the last ${dateAndTime(runs.time[last.after])}: ${changeText(last)}`
      : enough(one)
        ? "no change found"
        : "too few runs to find a change",
  ];
  if (failed > 0) parts.push(`${failed} of ${plural(points, "run")} failed`);
  return `${one.implementation}: ${parts.join(", ")}.`;
}

/** "×1.12 (1.10–1.14), worse, accepted" */
export function changeText(change: TrendChange): string {
  return [
    humaneRatio(change.ratio, change.ratio_lo, change.ratio_hi),
    change.verdict,
    ...(change.annotation ? [change.annotation.expired ? "was accepted, expired" : "accepted"] : []),
  ].join(", ");
}

function enough(one: TrendSeries): boolean {
  return one.segments.some((s) => s.value.filter((v) => v !== null).length >= FEWEST);
}

/** Of more series than this only those that changed last are said one by one. */
const FEW_SERIES = 4;

export function trendSummary(title: string, series: TrendSeries[], runs: Runs, range: Range): string {
  const numbers = series.flatMap((one) => one.segments.flatMap((s) => s.run)).filter(within(range));
  const ordered = [...new Set(numbers)].sort((a, b) => a - b);
  const [first, last] = [ordered[0], ordered.at(-1)].map((run) => dateAndTime(runs.time[run ?? -1]));
  const changed = new Set(
    changesOf(series).flatMap(({ after, series: one }) => (within(range)(after) ? one : [])),
  );
  const said = series.length <= FEW_SERIES ? series : [...changed].slice(0, FEW_SERIES);
  const others = (did: boolean) =>
    series.filter((one) => !said.includes(one) && changed.has(one) === did).map((one) => one.implementation);
  const [before, never] = [others(true), others(false)];
  return [
    `${title}: ${plural(ordered.length, "run")}, ${ordered.length < 2 ? last : `${first} to ${last}`}.`,
    ...said.map((one) => sentence(one, runs, range)),
    ...(before.length > 0 ? [`Earlier changed: ${listed(before)}.`] : []),
    ...(never.length > 0 ? [`No change was found in ${listed(never)}.`] : []),
  ].join(" ");
}

/** All points that runs FIRST to LAST have, the newest first. */
export function pointsTable(title: string, series: TrendSeries[], runs: Runs, range: Range): Table {
  const unit = series[0]?.unit ?? "1";
  const metric = series[0]?.metric ?? "value";
  const key = unit === "1" ? metric : `${metric}_${unit.replace("/", "_per_")}`;
  const columns: Column[] = [
    { key: "time", label: "measured" },
    { key: "implementation", label: "implementation" },
    { key, label: "median", numeric: true },
    { key: `${key}_interval`, label: "interval", numeric: true },
    { key: "status", label: "status" },
    { key: "commit", label: "commit" },
    { key: "run", label: "run" },
    { key: "machine", label: "machine" },
    { key: "toolchain", label: "toolchain" },
    { key: "segment", label: "segment" },
  ];
  const inside = within(range);
  const rows = series.flatMap((one) =>
    one.segments.flatMap((segment) =>
      segment.run.flatMap((run, i) => {
        if (!inside(run)) return [];
        const failed = segment.failed[i];
        const lo = segment.lo[i] ?? null;
        const hi = segment.hi[i] ?? null;
        const row: Cell[] = [
          when(runs, run),
          words(one.implementation),
          segment.value[i] === null
            ? { text: "none", raw: null }
            : figureCell(segment.value[i] ?? null, unit),
          intervalCell(lo, hi, unit),
          failed === undefined ? words("ok") : { text: failed, raw: failed, tone: "bad" },
          commitCell(runs, run),
          words(runs.run[run] ?? ""),
          words(segment.machine),
          { text: segment.toolchain ?? "unknown", raw: segment.toolchain },
          words(segment.id),
        ];
        return [{ run, row }];
      }),
    ),
  );
  return { title, columns, rows: rows.sort((a, b) => b.run - a.run).map(({ row }) => row) };
}

export function changesTable(title: string, changes: Change[], runs: Runs): Table {
  return {
    title,
    columns: [
      { key: "time", label: "first run after" },
      { key: "implementation", label: "implementation" },
      { key: "metric", label: "metric" },
      { key: "ratio", label: "after to before", numeric: true },
      { key: "verdict", label: "verdict" },
      { key: "p", label: "p", numeric: true },
      { key: "commits", label: "commits" },
      { key: "accepted", label: "accepted" },
    ],
    rows: changes.map((change) => {
      const tone = changeTone(change);
      return [
        when(runs, change.after),
        words(change.series.implementation),
        words([change.series.case, spaced(change.series.metric)].filter(Boolean).join(" ")),
        {
          text: humaneRatio(change.ratio, change.ratio_lo, change.ratio_hi),
          raw: change.ratio,
        },
        { text: change.verdict, raw: change.verdict, ...(tone && { tone }) },
        pCell(change.p),
        { text: commitRange(change), raw: gitLog(change) ?? `${change.from}..${change.to}` },
        acceptedCell(change),
      ];
    }),
  };
}

function acceptedCell({ annotation }: TrendChange): Cell {
  if (!annotation) return { text: "no", raw: null };
  const until = annotation.expired ? `expired ${annotation.expires}` : `until ${annotation.expires}`;
  return {
    text: `${annotation.reason} (${until})`,
    raw: `${annotation.reason} (${until})`,
    tone: annotation.expired ? "unsure" : "tie",
  };
}

export function bordersTable(title: string, found: Border[], runs: Runs): Table {
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
        when(runs, run),
        words(listed(implementations)),
        words(what.join("; ")),
        words(runs.run[run] ?? ""),
      ]),
  };
}

function when(runs: Runs, run: number): Cell {
  const time = runs.time[run] ?? null;
  return { text: dateAndTime(time), raw: time === null ? null : new Date(time * 1000).toISOString() };
}

function commitCell(runs: Runs, run: number): Cell {
  const commit = runs.commit[run] ?? null;
  if (commit === null) return { text: "unknown", raw: null };
  return {
    text: `${short(commit)}${runs.dirty[run] ? "+" : ""}`,
    raw: `${commit}${runs.dirty[run] ? "+" : ""}`,
  };
}

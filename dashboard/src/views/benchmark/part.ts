// part.ts - what the sections of the page Benchmark get and are, and what several of them ask
import type { ReactNode } from "react";
import type {
  Benchmark,
  Comparison,
  Memory,
  Metric,
  OverviewSession,
  ResultRecord,
  Session,
} from "../../data/contracts";
import type { Loaded } from "../../data/store";
import { spaced } from "../../lib/format";
import { type SeriesStyle, seriesStyle } from "../../lib/series";
import { type Table, tableOf, words } from "../../lib/table";

/** What the page shows: a session, and what was chosen of it. */
export interface ChosenPart {
  /** Of a session, the records that the filters leave. */
  session: Session;
  benchmark: Benchmark;
  /** All records of the session, also those that a filter hides: who wins does not depend on it. */
  whole: Session;
  overview: OverviewSession;
  metric: string;
  /** "": the whole run. */
  case: string;
  /** null: nothing was compared. */
  reference: string | null;
  log: boolean;
  /** Over time, from the raw files; null if they are not here. */
  memory: Loaded<Memory> | null;
  /** All implementations of the session: colours do not depend on filters. */
  everyone: string[];
  /** Seconds since 1970. */
  now: number;
}

export interface Section {
  id: string;
  /** Its heading; null where there is nothing to show. */
  titleOf: (part: ChosenPart) => string | null;
  Content: (props: { part: ChosenPart }) => ReactNode;
  /** All that it shows, for exports. */
  tablesOf: (part: ChosenPart) => Table[];
}

export interface Measured {
  implementation: string;
  record: ResultRecord;
  metric: Metric;
  style: SeriesStyle;
}

/** What did not work, and why. */
export function failedTables(
  of: { implementation: string; status: string; reason?: string | null }[],
): Table[] {
  const failed = of.filter(({ status }) => status !== "ok");
  const table = tableOf(
    "What did not work",
    [
      { label: "implementation", cell: ({ implementation }) => implementation },
      { label: "status", cell: ({ status }) => ({ ...words(status), tone: "bad" }) },
      { label: "reason", cell: ({ reason }) => reason ?? "" },
    ],
    failed,
  );
  return failed.length > 0 ? [table] : [];
}

/** METRIC, or CASE/METRIC. */
export function metricKey(metric: string, of: string): string {
  return of === "" ? metric : `${of}/${metric}`;
}

/** The records that have this metric, the best median first. */
export function measured({ session, everyone }: ChosenPart, name: string, of: string): Measured[] {
  return session.records
    .flatMap((record) => {
      const metric = record.metrics[metricKey(name, of)];
      const { implementation } = record;
      return metric ? [{ implementation, record, metric, style: seriesStyle(implementation, everyone) }] : [];
    })
    .sort((a, b) => (a.metric.direction === "higher" ? -1 : 1) * (a.metric.value - b.metric.value));
}

/**
 * Against this reference: from the records if it is theirs, as the reports have it; else from all
 * pairs, whose p is adjusted for more.
 */
export function comparisonsTo({ whole }: ChosenPart, reference: string): Comparison[] {
  const recorded = whole.records.flatMap((record) => record.comparisons);
  const own = recorded.filter((row) => row.reference === reference);
  const known = new Set(own.map((row) => `${row.case ?? ""}/${row.metric}`));
  const pairs = (whole.pairs ?? []).filter(
    (row) => row.reference === reference && !known.has(`${row.case ?? ""}/${row.metric}`),
  );
  return [...own, ...pairs];
}

/** "wall time", "c10: latency" */
export function named(metric: string, of: string): string {
  return of === "" ? spaced(metric) : `${of}: ${spaced(metric)}`;
}

/** The list in parts that have the same key, in order of the first of each. */
export function groups<T>(list: T[], keyOf: (item: T) => string): Map<string, T[]> {
  const parts = new Map<string, T[]>();
  for (const item of list) {
    const known = parts.get(keyOf(item));
    if (known) known.push(item);
    else parts.set(keyOf(item), [item]);
  }
  return parts;
}

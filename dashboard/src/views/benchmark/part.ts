// part.ts - what the parts of the page Benchmark get, and what several of them ask
import type { Benchmark, Memory, Metric, ResultRecord, Session } from "../../data/contracts";
import type { Loaded } from "../../data/store";
import { spaced } from "../../lib/format";
import { type SeriesStyle, seriesStyle } from "../../lib/series";

/** A part is a section, or null where there is nothing to show. */
export interface Part {
  /** Of a session, the records that the filters leave. */
  session: Session;
  benchmark: Benchmark;
}

/** With what was chosen on the page. */
export interface ChosenPart extends Part {
  metric: string;
  /** "": the whole run. */
  case: string;
  /** null: what the records were compared with. */
  reference: string | null;
  log: boolean;
  /** Over time, from the raw files; null if they are not here. */
  memory: Loaded<Memory> | null;
  /** All implementations of the session: colours do not depend on filters. */
  everyone: string[];
}

export interface Measured {
  implementation: string;
  record: ResultRecord;
  metric: Metric;
  style: SeriesStyle;
}

/** The records that have this metric, the best median first. */
export function measured(session: Session, name: string, of: string, everyone: string[]): Measured[] {
  return session.records
    .flatMap((record) => {
      const metric = record.metrics[of === "" ? name : `${of}/${name}`];
      const { implementation } = record;
      return metric ? [{ implementation, record, metric, style: seriesStyle(implementation, everyone) }] : [];
    })
    .sort((a, b) => (a.metric.direction === "higher" ? -1 : 1) * (a.metric.value - b.metric.value));
}

/** "wall time", "c10: latency" */
export function named(metric: string, of: string): string {
  return of === "" ? spaced(metric) : `${of}: ${spaced(metric)}`;
}

const UNITS: { [unit: string]: string } = { "1": "", "1/s": "_per_s", "B/s": "_B_per_s", "%": "_percent" };

/** A metric as the name of an export's column: wall_time_s. */
export function columnKey(metric: string, unit: string): string {
  return metric + (UNITS[unit] ?? `_${unit.replace(/[^A-Za-z0-9]+/g, "_")}`);
}

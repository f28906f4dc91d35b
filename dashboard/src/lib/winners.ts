// winners.ts - who is ahead, as the reports say it: mk/report.jq holds the same rules
import type {
  Benchmark,
  Comparison,
  Figure,
  Metric,
  OverviewRecord,
  OverviewSession,
  ResultRecord,
} from "../data/contracts";
import { type Compared, listed, spaced, toneOf } from "./format";

/** What a ranking needs of a record. */
export function overviewRecord(record: ResultRecord): OverviewRecord {
  const metrics: { [metric: string]: Figure } = {};
  const whole = Object.values(record.metrics).filter((metric) => metric.case === "");
  const compared = whole.filter((metric) => record.spec.compare.includes(metric.metric));
  // where none is one number of a run, the reports show the time
  for (const metric of compared.length > 0 ? compared : whole)
    if (compared.length > 0 || metric.metric === "wall_time")
      metrics[metric.metric] = {
        value: metric.value,
        ...intervalOf(metric),
        n: metric.n,
        unit: metric.unit,
        direction: metric.direction,
      };
  const began = record.rounds.flatMap((round) => round.start_time ?? []);
  return {
    implementation: record.implementation,
    class: record.fairness.class,
    verified: record.answer.verified,
    status: record.status,
    reason: record.reason,
    measured: began.length > 0 ? Math.max(...began) : null,
    disturbed: { rounds: record.disturbances.rounds, of: record.disturbances.of },
    metrics,
    comparisons: record.comparisons.filter((comparison) => !comparison.case),
  };
}

/** Of one round there is an interval in name only. */
export function intervalOf({ interval }: Metric): { lo: number | null; hi: number | null } {
  return interval && interval.confidence > 0 ? { lo: interval.lo, hi: interval.hi } : { lo: null, hi: null };
}

/**
 * reference: what all were compared with, the best median; tie: shown to be equivalent; ahead:
 * better than the reference, in a metric that did not choose it; alone: not compared.
 */
export type Standing =
  | "reference"
  | "tie"
  | "unclear"
  | "behind"
  | "ahead"
  | "other class"
  | "alone"
  | "failed";

export interface Ranked {
  record: OverviewRecord;
  place: Standing;
  comparison: (Comparison & Compared) | null;
}

export interface Ranking {
  metric: string;
  /** The best first, other classes after that of the reference, what failed last. */
  rows: Ranked[];
  /** One, several if they tie, none if none may win or these rounds cannot tell. */
  winners: string[];
  reference: string | null;
  /** Why nobody won. */
  why: string | null;
}

/** The first that is one number of a run; not all are: latency has cases only. */
export function primaryMetric(session: OverviewSession, benchmark: Benchmark): string {
  const has = (metric: string) => session.records.some((record) => record.metrics[metric]);
  const first = benchmark.compare.find(has);
  if (first !== undefined) return first;
  return session.records.some((record) => record.status === "ok")
    ? "wall_time"
    : (benchmark.compare[0] ?? "wall_time");
}

export function ranking(
  session: OverviewSession,
  benchmark: Benchmark,
  metric = primaryMetric(session, benchmark),
): Ranking {
  const records = [...session.records].sort((a, b) => (a.implementation < b.implementation ? -1 : 1));
  const works = (record: OverviewRecord) => record.status === "ok" && record.metrics[metric] !== undefined;
  const failed = records.filter((record) => !works(record));
  const compared = records.filter(works).map((record) => {
    const comparison = record.comparisons.find((one) => one.metric === metric);
    const direction = record.metrics[metric]?.direction;
    return { record, comparison: comparison ? { ...comparison, direction } : null };
  });
  const reference = referenceOf(compared);
  const home = compared.find(({ record }) => record.implementation === reference)?.record.class;
  const rows: Ranked[] = compared.map((row) => ({ ...row, place: standing(row, reference, home) }));
  const away = (row: Ranked) => (home !== undefined && row.record.class !== home ? 1 : 0);
  const value = ({ record }: Ranked) => {
    const figure = record.metrics[metric];
    return figure === undefined ? 0 : figure.direction === "higher" ? -figure.value : figure.value;
  };
  rows.sort(
    (a, b) => away(a) - away(b) || compareText(a.record.class, b.record.class) || value(a) - value(b),
  );
  const why = benchmark.incomparable ?? whyNone(rows, metric);
  return {
    metric,
    rows: [...rows, ...failed.map((record): Ranked => ({ record, place: "failed", comparison: null }))],
    winners: why === null ? at(rows, "reference", "tie") : [],
    reference,
    why,
  };
}

function referenceOf(compared: Pick<Ranked, "record" | "comparison">[]): string | null {
  const names = compared.map(({ record }) => record.implementation);
  const named = compared.flatMap(({ comparison }) => comparison?.reference ?? []);
  return named.find((name) => names.includes(name)) ?? (names.length === 1 ? (names[0] ?? null) : null);
}

function standing(
  { record, comparison }: Pick<Ranked, "record" | "comparison">,
  reference: string | null,
  home: string | undefined,
): Standing {
  if (record.implementation === reference) return "reference";
  if (!comparison) return "alone";
  if (home !== undefined && record.class !== home) return "other class";
  if (comparison.verdict === "equivalent") return "tie";
  if (comparison.verdict === "inconclusive") return "unclear";
  return toneOf(comparison) === "good" ? "ahead" : "behind";
}

/** Only verified answers count: of others it is not known what was measured. */
function at(rows: Ranked[], ...places: Standing[]): string[] {
  return places.flatMap((place) =>
    rows.flatMap((row) =>
      row.place === place && row.record.verified === true ? row.record.implementation : [],
    ),
  );
}

function whyNone(rows: Ranked[], metric: string): string | null {
  const [first] = rows;
  const reference = rows.find((row) => row.place === "reference");
  const [ahead, unclear] = [at(rows, "ahead"), at(rows, "unclear")];
  if (!first) return "No implementation worked.";
  if (rows.length === 1) return `Only ${first.record.implementation} worked: nothing to compare it with.`;
  if (!isCompared(rows)) return `They were not compared in ${spaced(metric)}.`;
  if (!reference) return "What these were compared with is not among them.";
  const name = reference.record.implementation;
  if (reference.record.verified !== true) return `The answers of ${name} are not verified.`;
  if (ahead.length > 0)
    return `All were compared with ${name}, and ${listed(ahead)} did better in ${spaced(metric)}: who is the best was not asked.`;
  if (unclear.length > 0) return `These rounds cannot tell ${name} from ${listed(unclear)}.`;
  return null;
}

/** Whether it was asked at all who is ahead; not so in a metric that only tells of each alone. */
export function isCompared(rows: Ranked[]): boolean {
  return rows.some(({ comparison }) => comparison !== null);
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

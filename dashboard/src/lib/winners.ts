// winners.ts - who is ahead, as the reports say it: mk/report.jq holds the same rules
import type { Figure, OverviewRecord, ResultRecord } from "../data/contracts";

/** What a ranking needs of a record. */
export function overviewRecord(record: ResultRecord): OverviewRecord {
  const metrics: { [metric: string]: Figure } = {};
  for (const metric of Object.values(record.metrics))
    if (metric.case === "" && record.spec.compare.includes(metric.metric))
      metrics[metric.metric] = {
        value: metric.value,
        lo: metric.interval?.lo ?? null,
        hi: metric.interval?.hi ?? null,
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
    metrics,
    comparisons: record.comparisons.filter((comparison) => !comparison.case),
  };
}

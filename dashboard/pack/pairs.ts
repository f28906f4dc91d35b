// pairs.ts - every implementation of a session against every other, from comparator -a
//
// A record keeps of each metric a value a round, samples or round_medians: that is
// what comparator makes of samples(5) first, so these comparisons are the record's own.
import { join } from "node:path";
import type { Comparison, ResultRecord } from "../src/data/contracts";
import { csv, field, number, output } from "./programs";

const TEXTS = new Set(["case", "metric", "unit", "implementation", "reference", "verdict"]);

/** null if there are no two that could be compared. */
export function pairsOf(root: string, records: ResultRecord[]): Comparison[] | null {
  const rows = records.flatMap(samplesOf);
  const compared = new Set(records.flatMap(({ spec }) => spec.compare));
  const metrics = [...compared].filter(
    (metric) =>
      new Set(rows.filter((row) => row.metric === metric).map((row) => row.implementation)).size > 1,
  );
  if (metrics.length === 0) return null;
  const header = "implementation,round,position,phase,status,case,metric,unit,value,count";
  const lines = rows.map((row) => row.text);
  const said = csv(
    output(
      join(root, "build/bin/comparator"),
      ["-a", "-C", "-m", metrics.join(",")],
      `${[header, ...lines].join("\n")}\n`,
    ),
  );
  return said.rows.map((row) => {
    const fields = said.names.map((name) => {
      const text = said.get(row, name);
      return [name, TEXTS.has(name) ? text : number(text)];
    });
    return Object.fromEntries(fields);
  });
}

interface Sample {
  implementation: string;
  metric: string;
  text: string;
}

/** Its timed rounds as samples(5), if all of them went well. */
function samplesOf(record: ResultRecord): Sample[] {
  if (record.status !== "ok") return [];
  const { implementation } = record;
  const timed = record.rounds.filter((round) => round.phase === "timed");
  const rows = (metric: string, phase: string, unit: string, values: (number | null)[]) =>
    timed.flatMap((round, i) => {
      const value = values[i];
      if (value === null || value === undefined) return [];
      const fields = [
        implementation,
        round.round,
        round.position,
        "timed",
        round.status,
        phase,
        metric,
        unit,
        value,
        1,
      ];
      return { implementation, metric, text: fields.map((text) => field(String(text))).join(",") };
    });
  const metrics = Object.values(record.metrics).flatMap((metric) => {
    const values = metric.samples ?? metric.round_medians;
    if (!record.spec.compare.includes(metric.metric) || values?.length !== timed.length) return [];
    return rows(metric.metric, metric.case, metric.unit, values);
  });
  return [
    ...metrics,
    ...rows(
      "disturbed",
      "",
      "1",
      timed.map((round) => (round.disturbed ? 1 : 0)),
    ),
  ];
}

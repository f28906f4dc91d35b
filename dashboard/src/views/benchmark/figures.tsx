// figures.tsx - all other figures: work and cost, instructions, what happens within a run
import { useMemo } from "react";
import { DataTable } from "../../components/table";
import type { Metric, ResultRecord, Session } from "../../data/contracts";
import { figureCell, grouped, humaneRatio, spaced } from "../../lib/format";
import { type Cell, type Column, type Table, words } from "../../lib/table";
import { type ChosenPart, columnKey, metricKey } from "./part";

export function Figures({ part }: { part: ChosenPart }) {
  const tables = useMemo(() => figuresTables(part), [part]);
  if (tables.length === 0) return null;
  return (
    <section aria-labelledby="figures">
      <h2 id="figures">All figures</h2>
      <p>
        Medians over the timed rounds, in the order of implementations; the chart of rounds shows any of them.
      </p>
      {tables.map((table) =>
        table.rows.length > LONG ? (
          <details key={table.title}>
            <summary>
              {table.title} ({table.rows.length})
            </summary>
            <DataTable table={table} />
          </details>
        ) : (
          <DataTable key={table.title} table={table} />
        ),
      )}
    </section>
  );
}

const LONG = 30;
const COST = ["cpu_time", "cpu_utilisation", "user_time", "sys_time", "spawn_time"];
const ALLOCATIONS = ["alloc_count", "alloc_bytes", "alloc_peak"];

export function figuresTables({ session }: ChosenPart): Table[] {
  const { records } = session;
  const all = allMetrics(session);
  const work = (records[0]?.spec.work ?? []).flatMap((one) => (one.case ? [] : [one.metric]));
  const cost = [...work, ...COST, ...ALLOCATIONS];
  const whole = all.filter((metric) => metric.case === "");
  const inside = all.filter((metric) => metric.case !== "" && !isCount(metric));
  const compared = inside.filter((metric) => records[0]?.spec.compare.includes(metric.metric));
  const many = inside.length > LONG && compared.length > 0;
  const title = "Inside the process, as the implementations report it";
  const ranked = (list: Metric[]) => list.sort((a, b) => cost.indexOf(a.metric) - cost.indexOf(b.metric));
  return [
    table(records, "Work and cost", ranked(whole.filter(({ metric }) => cost.includes(metric)))),
    instructionsTable(records),
    table(records, title, many ? compared : inside),
    table(records, "More of the same", many ? inside.filter((metric) => !compared.includes(metric)) : []),
    table(
      records,
      "Other figures of the whole run",
      whole.filter(({ metric }) => !cost.includes(metric)),
    ),
  ].filter(({ rows }) => rows.length > 0);
}

/** One of each metric and case that any of the records has. */
function allMetrics({ records }: Session): Metric[] {
  const all = new Map(records.flatMap((record) => Object.entries(record.metrics)));
  return [...all].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, metric]) => metric);
}

/** By the processor, or by valgrind: the two are never compared with each other. */
function isCount({ metric, case: of }: Metric): boolean {
  return metric === "instructions" && (of === "pmu" || of === "valgrind");
}

const BETTER = { lower: "less", higher: "more", neutral: "neither" };

function columnsOf(records: ResultRecord[]): Column[] {
  return records.map(({ implementation }) => ({ key: implementation, label: implementation, numeric: true }));
}

function table(records: ResultRecord[], title: string, metrics: Metric[]): Table {
  return {
    title,
    columns: [{ key: "metric", label: "metric" }, { key: "better", label: "better" }, ...columnsOf(records)],
    rows: metrics.map(({ metric, case: of, unit, direction }) => [
      {
        text: of === "" ? spaced(metric) : metric === "wall_time" ? of : `${of}: ${spaced(metric)}`,
        raw: columnKey(metricKey(metric, of), unit),
      },
      words(BETTER[direction]),
      ...records.map((record) => exactly(record.metrics[metricKey(metric, of)])),
    ]),
  };
}

/** A count is not rounded. */
function exactly(metric: Metric | undefined): Cell {
  if (metric?.unit === "1" && Number.isInteger(metric.value))
    return { text: grouped(metric.value), raw: metric.value };
  return figureCell(metric?.value, metric?.unit ?? "1");
}

function instructionsTable(records: ResultRecord[]): Table {
  const methods = ["pmu", "valgrind"].filter((of) => records.some((r) => r.metrics[`${of}/instructions`]));
  return {
    title: "Instructions",
    columns: [
      { key: "implementation", label: "implementation" },
      ...methods.flatMap((of) => [
        { key: `instructions_${of}`, label: `by ${of}`, numeric: true },
        { key: `instructions_${of}_ratio`, label: "ratio to the fewest of its class", numeric: true },
      ]),
    ],
    rows:
      methods.length === 0
        ? []
        : records.map((record) => [
            words(record.implementation),
            ...methods.flatMap((of) => {
              const peers = records.filter((other) => other.fairness.class === record.fairness.class);
              const counts = peers.flatMap((peer) => peer.metrics[`${of}/instructions`]?.value ?? []);
              const own = record.metrics[`${of}/instructions`];
              const ratio = own && own.value / Math.min(...counts);
              return [exactly(own), ratio ? { text: humaneRatio(ratio), raw: ratio } : words("")];
            }),
          ]),
  };
}

// latency.tsx - the distribution of what has many values a round, towards its slowest
import { useMemo } from "react";
import { type Curve, percentilesOption, pointsOf, shareName } from "../../charts/percentiles";
import { Chart } from "../../components/chart";
import type { Metric } from "../../data/contracts";
import { countCell, figureCell, grouped, humane } from "../../lib/format";
import { columnKey, type Table, tableOf } from "../../lib/table";
import { type ChosenPart, measured, named, type Section } from "./part";

type Distribution = Pick<Metric, "metric" | "case" | "unit" | "n">;

export const latency: Section = {
  id: "latency",
  titleOf: (part) => (shownOf(part) ? "Distribution" : null),
  Content: Latency,
  tablesOf: (part) => {
    const shown = shownOf(part);
    return shown ? [percentilesTable(curvesOf(part, shown), titleOf(shown))] : [];
  },
};

function Latency({ part }: { part: ChosenPart }) {
  const shown = useMemo(() => shownOf(part), [part]);
  const curves = useMemo(() => (shown ? curvesOf(part, shown) : []), [part, shown]);
  const unit = curves[0]?.metric.unit ?? "s";
  const option = useMemo(() => percentilesOption(curves, unit, part.log), [curves, unit, part.log]);
  if (!shown) return null;
  return (
    <Chart
      title={titleOf(shown)}
      summary={summaryOf(curves)}
      table={percentilesTable(curves, titleOf(shown))}
      option={option}
      legend={curves.map(({ implementation: label, colour, symbol, dash }) => ({
        ...{ label, colour, symbol, dash },
      }))}
    />
  );
}

function titleOf({ metric, case: of }: Distribution): string {
  return `${named(metric, of)}, as it is distributed`;
}

/** Fewer values have no percentiles worth a curve. */
const MANY = 100;

/** Of times with many values that which was chosen, else what is compared first. */
function shownOf({ session: { records }, metric, case: of }: ChosenPart): Distribution | undefined {
  const all = records
    .flatMap((record): Distribution[] => Object.values(record.metrics))
    .filter(({ unit, case: one, n }) => unit === "s" && one !== "" && n >= MANY);
  const compared = (records[0]?.spec.compare ?? []).flatMap(
    (name) => all.find((one) => one.metric === name) ?? [],
  );
  return all.find((one) => one.metric === metric && one.case === of) ?? compared[0] ?? all[0];
}

function curvesOf(part: ChosenPart, { metric, case: of }: Distribution): Curve[] {
  return measured(part, metric, of).map(({ implementation, metric: values, style }) => ({
    implementation,
    ...style,
    metric: values,
  }));
}

const PERCENTILES = ["median", "p90", "p95", "p99", "p99.9", "max"] as const;

function percentilesTable(curves: Curve[], title: string): Table {
  const [first] = curves;
  const unit = first?.metric.unit ?? "s";
  const name = first?.metric.metric ?? "value";
  return tableOf(
    title,
    [
      { label: "implementation", cell: ({ implementation }) => implementation },
      ...PERCENTILES.map((of) => ({
        ...{ key: columnKey(`${name}_${of}`, unit), label: of, numeric: true },
        cell: ({ metric }: Curve) => figureCell(metric[of], unit),
      })),
      { label: "n", numeric: true, cell: ({ metric }) => countCell(metric.n) },
    ],
    curves,
  );
}

function summaryOf(curves: Curve[]): string {
  const each = curves.map(({ implementation, metric }) => {
    const points = pointsOf(metric).filter(({ share }) => share >= 0.5);
    const said = points.filter(({ share }) => [0.5, 0.99, 0.999, 1].includes(share));
    return `${implementation} ${said.map(({ share, value }) => `${share === 0.5 ? "median" : shareName(share)} ${humane(value, metric.unit)}`).join(", ")}`;
  });
  const counts = curves.map(({ metric }) => metric.n);
  const [least, most] = [Math.min(...counts), Math.max(...counts)];
  const n = least === most ? grouped(most) : `${grouped(least)} to ${grouped(most)}`;
  return `${each.join("; ")}. Of ${n} values each; percentiles that so few do not have are left out.`;
}

// latency.tsx - the distribution of what has many values a round, towards its slowest
import { useMemo } from "react";
import { type Curve, percentilesOption, pointsOf, shareName } from "../../charts/percentiles";
import { Chart } from "../../components/chart";
import { Select } from "../../components/select";
import type { ResultRecord, Session } from "../../data/contracts";
import { useDashboard } from "../../data/store";
import { figureCell, grouped, humane } from "../../lib/format";
import { type Table, words } from "../../lib/table";
import { type ChosenPart, columnKey, measured, metricKey, named } from "./part";

interface Distribution {
  metric: string;
  case: string;
}

export function Latency({ part }: { part: ChosenPart }) {
  const { go } = useDashboard();
  const all = useMemo(() => distributions(part.session), [part]);
  const shown = chosenOf(part, all);
  const curves = useMemo(() => (shown ? curvesOf(part, shown) : []), [part, shown]);
  const unit = curves[0]?.metric.unit ?? "s";
  const option = useMemo(() => percentilesOption(curves, unit, part.log), [curves, unit, part.log]);
  if (!shown || curves.length === 0) return null;
  const key = metricKey(shown.metric, shown.case);
  return (
    <section aria-labelledby="latency">
      <h2 id="latency">Distribution</h2>
      {all.length > 1 && (
        <Select
          label="of"
          value={key}
          options={all.map((one) => ({
            value: metricKey(one.metric, one.case),
            label: named(one.metric, one.case),
          }))}
          onChange={(value) => {
            const next = all.find((one) => metricKey(one.metric, one.case) === value);
            if (next) go({ choices: { metric: next.metric, case: next.case } });
          }}
        />
      )}
      <Chart
        title={titleOf(shown)}
        summary={summaryOf(curves)}
        table={percentilesTable(curves, titleOf(shown))}
        option={option}
        legend={curves.map(({ implementation: label, colour, symbol, dash }) => ({
          label,
          colour,
          symbol,
          dash,
        }))}
      />
    </section>
  );
}

export function latencyTables(part: ChosenPart): Table[] {
  const shown = chosenOf(part, distributions(part.session));
  return shown ? [percentilesTable(curvesOf(part, shown), titleOf(shown))] : [];
}

function titleOf({ metric, case: of }: Distribution): string {
  return `${named(metric, of)}, as it is distributed`;
}

/** Times with more values than rounds; what is compared first. */
function distributions({ records }: Session): Distribution[] {
  const compared = records[0]?.spec.compare ?? [];
  const place = ({ metric }: Distribution) =>
    compared.includes(metric) ? compared.indexOf(metric) : compared.length;
  const all = new Map(records.flatMap(distributed).map((one) => [metricKey(one.metric, one.case), one]));
  return [...all.values()].sort((a, b) => place(a) - place(b));
}

function distributed({ metrics, disturbances }: ResultRecord): Distribution[] {
  return Object.values(metrics).filter(
    (metric) => metric.unit === "s" && metric.case !== "" && metric.n > disturbances.of,
  );
}

/** That of the choosers if it is one. */
function chosenOf(part: ChosenPart, all: Distribution[]): Distribution | undefined {
  return all.find((one) => one.metric === part.metric && one.case === part.case) ?? all[0];
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
  return {
    title,
    columns: [
      { key: "implementation", label: "implementation" },
      ...PERCENTILES.map((of) => ({ key: columnKey(`${name}_${of}`, unit), label: of, numeric: true })),
      { key: "n", label: "n", numeric: true },
    ],
    rows: curves.map(({ implementation, metric }) => [
      words(implementation),
      ...PERCENTILES.map((of) => figureCell(metric[of], unit)),
      { text: grouped(metric.n), raw: metric.n },
    ]),
  };
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

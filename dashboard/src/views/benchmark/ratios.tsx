// ratios.tsx - how many times as much as the reference, with intervals and verdicts; case by case
import { useMemo } from "react";
import { type Estimate, type EstimateLane, ratiosOption, verdictMark } from "../../charts/ratios";
import { Chart } from "../../components/chart";
import type { Mark } from "../../components/legend";
import { DataTable } from "../../components/table";
import type { Comparison } from "../../data/contracts";
import { humaneRatio, listed } from "../../lib/format";
import { seriesStyle } from "../../lib/series";
import { type ChosenPart, groups, named } from "./part";
import { shownRatios } from "./ratio-tables";

export function Ratios({ part }: { part: ChosenPart }) {
  const { metric, log, reference, benchmark, session } = part;
  const shown = useMemo(() => shownRatios(part), [part]);
  const { chosen, cases } = shown;
  const option = useMemo(() => ratiosOption(chosen.map(verdictLane(part)), log), [chosen, part, log]);
  const lanes = useMemo(() => caseLanes(part, cases), [part, cases]);
  const casesOption = useMemo(() => ratiosOption(lanes, log), [lanes, log]);
  if (benchmark.incomparable !== null || session.records.length < 2) return null;
  const most = Math.max(1, ...lanes.map((lane) => lane.estimates.length));
  return (
    <section aria-labelledby="ratios">
      <h2 id="ratios">{reference === null ? "Ratios" : `Ratios to ${reference}`}</h2>
      {shown.table ? (
        <Chart
          title={shown.table.title}
          summary={summaryOf(chosen, reference ?? "")}
          table={shown.table}
          option={option}
          legend={VERDICTS}
          height={chosen.length * 40 + 40}
        />
      ) : (
        <p>
          {reference === null
            ? "The records compare nobody in this metric. Where all pairs were compared, a reference can be chosen above."
            : `${named(metric, part.case)} is not compared with ${reference}: the benchmark does not compare it, or it was not measured in each round.`}
        </p>
      )}
      {shown.casesTable && lanes.length > 1 && (
        <Chart
          title={shown.casesTable.title}
          summary={casesSummary(cases, reference ?? "")}
          table={shown.casesTable}
          option={casesOption}
          legend={implementationMarks(part, cases)}
          height={lanes.length * Math.max(28, most * 15) + 40}
        />
      )}
      {shown.overall.map((table) => (
        <DataTable key={table.title} table={table} />
      ))}
    </section>
  );
}

function linesOf(row: Comparison): string[] {
  return [
    row.implementation,
    `${humaneRatio(row.ratio, row.ratio_lo, row.ratio_hi)}: ${row.verdict}`,
    `${row.ratio} (${row.ratio_lo} to ${row.ratio_hi})`,
    `confidence ${row.confidence}, adjusted p ${row.p_holm}, n ${row.n} and ${row.n_reference}`,
  ];
}

function verdictLane({ session }: ChosenPart) {
  return (row: Comparison): EstimateLane => {
    const fairness = (name: string) =>
      session.records.find((record) => record.implementation === name)?.fairness.class;
    const [own, its] = [fairness(row.implementation), fairness(row.reference)];
    const other = its !== undefined && own !== its;
    return {
      name: other ? `${row.implementation} (${own})` : row.implementation,
      estimates: [
        {
          value: row.ratio ?? 1,
          lo: row.ratio_lo,
          hi: row.ratio_hi,
          ...verdictMark(row.verdict),
          lines: linesOf(row),
        },
      ],
    };
  };
}

/** Of the chosen metric a lane a case; an implementation keeps its mark, hollow if it cannot be told. */
function caseLanes(part: ChosenPart, rows: Comparison[]): EstimateLane[] {
  return [...groups(rows, (row) => row.case ?? "")].map(([name, of]) => ({
    name,
    estimates: of.map((row): Estimate => {
      const { colour, symbol } = seriesStyle(row.implementation, part.everyone);
      const hollow = row.verdict === "inconclusive";
      const { ratio, ratio_lo: lo, ratio_hi: hi } = row;
      return { value: ratio ?? 1, lo, hi, colour, symbol, hollow, lines: linesOf(row) };
    }),
  }));
}

const VERDICTS: Mark[] = [
  { label: "better", colour: "--good", symbol: "triangle" },
  { label: "worse", colour: "--bad", symbol: "pointing down" },
  { label: "equivalent", colour: "--tie", symbol: "circle" },
  { label: "inconclusive", colour: "--unsure", symbol: "circle", hollow: true },
  { label: "within 5 %: no difference that matters", colour: "--muted", symbol: "band" },
];

function implementationMarks(part: ChosenPart, rows: Comparison[]): Mark[] {
  const names = [...new Set(rows.map((row) => row.implementation))];
  return [
    ...names.map((label) => {
      const { colour, symbol } = seriesStyle(label, part.everyone);
      return { label, colour, symbol };
    }),
    { label: "inconclusive", colour: "--text", symbol: "circle", hollow: true },
  ];
}

function summaryOf(rows: Comparison[], reference: string): string {
  const each = rows.map(
    (row) => `${row.implementation} ${humaneRatio(row.ratio, row.ratio_lo, row.ratio_hi)}, ${row.verdict}`,
  );
  return `As many times as ${reference}: ${each.join("; ")}.`;
}

function casesSummary(rows: Comparison[], reference: string): string {
  const verdicts = groups(rows, (row) => row.implementation);
  const each = [...verdicts].map(([name, of]) => {
    const counts = groups(of, (row) => row.verdict);
    return `${name} is ${listed([...counts].map(([verdict, list]) => `${verdict} in ${list.length}`))}`;
  });
  return `Against ${reference}, of ${new Set(rows.map((row) => row.case)).size} cases: ${each.join("; ")}.`;
}

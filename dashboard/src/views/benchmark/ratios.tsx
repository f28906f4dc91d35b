// ratios.tsx - how many times as much as the reference, with intervals and verdicts; case by case
import { useMemo } from "react";
import { type Estimate, type EstimateLane, ratiosOption, verdictMark } from "../../charts/ratios";
import { Chart } from "../../components/chart";
import type { Mark } from "../../components/legend";
import { DataTable } from "../../components/table";
import type { Comparison } from "../../data/contracts";
import { countCell, humaneRatio, listed, pCell, ratioCell, spaced } from "../../lib/format";
import { seriesStyle } from "../../lib/series";
import { type Cell, type Column, sortedBy, type Table, words } from "../../lib/table";
import { type ChosenPart, comparisonsTo, groups, named } from "./part";

export function Ratios({ part }: { part: ChosenPart }) {
  const { metric, log, reference, benchmark, session } = part;
  const shown = useMemo(() => shownOf(part), [part]);
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

export function ratiosTables(part: ChosenPart): Table[] {
  if (part.benchmark.incomparable !== null) return [];
  const { table, overall } = shownOf(part);
  return [...(table ? [table] : []), ...overall];
}

interface ShownRatios {
  /** In the chosen metric and case, the least first; and in all cases of the metric. */
  chosen: Comparison[];
  cases: Comparison[];
  table: Table | null;
  casesTable: Table | null;
  /** All metrics of the whole run, and all cases. */
  overall: Table[];
}

function shownOf(part: ChosenPart): ShownRatios {
  const { reference, metric, benchmark } = part;
  const rows = rowsOf(part);
  const known = rows.filter((row) => row.metric === metric && row.ratio !== null);
  const chosen = sortedBy(
    known.filter((row) => (row.case ?? "") === part.case),
    (row) => row.ratio ?? 0,
  );
  const cases = known.filter((row) => row.case);
  const place = (row: Comparison) => benchmark.compare.indexOf(row.metric);
  const whole = sortedBy(
    rows.filter((row) => !row.case),
    place,
  );
  return {
    chosen,
    cases,
    table: chosen.length > 0 ? chosenTable(chosen, `${named(metric, part.case)}, to ${reference}`) : null,
    casesTable:
      cases.length > 0 ? casesTable(cases, `Case by case: ${spaced(metric)}, to ${reference}`) : null,
    overall: [
      metricsTable(whole, `In all metrics, to ${reference}`),
      casesTable(
        rows.filter((row) => row.case),
        `Case by case, to ${reference}`,
      ),
    ].filter((table) => table.rows.length > 0),
  };
}

/** Those that the filters leave. */
function rowsOf(part: ChosenPart): Comparison[] {
  if (part.reference === null) return [];
  const names = new Set(part.session.records.map((record) => record.implementation));
  return comparisonsTo(part, part.reference).filter((row) => names.has(row.implementation));
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

function chosenTable(rows: Comparison[], title: string): Table {
  return {
    title,
    columns: [
      { key: "implementation", label: "implementation" },
      { key: "ratio", label: "ratio", numeric: true },
      { key: "verdict", label: "verdict" },
      { key: "p_holm", label: "adjusted p", numeric: true },
      { key: "ratio_quiet", label: "ratio, quiet rounds", numeric: true },
      { key: "n", label: "n", numeric: true },
      { key: "n_reference", label: "n of the reference", numeric: true },
    ],
    rows: rows.map((row) => [
      words(row.implementation),
      ratioCell(row),
      words(row.verdict),
      pCell(row.p_holm),
      row.ratio_quiet === null
        ? { ...words("too few"), raw: null }
        : ratioCell({
            ...row,
            ratio: row.ratio_quiet,
            ratio_lo: row.ratio_quiet_lo,
            ratio_hi: row.ratio_quiet_hi,
            verdict: "",
          }),
      countCell(row.n ?? 0),
      countCell(row.n_reference ?? 0),
    ]),
  };
}

function metricsTable(rows: Comparison[], title: string): Table {
  return grid(
    title,
    "implementation",
    rows,
    (row) => row.implementation,
    (row) => row.metric,
    spaced,
  );
}

function casesTable(rows: Comparison[], title: string): Table {
  const label = (row: Comparison) => named(row.metric, row.case ?? "");
  return grid(title, "case", rows, label, (row) => row.implementation, String);
}

/** A row and a column for each of two keys. */
function grid(
  title: string,
  head: string,
  rows: Comparison[],
  rowOf: (row: Comparison) => string,
  columnOf: (row: Comparison) => string,
  label: (column: string) => string,
): Table {
  const across = [...new Set(rows.map(columnOf))];
  const columns: Column[] = [
    { key: head, label: head },
    ...across.map((key) => ({ key: `ratio_${key}`, label: label(key), numeric: true })),
  ];
  const lines = groups(rows, rowOf);
  return {
    title,
    columns,
    rows: [...lines].map(([name, of]) => [
      words(name),
      ...across.map((key): Cell => ratioCell(of.find((row) => columnOf(row) === key && row.ratio !== null))),
    ]),
  };
}

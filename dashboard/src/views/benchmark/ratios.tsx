// ratios.tsx - how many times as much as the reference, with intervals and verdicts; case by case
import { useMemo } from "react";
import { type Estimate, type EstimateLane, ratiosOption, verdictMark } from "../../charts/ratios";
import { Chart } from "../../components/chart";
import type { Mark } from "../../components/legend";
import { DataTable } from "../../components/table";
import type { Comparison } from "../../data/contracts";
import { countCell, humaneRatio, listed, pCell, ratioCell, spaced } from "../../lib/format";
import { seriesStyle } from "../../lib/series";
import { type Cell, type Column, type Table, words } from "../../lib/table";
import { type ChosenPart, comparisonsTo, groups, named } from "./part";

export function Ratios({ part }: { part: ChosenPart }) {
  const { metric, log, reference, benchmark, session } = part;
  const rows = useMemo(() => rowsOf(part), [part]);
  const chosen = useMemo(() => rows.filter(isChosen(part)), [rows, part]);
  const option = useMemo(() => ratiosOption(chosen.map(verdictLane(part)), log), [chosen, part, log]);
  const lanes = useMemo(() => caseLanes(part, rows), [part, rows]);
  const casesOption = useMemo(() => ratiosOption(lanes, log), [lanes, log]);
  const tables = useMemo(() => ratiosTables(part), [part]);
  if (benchmark.incomparable !== null || session.records.length < 2) return null;
  const [first, ...others] = tables;
  const of = new Set(lanes.flatMap((lane) => lane.estimates.map((estimate) => estimate.lines[0] ?? ""))).size;
  return (
    <section aria-labelledby="ratios">
      <h2 id="ratios">Ratios{reference && ` to ${reference}`}</h2>
      {first && chosen.length > 0 ? (
        <Chart
          title={first.title}
          summary={summaryOf(chosen, reference ?? "")}
          table={first}
          option={option}
          legend={VERDICTS}
          height={chosen.length * 40 + 40}
        />
      ) : (
        <p>
          {named(metric, part.case)} is not compared{reference && ` with ${reference}`}: in each run it was
          not measured once a round, or it is not among the metrics that the benchmark compares.
        </p>
      )}
      {lanes.length > 1 && (
        <Chart
          title={`Case by case: ${spaced(metric)}, to ${reference}`}
          summary={casesSummary(
            rows.filter((row) => row.metric === metric && row.case),
            reference ?? "",
          )}
          table={casesTable(
            rows.filter((row) => row.metric === metric),
            `Case by case: ${spaced(metric)}, to ${reference}`,
          )}
          option={casesOption}
          legend={implementationMarks(part, rows)}
          height={lanes.length * Math.max(28, of * 15) + 40}
        />
      )}
      {others.map((table) => (
        <DataTable key={table.title} table={table} />
      ))}
    </section>
  );
}

/** That of the chart; all metrics of the whole run; all cases. */
export function ratiosTables(part: ChosenPart): Table[] {
  const { reference, benchmark } = part;
  if (reference === null || benchmark.incomparable !== null) return [];
  const rows = rowsOf(part);
  const chosen = rows.filter(isChosen(part));
  return [
    ...(chosen.length > 0 ? [chosenTable(chosen, `${named(part.metric, part.case)}, to ${reference}`)] : []),
    metricsTable(
      rows.filter((row) => !row.case),
      `In all metrics, to ${reference}`,
    ),
    casesTable(
      rows.filter((row) => row.case),
      `Case by case, to ${reference}`,
    ),
  ].filter((table) => table.rows.length > 0);
}

/** Those that the filters leave, in order of the session's. */
function rowsOf(part: ChosenPart): Comparison[] {
  if (part.reference === null) return [];
  const names = new Set(part.session.records.map((record) => record.implementation));
  return comparisonsTo(part, part.reference).filter((row) => names.has(row.implementation));
}

function isChosen(part: ChosenPart) {
  return (row: Comparison) =>
    row.metric === part.metric && (row.case ?? "") === part.case && row.ratio !== null;
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
  const compared = rows.filter((row) => row.case && row.metric === part.metric && row.ratio !== null);
  return [...groups(compared, (row) => row.case ?? "")].map(([name, of]) => ({
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

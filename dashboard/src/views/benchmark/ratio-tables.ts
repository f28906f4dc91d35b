// ratio-tables.ts - what the page Benchmark shows of ratios to the reference, as tables
import type { Comparison } from "../../data/contracts";
import { countCell, pCell, ratioCell, spaced } from "../../lib/format";
import { type Cell, type Column, sortedBy, type Table, words } from "../../lib/table";
import { type ChosenPart, comparisonsTo, groups, named } from "./part";

export function ratiosTables(part: ChosenPart): Table[] {
  if (part.benchmark.incomparable !== null) return [];
  const { table, overall } = shownRatios(part);
  return [...(table ? [table] : []), ...overall];
}

export interface ShownRatios {
  /** In the chosen metric and case, the least first; and in all cases of the metric. */
  chosen: Comparison[];
  cases: Comparison[];
  table: Table | null;
  casesTable: Table | null;
  /** All metrics of the whole run, and all cases. */
  overall: Table[];
}

export function shownRatios(part: ChosenPart): ShownRatios {
  const { reference, metric, benchmark } = part;
  const rows = rowsOf(part);
  const known = rows.filter((row) => row.metric === metric);
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

/** Those that the filters leave; what only one of two has was not compared. */
function rowsOf(part: ChosenPart): Comparison[] {
  if (part.reference === null) return [];
  const names = new Set(part.session.records.map((record) => record.implementation));
  return comparisonsTo(part, part.reference).filter(
    (row) => names.has(row.implementation) && row.ratio !== null,
  );
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
      ...across.map((key): Cell => ratioCell(of.find((row) => columnOf(row) === key))),
    ]),
  };
}

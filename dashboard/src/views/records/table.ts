// table.ts - records as a table, a line each, the newest first
import type { Columns } from "../../data/contracts";
import { dateAndTime, figureCell, intervalCell, spaced } from "../../lib/format";
import { format } from "../../lib/place";
import type { Row } from "../../lib/rows";
import { type Cell, type Column, type Table, type Tone, words } from "../../lib/table";

const COLUMNS: Column[] = [
  { key: "benchmark", label: "benchmark" },
  { key: "implementation", label: "implementation" },
  { key: "language", label: "language" },
  { key: "variant", label: "variant" },
  { key: "profile", label: "profile" },
  { key: "status", label: "status" },
  { key: "verified", label: "verified" },
  { key: "class", label: "class" },
  { key: "measured", label: "measured" },
  { key: "commit", label: "commit" },
  { key: "machine", label: "machine" },
  { key: "run", label: "run" },
  { key: "compare", label: "compare" },
  { key: "reason", label: "reason" },
];

/** The cells of every row, by its number: made once, for a filter only picks from them. */
export function recordCells(rows: Row[], theme: string): Cell[][] {
  const links = new Map<string, { benchmark: string; compare: string }>();
  return rows.map((row) => {
    const session = `${row.run}\n${row.benchmark.id}\n${row.profile}`;
    let link = links.get(session);
    if (!link) {
      link = linksOf(row, theme);
      links.set(session, link);
    }
    return [
      { ...words(row.benchmark.id), href: link.benchmark },
      words(row.implementation),
      words(row.language),
      words(row.variant || "plain"),
      words(row.profile),
      row.status === "ok" ? words("ok") : { ...words(row.status.replaceAll("_", " ")), tone: "bad" },
      verifiedCell(row.verified),
      { text: row.class ?? "unknown", raw: row.class },
      { text: dateAndTime(row.time), raw: row.time },
      { text: `${row.commit?.slice(0, 12) ?? "unknown"}${row.dirty ? " and more" : ""}`, raw: row.commit },
      { text: row.machine.label, raw: row.machine.id },
      words(row.run),
      { text: "compare", raw: row.run, href: link.compare },
      words(row.reason ?? ""),
    ];
  });
}

export function recordsTable(
  shown: Row[],
  cells: Cell[][],
  figures: Columns | null,
  chosen: number | null,
): Table {
  const metric = figures && chosen !== null ? figures.metrics[chosen] : undefined;
  const places = new Map(figures?.record.map((record, i) => [record, i]));
  const valueCells = (row: Row): Cell[] => {
    const i = places.get(row.id);
    if (!figures || !metric || chosen === null || i === undefined)
      return [figureCell(undefined, ""), words(""), words("")];
    const of = (list: (number | null)[][]) => list[chosen]?.[i] ?? null;
    const n = of(figures.n);
    return [
      figureCell(of(figures.value), metric.unit),
      intervalCell(of(figures.lo), of(figures.hi), metric.unit),
      { text: n === null ? "unknown" : String(n), raw: n },
    ];
  };
  const rows = shown.toReversed().map((row) => {
    const own = cells[row.id] ?? [];
    return metric ? [...own.slice(0, 2), ...valueCells(row), ...own.slice(2)] : own;
  });
  const columns = metric ? [...COLUMNS.slice(0, 2), ...valueColumns(metric), ...COLUMNS.slice(2)] : COLUMNS;
  return { title: "Records", columns, rows };
}

function valueColumns({ metric, case: its, unit }: Columns["metrics"][number]): Column[] {
  const suffix = unit === "1" || unit === "" ? "" : `_${unit.replace("/", "_per_")}`;
  const name = its === "" ? spaced(metric) : `${spaced(metric)}, ${its}`;
  return [
    { key: `${metric}${suffix}`, label: name, numeric: true },
    { key: `${metric}_interval${suffix}`, label: "interval", numeric: true },
    { key: "n", label: "n", numeric: true },
  ];
}

function verifiedCell(verified: boolean | null): Cell {
  const [text, tone]: [string, Tone] =
    verified === null ? ["unknown", "unsure"] : verified ? ["yes", "good"] : ["no", "bad"];
  return { text, raw: verified, tone };
}

function linksOf(row: Row, theme: string): { benchmark: string; compare: string } {
  const { run, profile, machine, benchmark } = row;
  const filters = { profile: [profile], machine: [machine.id] };
  return {
    benchmark: format({
      page: "benchmark",
      name: benchmark.id,
      filters: { ...filters, run: [run] },
      choices: { theme },
    }),
    compare: format({
      page: "compare",
      name: "",
      filters: { ...filters, benchmark: [benchmark.id] },
      choices: { b: run, theme },
    }),
  };
}

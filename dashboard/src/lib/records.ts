// records.ts - records as a table, a line each, the newest first
import type { Columns } from "../data/contracts";
import { commitCell, statusCell, timeCell } from "./cells";
import { figureCell, intervalCell, spaced } from "./format";
import type { Row } from "./rows";
import { type Cell, type Made, type Table, type Tone, tableOf, words } from "./table";

/** Of all records, oldest first; its cells are made once: a filter only picks from them. link: to its session. */
export function allRecords(rows: Row[], link: (row: Row) => string): Table {
  // ten thousand records have a thousand sessions
  const links = new Map<string, string>();
  const linked = (row: Row) => {
    const session = `${row.run}\n${row.benchmark.id}\n${row.profile}`;
    const href = links.get(session) ?? link(row);
    links.set(session, href);
    return href;
  };
  return tableOf(
    "Records",
    [
      { label: "benchmark", cell: (row) => ({ ...words(row.benchmark.id), href: linked(row) }) },
      { label: "implementation", cell: ({ implementation }) => implementation },
      { label: "profile", cell: ({ profile }) => profile },
      { label: "status", cell: statusCell },
      { label: "reason", cell: ({ reason }) => reason ?? "" },
      { label: "verified", cell: verifiedCell },
      { label: "class", cell: (row) => ({ text: row.class ?? "unknown", raw: row.class }) },
      { label: "measured", cell: ({ time }) => timeCell(time) },
      { label: "commit", cell: commitCell },
      { label: "run", cell: ({ run }) => run },
      {
        label: "machine",
        cell: ({ machine: { id, label } }) => ({ text: label.split(",", 1)[0] ?? id, raw: id }),
      },
    ],
    rows,
  );
}

/** Those that are shown; with their values of a metric, if there are such. */
export function recordsTable(all: Table, shown: Row[], figures: Columns | null, chosen: number): Table {
  const newest = shown.toReversed();
  const rows = newest.map(({ id }) => all.rows[id] ?? []);
  const values = figures && tableOf("", valueColumns(figures, chosen), newest);
  if (!values) return { ...all, rows };
  const between = <T>(own: T[], more: T[]) => [...own.slice(0, 2), ...more, ...own.slice(2)];
  return {
    ...all,
    columns: between(all.columns, values.columns),
    rows: rows.map((row, i) => between(row, values.rows[i] ?? [])),
  };
}

function valueColumns(figures: Columns, chosen: number): Made<Row>[] {
  const metric = figures.metrics[chosen];
  if (!metric) return [];
  const { metric: name, case: its, unit } = metric;
  const suffix = unit === "1" || unit === "" ? "" : `_${unit.replace("/", "_per_")}`;
  const places = new Map(figures.record.map((record, i) => [record, i]));
  const of = (list: (number | null)[][], { id }: Row) => list[chosen]?.[places.get(id) ?? -1];
  return [
    {
      ...{ key: `${name}${suffix}`, numeric: true },
      label: its === "" ? spaced(name) : `${spaced(name)}, ${its}`,
      cell: (row) => figureCell(of(figures.value, row), unit),
    },
    {
      ...{ key: `${name}_interval${suffix}`, label: "interval", numeric: true },
      cell: (row) => {
        const [value, lo, hi] = [figures.value, figures.lo, figures.hi].map((list) => of(list, row));
        return (value ?? null) === null
          ? intervalCell(undefined, undefined, unit)
          : intervalCell(lo, hi, unit);
      },
    },
    { label: "n", numeric: true, cell: (row) => figureCell(of(figures.n, row), "1") },
  ];
}

function verifiedCell({ verified }: Row): Cell {
  const [text, tone]: [string, Tone] =
    verified === null ? ["unknown", "unsure"] : verified ? ["yes", "good"] : ["no", "bad"];
  return { text, raw: verified, tone };
}

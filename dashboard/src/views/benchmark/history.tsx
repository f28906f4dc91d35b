// history.tsx - a run that only the history knows: its medians, and why there is no more
import { useMemo } from "react";
import { Problem, Waiting } from "../../components/state";
import { DataTable } from "../../components/table";
import { type Columns, shardName } from "../../data/contracts";
import { type Loaded, useShard } from "../../data/store";
import { figureCell, humaneRange } from "../../lib/format";
import type { Row } from "../../lib/rows";
import { type Table, words } from "../../lib/table";
import { columnKey, metricKey, named } from "./part";

export interface History {
  state: Loaded<Columns>["state"];
  reason: string;
  tables: Table[];
}

/** session: its rows; none if its records are here whole. */
export function useHistory(session: Row[]): History {
  const [first] = session;
  const columns = useShard<Columns>(
    first ? shardName("columns", first.benchmark.id, first.profile, first.machine.id) : null,
  );
  const tables = useMemo(
    () => (columns.state === "ready" ? historyTables(columns.data, session) : []),
    [columns, session],
  );
  return { state: columns.state, reason: columns.state === "broken" ? columns.reason : "", tables };
}

export function HistoryRun({ history }: { history: History }) {
  const { state, reason, tables } = history;
  return (
    <section aria-labelledby="history">
      <h2 id="history">Only medians are here</h2>
      <p>
        The records of this run are gone; the history kept the medians of the main metrics, with their
        intervals. Rounds, comparisons and evidence are of the runs whose records are here.
      </p>
      {state === "loading" && <Waiting what="the history" />}
      {state === "broken" && <Problem what="The history" reason={reason} />}
      {tables.map((table) => (
        <DataTable key={table.title} table={table} />
      ))}
    </section>
  );
}

export function historyTables(columns: Columns, session: Row[]): Table[] {
  const places = session.map((row) => ({ row, at: columns.record.indexOf(row.id) }));
  const known = places.filter(({ at }) => at >= 0);
  const failed = session.filter((row) => row.status !== "ok");
  const rows = columns.metrics.flatMap(({ metric, case: of, unit }, m) => {
    const cells = known.map(({ at }) => {
      const value = columns.value[m]?.[at] ?? undefined;
      const [lo, hi] = [columns.lo[m]?.[at] ?? null, columns.hi[m]?.[at] ?? null];
      const cell = figureCell(value, unit);
      return lo === null || hi === null
        ? cell
        : { ...cell, text: `${cell.text} (${humaneRange(lo, hi, unit)})`, lo, hi };
    });
    if (cells.every((cell) => cell.raw === null)) return [];
    return [[{ text: named(metric, of), raw: columnKey(metricKey(metric, of), unit) }, ...cells]];
  });
  const medians: Table = {
    title: "Medians and their intervals",
    columns: [
      { key: "metric", label: "metric" },
      ...known.map(({ row }) => ({ key: row.implementation, label: row.implementation, numeric: true })),
    ],
    rows,
  };
  const notOk: Table = {
    title: "What did not work",
    columns: [
      { key: "implementation", label: "implementation" },
      { key: "status", label: "status" },
      { key: "reason", label: "reason" },
    ],
    rows: failed.map((row) => [
      words(row.implementation),
      { ...words(row.status), tone: "bad" },
      words(row.reason ?? ""),
    ]),
  };
  return [medians, notOk].filter((table) => table.rows.length > 0);
}

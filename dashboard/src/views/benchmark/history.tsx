// history.tsx - a run that only the history knows: its medians, and why there is no more
import { useMemo } from "react";
import { Problem, Waiting } from "../../components/state";
import { DataTable } from "../../components/table";
import { type Columns, shardName } from "../../data/contracts";
import { type Loaded, useShard } from "../../data/store";
import { figureCell, humaneRange } from "../../lib/format";
import type { Row } from "../../lib/rows";
import { type Cell, columnKey, type Table, tableOf } from "../../lib/table";
import { failedTables, metricKey, named } from "./part";

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

function historyTables(columns: Columns, session: Row[]): Table[] {
  const cellOf = (row: Row, m: number, unit: string): Cell => {
    const at = columns.record.indexOf(row.id);
    const [value, lo, hi] = [columns.value, columns.lo, columns.hi].map((list) => list[m]?.[at] ?? null);
    const cell = figureCell(value, unit);
    if (typeof lo !== "number" || typeof hi !== "number") return cell;
    return { ...cell, text: `${cell.text} (${humaneRange(lo, hi, unit)})`, lo, hi };
  };
  const medians = tableOf(
    "Medians and their intervals",
    [
      {
        label: "metric",
        cell: ({ metric, case: of, unit }) => ({
          text: named(metric, of),
          raw: columnKey(metricKey(metric, of), unit),
        }),
      },
      ...session.map((row) => ({
        ...{ key: row.implementation, label: row.implementation, numeric: true },
        cell: ({ unit }: Columns["metrics"][number], m: number) => cellOf(row, m, unit),
      })),
    ],
    columns.metrics,
  );
  const known = medians.rows.filter(([, ...cells]) => cells.some(({ raw }) => raw !== null));
  return [...(known.length > 0 ? [{ ...medians, rows: known }] : []), ...failedTables(session)];
}

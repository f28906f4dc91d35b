// columns.ts - the main metrics of all runs of a benchmark, profile and machine, column by column
import { type Columns, FORMAT, shardName } from "../src/data/contracts";
import type { Line } from "./history";
import { type PackedSession, sessionKey } from "./sessions";

interface Shard {
  columns: Columns;
  /** Of an implementation in a session. */
  rows: Map<string, number>;
  metrics: Map<string, number>;
}

/** The main metrics of all runs, by the names of their shards. */
export function columnsOf(sessions: PackedSession[], lines: Line[]): Map<string, Columns> {
  const shards = new Map<string, Shard>();
  const sessionsByKey = new Map(sessions.map((session) => [sessionKey(session), session]));
  for (const session of sessions) {
    const { benchmark, profile, machine } = session;
    const name = shardName("columns", benchmark, profile, machine);
    const shard: Shard = shards.get(name) ?? {
      columns: { format: FORMAT, metrics: [], record: [], value: [], lo: [], hi: [], n: [] },
      rows: new Map(),
      metrics: new Map(),
    };
    shards.set(name, shard);
    for (const { id, implementation } of session.entries) {
      shard.rows.set(`${sessionKey(session)}\n${implementation}`, shard.columns.record.length);
      shard.columns.record.push(id);
    }
  }
  for (const line of lines) {
    const session = sessionsByKey.get(sessionKey(line));
    const shard =
      session && shards.get(shardName("columns", session.benchmark, session.profile, session.machine));
    const row = shard?.rows.get(`${sessionKey(line)}\n${line.implementation}`);
    if (!shard || row === undefined || line.value === null) continue;
    const { columns, metrics } = shard;
    const { metric, unit, direction } = line;
    const key = [metric, line.case, unit].join("\n");
    let i = metrics.get(key);
    if (i === undefined) {
      i = columns.metrics.push({ metric, case: line.case, unit, direction }) - 1;
      metrics.set(key, i);
      const nothing = () => new Array<number | null>(columns.record.length).fill(null);
      for (const column of [columns.value, columns.lo, columns.hi, columns.n]) column.push(nothing());
    }
    for (const name of ["value", "lo", "hi", "n"] as const) {
      const column = columns[name][i];
      if (column) column[row] = line[name];
    }
  }
  return new Map([...shards].map(([name, { columns }]) => [name, columns]));
}

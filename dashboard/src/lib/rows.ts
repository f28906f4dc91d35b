// rows.ts - the index as rows that can be filtered, searched and sorted
import type { Benchmark, Category, Index, Machine, Profile, ResultRecord } from "../data/contracts";

/** A record, or what the history knows of one. */
export interface Row {
  /** Its number in the index. */
  id: number;
  run: string;
  time: number;
  benchmark: Benchmark;
  category: Category;
  profile: Profile;
  machine: Machine;
  commit: string | null;
  dirty: boolean | null;
  implementation: string;
  language: string;
  /** "" for the plain implementation. */
  variant: string;
  status: ResultRecord["status"];
  class: string | null;
  verified: boolean | null;
  reason: string | null;
  whole: boolean;
  memory: boolean;
  /** Lower case, for the search. */
  hay: string;
}

export function rowsOf(index: Index): Row[] {
  const { dims, sessions, records } = index;
  const rows: Row[] = [];
  sessions.run.forEach((run, s) => {
    const benchmark = at(dims.benchmark, sessions.benchmark[s]);
    const machine = at(dims.machine, sessions.machine[s]);
    const profile = at(dims.profile, sessions.profile[s]) as Profile;
    const commit = optional(dims.commit, sessions.commit[s]);
    const end = rows.length + (sessions.records[s] ?? 0);
    for (let id = rows.length; id < end; id++) {
      const implementation = at(dims.implementation, records.implementation[id]);
      const dash = `${implementation}-`.indexOf("-");
      const status = at(dims.status, records.status[id]) as Row["status"];
      rows.push({
        id,
        run,
        time: sessions.time[s] ?? 0,
        benchmark,
        category: benchmark.category,
        profile,
        machine,
        commit,
        dirty: flag(sessions.dirty[s]),
        implementation,
        language: implementation.slice(0, dash),
        variant: implementation.slice(dash + 1),
        status,
        class: optional(dims.class, records.class[id]),
        verified: flag(records.verified[id]),
        reason: records.reason[id] ?? null,
        whole: sessions.whole[s] === 1,
        memory: sessions.memory[s] === 1,
        hay: [benchmark.id, benchmark.title, implementation, profile, run, commit, machine.label, status]
          .join(" ")
          .toLowerCase(),
      });
    }
  });
  return rows;
}

function at<T>(list: T[], i: number | undefined): T {
  const item = i === undefined ? undefined : list[i];
  if (item === undefined) throw new Error(`the index is torn: it has no entry ${i} of ${list.length}`);
  return item;
}

function optional<T>(list: T[], i: number | null | undefined): T | null {
  return i === null || i === undefined ? null : at(list, i);
}

function flag(value: 0 | 1 | null | undefined): boolean | null {
  return value === undefined || value === null ? null : value === 1;
}

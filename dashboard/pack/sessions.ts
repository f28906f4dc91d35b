// sessions.ts - records and lines of the history as sessions; index and overview of them
import type { Dimensions, Index, Overview, ResultRecord } from "../src/data/contracts";
import { overviewRecord } from "../src/lib/winners";
import type { Line } from "./history";
import { state } from "./kept";
import type { Known } from "./read";

/** An implementation in a session: its record is here, or the history knows of it. */
export interface Entry {
  implementation: string;
  status: string;
  record: Known | null;
  /** The number in the index. */
  id: number;
}

export interface PackedSession {
  run: string;
  benchmark: string;
  profile: string;
  machine: string;
  time: number;
  commit: string | null;
  dirty: boolean | null;
  entries: Entry[];
}

/** Those of the session whose records are here. */
export function wholeRecords(session: PackedSession): Known[] {
  return session.entries.flatMap((entry) => entry.record ?? []);
}

/** What all depends on that is made of its records alone. */
export function sessionState(session: PackedSession): string {
  return [sessionKey(session), ...wholeRecords(session).map(({ path }) => state(path))].join("\n");
}

/** What is compared over time: benchmark, profile and machine. */
export function placeOf(session: { benchmark: string; profile: string; machine: string }): string {
  return [session.benchmark, session.profile, session.machine].join("\n");
}

/** In order of time, oldest first, with the entries numbered. */
export function sessionsOf(records: Known[], lines: Line[]): PackedSession[] {
  const sessions = new Map<string, PackedSession & { byName: Map<string, Entry> }>();
  const sessionOf = (of: Omit<PackedSession, "entries">) => {
    const key = sessionKey(of);
    const known = sessions.get(key);
    if (known) return known;
    const { run, benchmark, profile, machine, time, commit, dirty } = of;
    const made = { run, benchmark, profile, machine, time, commit, dirty, entries: [], byName: new Map() };
    sessions.set(key, made);
    return made;
  };
  for (const record of records) {
    const session = sessionOf(record);
    session.time = Math.min(session.time, record.time);
    const { implementation, status } = record;
    session.byName.set(implementation, { implementation, status, record, id: -1 });
  }
  for (const line of lines) {
    const { byName } = sessionOf(line);
    const { implementation, status } = line;
    if (!byName.has(implementation))
      byName.set(implementation, { implementation, status, record: null, id: -1 });
  }
  let id = 0;
  return [...sessions.values()].sort(inTime).map(({ byName, ...session }) => {
    session.entries = [...byName.values()].sort((a, b) => (a.implementation < b.implementation ? -1 : 1));
    for (const entry of session.entries) entry.id = id++;
    return session;
  });
}

export function sessionKey(of: { run: string; benchmark: string; profile: string }): string {
  return [of.run, of.benchmark, of.profile].join("\n");
}

function inTime(a: PackedSession, b: PackedSession): number {
  return a.time - b.time || (sessionKey(a) < sessionKey(b) ? -1 : 1);
}

/** The newest session of each benchmark, profile and machine whose records are here. */
export function newestOf(sessions: PackedSession[]): PackedSession[] {
  const newest = sessions.filter((session) => wholeRecords(session).length > 0);
  return [...new Map(newest.map((session) => [placeOf(session), session])).values()];
}

export function overviewOf(session: PackedSession, records: ResultRecord[]): Overview["sessions"][number] {
  const { run, benchmark, machine } = session;
  const [first] = records;
  if (!first) throw new Error(`session ${run} has no record`);
  return { run, benchmark, profile: first.profile, machine, records: records.map(overviewRecord) };
}

/** Words, each with its number. */
class Words<T = string> {
  readonly list: T[] = [];
  private readonly numbers = new Map<string, number>();
  number(key: string, item: () => T): number {
    const known = this.numbers.get(key);
    if (known !== undefined) return known;
    this.numbers.set(key, this.list.length);
    return this.list.push(item()) - 1;
  }
}

type Dims = Pick<Dimensions, "benchmark" | "machine">;

/** The columns of the index; benchmark and machine say what is known of one by its name. */
export function indexOf(
  sessions: PackedSession[],
  benchmark: (id: string) => Dims["benchmark"][number],
  machine: (id: string) => Dims["machine"][number],
): Pick<Index, "dims" | "sessions" | "records"> {
  const benchmarks = new Words<Dims["benchmark"][number]>();
  const machines = new Words<Dims["machine"][number]>();
  const implementation = new Words();
  const profile = new Words();
  const commit = new Words();
  const status = new Words();
  const fairness = new Words();
  const of = (words: Words, word: string) => words.number(word, () => word);
  const orNull = (words: Words, word: string | null) => (word === null ? null : of(words, word));
  const flag = (value: boolean | null) => (value === null ? null : value ? 1 : 0);
  const records = sessions.flatMap((session) => session.entries);
  return {
    sessions: {
      run: sessions.map((session) => session.run),
      time: sessions.map((session) => session.time),
      benchmark: sessions.map(({ benchmark: id }) => benchmarks.number(id, () => benchmark(id))),
      profile: sessions.map((session) => of(profile, session.profile)),
      machine: sessions.map(({ machine: id }) => machines.number(id, () => machine(id))),
      commit: sessions.map((session) => orNull(commit, session.commit)),
      dirty: sessions.map((session) => flag(session.dirty)),
      records: sessions.map((session) => session.entries.length),
      whole: sessions.map((session) => (wholeRecords(session).length > 0 ? 1 : 0)),
      memory: sessions.map(() => 0),
    },
    records: {
      implementation: records.map((entry) => of(implementation, entry.implementation)),
      status: records.map((entry) => of(status, entry.status)),
      class: records.map((entry) => orNull(fairness, entry.record?.class ?? null)),
      verified: records.map((entry) => flag(entry.record?.verified ?? null)),
      reason: Object.fromEntries(
        records.flatMap(({ id, record }) => (record?.reason ? [[id, record.reason]] : [])),
      ),
    },
    dims: {
      benchmark: benchmarks.list,
      implementation: implementation.list,
      profile: profile.list,
      machine: machines.list,
      commit: commit.list,
      status: status.list,
      class: fairness.list,
    },
  };
}

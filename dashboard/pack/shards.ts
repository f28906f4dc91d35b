// shards.ts - of each session its records, and what else there is of it: pairs, memory, files
import { join } from "node:path";
import {
  type Environment,
  FORMAT,
  type Memory,
  type MemorySeries,
  type Overview,
  type ResultRecord,
  type Session,
  shardName,
} from "../src/data/contracts";
import { Attachments } from "./files";
import { Kept, state } from "./kept";
import { hasMemory, memoryOf } from "./memory";
import type { Options } from "./options";
import type { Output } from "./output";
import { pairsOf } from "./pairs";
import type { RawFiles } from "./raw";
import { type Known, whole } from "./read";
import { reportsOf } from "./reports";
import { newestOf, overviewOf, type PackedSession, sessionKey, sessionState, wholeRecords } from "./sessions";

/** With more sessions than this, only the newest of each kind have more than their records. */
const FEW = 100;

/** Makes a part; if that cannot be done it is named among what is broken, and the rest goes on. */
export type Attempt = <T>(what: string, make: () => T) => T | null;

export interface PackedSessions {
  overview: Overview;
  /** Keys of those that have memory over time. */
  remembered: Set<string>;
  /** Of each machine the newest. */
  environments: Map<string, Environment>;
}

/** Writes the shards of all sessions whose records are here, the newest first. */
export function packSessions(
  options: Options,
  to: Output,
  raw: RawFiles,
  sessions: PackedSession[],
  attempt: Attempt,
  progress: (text: string) => void,
): PackedSessions {
  const attachments = new Attachments(options.root, to, raw);
  const program = state(process.argv[1] ?? "");
  const kept = new Kept<true>(join(options.work, "sessions.json"), program);
  const comparator = state(join(options.root, "build/bin/comparator"));
  const pairs = new Kept<Session["pairs"]>(join(options.work, "pairs.json"), `${program}\n${comparator}`);
  const newest = new Set(newestOf(sessions));
  const detailed = sessions.length <= FEW ? new Set(sessions) : newest;
  const reports = attempt("reports", () => reportsOf(options, [...detailed]));
  const overview: Overview["sessions"] = [];
  const remembered = new Set<string>();
  const environments = new Map<string, Environment>();
  sessions.toReversed().forEach((session, done) => {
    progress(`${done} of ${sessions.length} sessions written`);
    const known = wholeRecords(session);
    if (known.length === 0) return;
    const { run, benchmark, profile, machine } = session;
    const name = shardName("session", run, benchmark, profile);
    const records = () => known.map((from): [Known, ResultRecord] => [from, whole(from)]);
    if (!detailed.has(session)) {
      const states = sessionState(session);
      if (kept.get(states) && to.keep(name)) return;
      to.shard(name, plainSession(run, records()));
      kept.set(states, true);
      return;
    }
    const both = records();
    const full = both.map(([, record]) => record);
    const packed = plainSession(run, both);
    packed.pairs = attempt(`comparisons of ${run}`, () => {
      const key = sessionState(session);
      return pairs.get(key) ?? pairs.set(key, pairsOf(options.root, full));
    });
    packed.report = reports?.get(sessionKey(session)) ?? null;
    packed.flameGraphs = attempt(`flame graphs of ${run}`, () => attachments.flameGraphsOf(both)) ?? {};
    if (newest.has(session)) {
      packed.files = attachments.filesOf(both);
      overview.unshift(overviewOf(session, full));
      const [first] = full;
      if (first && !environments.has(machine)) environments.set(machine, first.environment);
    }
    to.shard(name, packed);
    const series = attempt(`memory of ${run}`, () => memorySeries(both, raw)) ?? [];
    if (series.length === 0) return;
    remembered.add(sessionKey(session));
    to.shard(shardName("memory", run, benchmark, profile), { format: FORMAT, series } satisfies Memory);
  });
  kept.save();
  pairs.save();
  return { overview: { format: FORMAT, sessions: overview }, remembered, environments };
}

function plainSession(run: string, records: [Known, ResultRecord][]): Session {
  return {
    format: FORMAT,
    run,
    records: records.map(([, record]) => record),
    pairs: null,
    report: null,
    files: {},
    flameGraphs: {},
  };
}

function memorySeries(records: [Known, ResultRecord][], raw: RawFiles): MemorySeries[] {
  return records.flatMap(([from, record]) =>
    (hasMemory(record) ? record.raw : [])
      .filter((file) => file.path.endsWith(".csv"))
      .flatMap((file) => {
        const found = raw.find(from.path, file);
        return found ? memoryOf(record.implementation, found.toString("utf8")) : [];
      }),
  );
}

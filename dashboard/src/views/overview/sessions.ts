// sessions.ts - the sessions that the overview is of: one machine, one profile, of each benchmark one
import { useMemo } from "react";
import { type Overview, type OverviewSession, type Session, shardName } from "../../data/contracts";
import { type Arrived, useShards } from "../../data/shards";
import { type Dashboard, useShard } from "../../data/store";
import type { Row } from "../../lib/rows";
import { overviewRecord } from "../../lib/winners";

export interface Choice {
  machine: string;
  profile: string;
}

/** What the filters say; else the machine that has most to rank, of equals the newest, and quick if there is such. */
export function choiceOf({ shown, place }: Dashboard): Choice | null {
  const newest = shown.at(-1);
  if (!newest) return null;
  const { machine: machines = [], profile: profiles = [] } = place.filters;
  const machine = machines.length === 1 && machines[0] ? machines[0] : mostToRank(shown, newest.machine.id);
  const there = shown.filter((row) => row.machine.id === machine);
  const profile =
    profiles.length === 1 && profiles[0]
      ? profiles[0]
      : there.some((row) => row.profile === "quick")
        ? "quick"
        : (there.at(-1)?.profile ?? newest.profile);
  return { machine, profile };
}

/** rows: the oldest first. */
function mostToRank(rows: Row[], otherwise: string): string {
  const benchmarks = new Map<string, Set<string>>();
  for (const { machine, benchmark } of rows.toReversed()) {
    if (benchmark.incomparable !== null) continue;
    const its = benchmarks.get(machine.id) ?? new Set();
    benchmarks.set(machine.id, its.add(benchmark.id));
  }
  const [most = otherwise] = [...benchmarks].sort(([, a], [, b]) => b.size - a.size)[0] ?? [];
  return most;
}

export interface Missing {
  what: string;
  why: string;
}

export interface Sessions {
  state: "loading" | "ready";
  sessions: OverviewSession[];
  missing: Missing[];
}

/** The newest sessions, or those of the runs that are filtered for; of several of one benchmark the newest. */
export function useSessions({ rows, place }: Dashboard, choice: Choice | null): Sessions {
  const runs = place.filters.run;
  const newest = useShard<Overview>(runs ? null : "overview");
  const { machine, profile } = choice ?? {};
  const wanted = useMemo(() => {
    const of = new Map<string, Row>();
    for (const row of runs ? rows : [])
      if (runs?.includes(row.run) && row.machine.id === machine && row.profile === profile)
        of.set(row.benchmark.id, row);
    return [...of.values()];
  }, [rows, runs, machine, profile]);
  const names = useMemo(() => wanted.filter(({ whole }) => whole).map(shardOf), [wanted]);
  const arrived = useShards<Session>(names);
  return useMemo(() => {
    if (runs) return sessionsOf(wanted, arrived);
    if (newest.state === "loading") return { state: "loading", sessions: [], missing: [] };
    if (newest.state === "broken")
      return { state: "ready", sessions: [], missing: [{ what: "the newest sessions", why: newest.reason }] };
    const mine = newest.data.sessions.filter((one) => one.machine === machine && one.profile === profile);
    return { state: "ready", sessions: mine, missing: [] };
  }, [runs, wanted, arrived, newest, machine, profile]);
}

function shardOf({ run, benchmark, profile }: Row): string {
  return shardName("session", run, benchmark.id, profile);
}

function sessionsOf(wanted: Row[], arrived: Arrived<Session>): Sessions {
  const found: Sessions = { state: "ready", sessions: [], missing: [] };
  for (const row of wanted) {
    const { run, benchmark, profile, machine } = row;
    const data = arrived[shardOf(row)];
    const why = !row.whole
      ? "only the history knows of it, and who won cannot be told from that"
      : data instanceof Error
        ? data.message
        : null;
    if (why !== null) found.missing.push({ what: `${benchmark.id}, ${profile}, run ${run}`, why });
    else if (data === undefined) found.state = "loading";
    else if (!(data instanceof Error))
      found.sessions.push({
        run,
        benchmark: benchmark.id,
        profile,
        machine: machine.id,
        records: data.records.map(overviewRecord),
      });
  }
  return found;
}

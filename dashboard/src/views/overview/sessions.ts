// sessions.ts - the sessions that the overview is of: one machine, one profile, of each benchmark one
import { useEffect, useMemo, useState } from "react";
import {
  type Index,
  type Overview,
  type OverviewSession,
  type Session,
  shardName,
} from "../../data/contracts";
import { load } from "../../data/load";
import { type Dashboard, useShard } from "../../data/store";
import { overviewRecord } from "../../lib/winners";

export interface Choice {
  machine: string;
  profile: string;
}

/** What the filters say, or the machine of the newest result that they leave, and quick if there is such. */
export function choiceOf({ shown, place }: Dashboard): Choice | null {
  const newest = shown.at(-1);
  if (!newest) return null;
  const { machine: machines = [], profile: profiles = [] } = place.filters;
  const machine = machines.length === 1 && machines[0] ? machines[0] : newest.machine.id;
  const there = shown.filter((row) => row.machine.id === machine);
  const profile =
    profiles.length === 1 && profiles[0]
      ? profiles[0]
      : there.some((row) => row.profile === "quick")
        ? "quick"
        : (there.at(-1)?.profile ?? newest.profile);
  return { machine, profile };
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

const WAITING: Sessions = { state: "loading", sessions: [], missing: [] };

/** The newest sessions, or those of the runs that are filtered for. */
export function useSessions({ index, place }: Dashboard, choice: Choice | null): Sessions {
  const runs = place.filters.run ?? [];
  const newest = useShard<Overview>(runs.length === 0 ? "overview" : null);
  const ofRuns = useRuns(index, runs);
  const { machine, profile } = choice ?? {};
  return useMemo(() => {
    const all: Sessions =
      runs.length > 0
        ? ofRuns
        : newest.state === "loading"
          ? WAITING
          : newest.state === "broken"
            ? { state: "ready", sessions: [], missing: [{ what: "the newest sessions", why: newest.reason }] }
            : { state: "ready", sessions: newest.data.sessions, missing: [] };
    return {
      ...all,
      sessions: all.sessions.filter((one) => one.machine === machine && one.profile === profile),
    };
  }, [runs.length, ofRuns, newest, machine, profile]);
}

/** Of several runs of one benchmark the newest counts. */
function useRuns(index: Index, runs: string[]): Sessions {
  const key = runs.join("\n");
  const [loaded, setLoaded] = useState<{ key: string; value: Sessions } | null>(null);
  useEffect(() => {
    let gone = false;
    if (key !== "")
      void loadRuns(index, new Set(key.split("\n"))).then((value) => {
        if (!gone) setLoaded({ key, value });
      });
    return () => {
      gone = true;
    };
  }, [index, key]);
  return loaded?.key === key ? loaded.value : WAITING;
}

async function loadRuns({ dims, sessions }: Index, runs: Set<string>): Promise<Sessions> {
  const missing: Missing[] = [];
  const found = new Map<string, OverviewSession>();
  for (const [s, run] of sessions.run.entries()) {
    const benchmark = dims.benchmark[sessions.benchmark[s] ?? -1]?.id;
    const profile = dims.profile[sessions.profile[s] ?? -1];
    const machine = dims.machine[sessions.machine[s] ?? -1]?.id;
    if (!runs.has(run) || !benchmark || !profile || !machine) continue;
    const what = `${benchmark}, ${profile}, run ${run}`;
    if (sessions.whole[s] !== 1) {
      missing.push({ what, why: "only the history knows of it, and who won cannot be told from that" });
      continue;
    }
    try {
      const { records } = await load<Session>(shardName("session", run, benchmark, profile));
      const first = records[0];
      if (first)
        found.set([benchmark, profile, machine].join("\n"), {
          run,
          benchmark,
          profile: first.profile,
          machine,
          records: records.map(overviewRecord),
        });
    } catch (error) {
      missing.push({ what, why: error instanceof Error ? error.message : String(error) });
    }
  }
  return { state: "ready", sessions: [...found.values()], missing };
}

// store.ts - the shards and the place as React sees them
import { createContext, useContext, useMemo } from "react";
import type { Choice, Filter, Page, Place } from "../lib/place";
import type { Row } from "../lib/rows";
import type { FORMAT, Index } from "./contracts";
import { useShards } from "./shards";

export type Loaded<T> =
  | { state: "loading" }
  | { state: "ready"; data: T }
  | { state: "broken"; reason: string };

/** The shard of that name; null for none: it stays loading. */
export function useShard<T extends { format: typeof FORMAT }>(name: string | null): Loaded<T> {
  const names = useMemo(() => (name === null ? [] : [name]), [name]);
  const data = useShards<T>(names)[name ?? ""];
  return useMemo(() => {
    if (data instanceof Error) return { state: "broken", reason: data.message };
    return data === undefined ? { state: "loading" } : { state: "ready", data };
  }, [data]);
}

/**
 * A change of place: what is left out stays, "" and [] go back to the default.  Another page
 * keeps the filters, the search and the theme; all other choices go back to their defaults.
 */
export interface Step {
  page?: Page;
  name?: string;
  filters?: { [filter in Filter]?: string[] };
  choices?: { [choice in Choice]?: string };
}

export interface Dashboard {
  index: Index;
  /** All records, oldest first. */
  rows: Row[];
  /** Those that the filters and the search leave. */
  shown: Row[];
  place: Place;
  /** Goes there; replace: without a step in the history, as for every letter of a search. */
  go: (step: Step, replace?: boolean) => void;
  /** The hash of such a step, for links. */
  href: (step: Step) => string;
}

export const DashboardContext = createContext<Dashboard | null>(null);

export function useDashboard(): Dashboard {
  const dashboard = useContext(DashboardContext);
  if (!dashboard) throw new Error("there is no dashboard around this component");
  return dashboard;
}

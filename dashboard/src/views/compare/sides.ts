// sides.ts - the sessions to choose from: a chooser must not take away what else it could choose
import { useMemo } from "react";
import { type Step, useDashboard } from "../../data/store";
import { filtered } from "../../lib/filter";
import { type Filter, format, parse } from "../../lib/place";
import type { Row } from "../../lib/rows";
import { type Side, sidesOf } from "../../lib/sides";

/** All that the other filters leave: of the chosen benchmarks, whichever the run; and all benchmarks. */
export function useSides(): { sides: Side[]; benchmarks: string[] } {
  const all = useRowsBut("benchmark", "run");
  const own = useRowsBut("run");
  return {
    sides: useMemo(() => sidesOf(own), [own]),
    benchmarks: useMemo(() => [...new Set(all.map(({ benchmark }) => benchmark.id))].sort(), [all]),
  };
}

function useRowsBut(...chosen: Filter[]): Row[] {
  const { rows, place } = useDashboard();
  const filters = { ...place.filters, ...Object.fromEntries(chosen.map((filter) => [filter, []])) };
  // a text, which is the same while something else changes
  const wanted = format({ page: "overview", name: "", filters, choices: { q: place.choices.q ?? "" } });
  return useMemo(() => {
    const { filters: left, choices } = parse(wanted);
    return filtered(rows, left, choices.q ?? "");
  }, [rows, wanted]);
}

/** The page of a session. */
export function placeOf({ benchmark, profile, run }: Side): Step {
  return { page: "benchmark", name: benchmark.id, filters: { profile: [profile], run: [run] } };
}

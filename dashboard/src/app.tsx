// app.tsx - the index, the place, and the page that belongs to it
import { useCallback, useDeferredValue, useEffect, useMemo, useState } from "react";
import { Shell } from "./components/shell";
import { Problem, Waiting } from "./components/state";
import type { Index } from "./data/contracts";
import { type Dashboard, DashboardContext, type Step, useShard } from "./data/store";
import { filtered } from "./lib/filter";
import { format, type Page, type Place, parse } from "./lib/place";
import { rowsOf } from "./lib/rows";
import { BenchmarkView } from "./views/benchmark";
import { CompareView } from "./views/compare";
import { MethodologyView } from "./views/methodology";
import { OverviewView } from "./views/overview";
import { RecordsView } from "./views/records";
import { TrendsView } from "./views/trends";

const VIEWS: { [page in Page]: () => React.JSX.Element } = {
  overview: OverviewView,
  benchmark: BenchmarkView,
  compare: CompareView,
  trends: TrendsView,
  records: RecordsView,
  methodology: MethodologyView,
};

export function App() {
  const index = useShard<Index>("index");
  if (index.state === "loading") return <Waiting what="the results" />;
  if (index.state === "broken") return <Problem what="the results" reason={index.reason} />;
  return <Ready index={index.data} />;
}

function Ready({ index }: { index: Index }) {
  const [place, go] = usePlace();
  const rows = useMemo(() => rowsOf(index), [index]);
  const search = useDeferredValue(place.choices.q ?? "");
  const shown = useMemo(() => filtered(rows, place.filters, search), [rows, place.filters, search]);
  const dashboard = useMemo<Dashboard>(
    () => ({ index, rows, shown, place, go, href: (step) => format(stepped(place, step)) }),
    [index, rows, shown, place, go],
  );
  useEffect(() => {
    performance.mark("interactive");
  }, []);
  const View = VIEWS[place.page];
  return (
    <DashboardContext value={dashboard}>
      <Shell>
        <View />
      </Shell>
    </DashboardContext>
  );
}

function stepped(place: Place, step: Step): Place {
  return {
    page: step.page ?? place.page,
    name: step.name ?? (step.page ? "" : place.name),
    filters: { ...place.filters, ...step.filters },
    choices: { ...place.choices, ...step.choices },
  };
}

/** The place is the URL's hash: back, forward and an edited hash all arrive here. */
function usePlace(): [Place, Dashboard["go"]] {
  const [hash, setHash] = useState(location.hash);
  useEffect(() => {
    const moved = () => setHash(location.hash);
    addEventListener("hashchange", moved);
    addEventListener("popstate", moved);
    return () => {
      removeEventListener("hashchange", moved);
      removeEventListener("popstate", moved);
    };
  }, []);
  const go = useCallback((step: Step, replace = false) => {
    const next = format(stepped(parse(location.hash), step));
    if (replace) history.replaceState(null, "", next);
    else if (next !== location.hash) history.pushState(null, "", next);
    setHash(next);
  }, []);
  return [useMemo(() => parse(hash), [hash]), go];
}

// app.tsx - the index, the place, and the page that belongs to it
import { useCallback, useDeferredValue, useEffect, useMemo, useState } from "react";
import { Shell } from "./components/shell";
import { Guarded, Waiting } from "./components/state";
import type { Index } from "./data/contracts";
import { type Dashboard, DashboardContext, type Step, useShard } from "./data/store";
import { filtered } from "./lib/filter";
import { format, type Page, type Place, parse } from "./lib/place";
import { rowsOf } from "./lib/rows";
import { BenchmarkView } from "./views/benchmark";
import { CompareView } from "./views/compare";
import { MethodologyView } from "./views/methodology";
import { NoIndex, NoResultsView } from "./views/nothing";
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
  if (index.state === "broken") return <NoIndex reason={index.reason} />;
  return <Ready index={index.data} />;
}

function Ready({ index }: { index: Index }) {
  const [place, go] = usePlace();
  const rows = useMemo(() => rowsOf(index), [index]);
  // A place in which only the filters are: the same text while something else changes.
  const wanted = useDeferredValue(
    format({ page: "overview", name: "", filters: place.filters, choices: { q: place.choices.q ?? "" } }),
  );
  const shown = useMemo(() => {
    const { filters, choices } = parse(wanted);
    return filtered(rows, filters, choices.q ?? "");
  }, [rows, wanted]);
  const dashboard = useMemo<Dashboard>(
    () => ({ index, rows, shown, place, go, href: (step) => format(stepped(place, step)) }),
    [index, rows, shown, place, go],
  );
  useEffect(() => {
    performance.mark("interactive");
  }, []);
  const View = rows.length === 0 && place.page !== "methodology" ? NoResultsView : VIEWS[place.page];
  return (
    <DashboardContext value={dashboard}>
      <Shell>
        <Guarded what="This page" place={format(place)}>
          <View />
        </Guarded>
      </Shell>
    </DashboardContext>
  );
}

/** A change of page leaves behind what only the page before had a use for. */
function stepped(place: Place, step: Step): Place {
  const leaving = step.page !== undefined && step.page !== place.page;
  const { q = "", theme = "" } = place.choices;
  // another benchmark has other cases, and others to compare with
  const elsewhere = (step.name ?? place.name) === place.name ? {} : { case: "", reference: "" };
  return {
    page: step.page ?? place.page,
    name: step.name ?? (step.page ? "" : place.name),
    filters: { ...place.filters, ...step.filters },
    choices: { ...(leaving ? { q, theme } : place.choices), ...elsewhere, ...step.choices },
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

// overview.tsx - the page Overview: who is ahead, by how much, what was claimed, and can one rely on it
import { Fragment, useDeferredValue, useMemo } from "react";
import { Partial, Waiting } from "../components/state";
import { View } from "../components/view";
import type { Claims, Machine } from "../data/contracts";
import { type Dashboard, useDashboard, useShard } from "../data/store";
import { gateTable } from "../lib/methodology";
import type { Row } from "../lib/rows";
import { type Cell, sortedBy, words } from "../lib/table";
import { ClaimsPart, claimsTable } from "./overview/claims";
import { HealthPart, healthOf } from "./overview/health";
import { ScorecardsPart, scoresOf } from "./overview/scorecards";
import { type Choice, choiceOf, useSessions } from "./overview/sessions";
import { WinnersPart, winnersOf } from "./overview/winners";
import { WinsPart, winsTable } from "./overview/wins";
import css from "./overview.module.css";

export function OverviewView() {
  // one drawing for a change, once the filters have left what they leave
  const dashboard = useDeferredValue(useDashboard());
  const { index, rows, shown, place, go, href } = dashboard;
  const choice = useMemo(() => choiceOf(dashboard), [dashboard]);
  const { machine = "", profile = "" } = choice ?? {};
  const found = useSessions(dashboard, choice);
  const claimed = useShard<Claims>(index.claims ? "claims" : null);
  const parts = useMemo(() => {
    const link = (name: string, its = profile) =>
      href({ page: "benchmark", name, filters: { machine: [machine], profile: [its] } });
    const absent = (id: string): Cell => {
      if (measured.has(id)) return words("its session could not be read");
      const other = rows.findLast((row) => row.benchmark.id === id && row.profile === profile)?.machine;
      return other
        ? {
            ...words(`not measured on this machine; it was on ${other.label}`),
            href: href({ filters: { machine: [other.id], profile: [profile] } }),
          }
        : words(`not measured in profile ${profile}`);
    };
    const here = rows.filter((row) => row.machine.id === machine);
    const left = new Set(
      shown
        .filter((row) => row.machine.id === machine && row.profile === profile)
        .map((row) => row.benchmark.id),
    );
    const measured = new Set(here.filter((row) => row.profile === profile).map((row) => row.benchmark.id));
    const { category = [], benchmark = [] } = place.filters;
    // one that was never measured here counts as such; one that the filters drop does not
    const benchmarks = index.dims.benchmark.filter(
      (one) =>
        (category.length === 0 || category.includes(one.category)) &&
        (benchmark.length === 0 || benchmark.includes(one.id)) &&
        (left.has(one.id) || !measured.has(one.id)),
    );
    const sessions = found.sessions.filter((session) => left.has(session.benchmark));
    const claims =
      claimed.state === "ready"
        ? (claimed.data.profiles[profile]?.claims ?? []).filter(({ benchmark_id: id }) =>
            benchmarks.some((one) => one.id === id),
          )
        : [];
    const winners = winnersOf(sessions, benchmarks, link, absent);
    return {
      winners,
      winsTable: winsTable(winners.wins),
      scores: scoresOf(sessions, benchmarks, place.choices),
      claims,
      claimsTable: claimsTable(claims, link),
      health: healthOf(
        here.filter((row) => benchmarks.includes(row.benchmark)),
        sessions,
        link,
      ),
    };
  }, [index, rows, shown, place, href, machine, profile, found.sessions, claimed]);
  const { winners, scores, claims, health } = parts;
  const tables = [
    ...[parts.winsTable, winners.ranked, winners.unranked],
    ...scores.cards.flatMap(({ means, ratios }) => [means, ratios]),
    ...[parts.claimsTable, health.failing, health.ages],
    ...(index.gate ? [gateTable(index.gate)] : []),
  ].filter(({ rows }) => rows.length > 0);
  const loading = found.state === "loading" ? <Waiting what="the newest sessions" /> : null;
  const byVariant = (["language", "variant", "implementation"] as const).some(
    (filter) => (place.filters[filter]?.length ?? 0) > 0,
  );
  return (
    <View title="Overview" tables={tables}>
      {choice && <Measured choice={choice} dashboard={dashboard} />}
      {byVariant && (
        <p>The filters choose benchmarks; in each of them all implementations are ranked, not only those.</p>
      )}
      <Partial missing={found.missing} />
      <div className={css.columns}>
        <section>
          <h2>Winners</h2>
          {loading ?? <WinsPart wins={winners.wins} table={parts.winsTable} />}
        </section>
        <section>
          <h2>Scorecards</h2>
          {loading ?? <ScorecardsPart scores={scores} go={go} />}
        </section>
      </div>
      <h2>Who is ahead</h2>
      {loading ?? <WinnersPart winners={winners} />}
      <h2>Claims</h2>
      <ClaimsPart
        loaded={index.claims ? claimed : null}
        claims={claims}
        table={parts.claimsTable}
        profile={profile}
      />
      <h2>Health</h2>
      <HealthPart health={health} index={index} records={href({ page: "records" })} />
    </View>
  );
}

/** So many others are offered; the filters have all. */
const OTHERS = 6;

/** What the page is of, and what else was measured. */
function Measured({ choice, dashboard }: { choice: Choice; dashboard: Dashboard }) {
  const { rows, href } = dashboard;
  const series = [...new Map(rows.map((row) => [`${row.machine.id} ${row.profile}`, row])).values()];
  const isChosen = (row: Row) => row.machine.id === choice.machine && row.profile === choice.profile;
  const isNewest = (row: Row) => row === rows.at(-1);
  // one's own first result is not on the machine that was measured most: it is named before the others
  const others = sortedBy(
    series.filter((row) => !isChosen(row)),
    (row) => (isNewest(row) ? 0 : row.machine.id === choice.machine ? 1 : 2),
  );
  return (
    <p className={css.measured}>
      Profile <strong>{choice.profile}</strong> on{" "}
      <strong>
        {series.find(isChosen)?.machine.label} ({choice.machine.slice(0, 8)})
      </strong>
      {others.length > 0 && "; there is also profile "}
      {others.slice(0, OTHERS).map((row, i) => (
        <Fragment key={row.id}>
          {i > 0 && ", "}
          <a href={href({ filters: { machine: [row.machine.id], profile: [row.profile], run: [] } })}>
            {row.machine.id === choice.machine ? row.profile : `${row.profile} on ${shortName(row.machine)}`}
          </a>
          {isNewest(row) && " (the newest result)"}
        </Fragment>
      ))}
      {others.length > OTHERS && `, and ${others.length - OTHERS} more by the filters`}
    </p>
  );
}

/** Its processor, and what tells it from others that have the same. */
function shortName({ id, label }: Machine): string {
  return `${label.split(",", 1)[0]} (${id.slice(0, 8)})`;
}

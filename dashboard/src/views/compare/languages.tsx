// languages.tsx - language against language: their plain implementations in the newest sessions
import { useMemo } from "react";
import { Value } from "../../components/figures";
import { Select } from "../../components/select";
import { Empty, Partial, Problem, Waiting } from "../../components/state";
import { View } from "../../components/view";
import { type Overview, type OverviewSession, type Session, shardName } from "../../data/contracts";
import { type Arrived, useShards } from "../../data/shards";
import { type Dashboard, useDashboard, useShard } from "../../data/store";
import { warnings } from "../../lib/differences";
import { humaneRatio, plural } from "../../lib/format";
import { byBenchmark, meanTable, meanWords } from "../../lib/languages";
import { FORMULA } from "../../lib/score";
import { languageOf } from "../../lib/series";
import { Body, useDifferences } from "./body";
import { Ends, Modes } from "./choosers";
import css from "./compare.module.css";
import { Warnings } from "./warning";

const FILTERS = ["category", "benchmark", "profile", "machine"] as const;

export function LanguagesAgainst() {
  const overview = useShard<Overview>("overview");
  if (overview.state === "ready") return <Ready overview={overview.data} />;
  return (
    <View title="Compare languages" tables={[]} filters={FILTERS}>
      <Modes />
      {overview.state === "loading" ? (
        <Waiting what="the newest results" />
      ) : (
        <Problem what="The newest results" reason={overview.reason} />
      )}
    </View>
  );
}

function Ready({ overview }: { overview: Overview }) {
  const dashboard = useDashboard();
  const { index, place, go } = dashboard;
  const { sessions, profiles, machines } = useMemo(
    () => chosenSessions(overview, dashboard),
    [overview, dashboard],
  );
  const languages = useMemo(
    () =>
      [
        ...new Set(sessions.flatMap(({ records }) => records.map((r) => languageOf(r.implementation)))),
      ].sort(),
    [sessions],
  );
  const usual = ["rust", "python"].every((one) => languages.includes(one)) ? ["rust", "python"] : languages;
  const [a, b] = [place.choices.a ?? usual[0] ?? "", place.choices.b ?? usual[1] ?? ""];
  const names = useMemo(() => sessions.map(nameOf), [sessions]);
  const arrived = useShards<Session>(names);
  const waiting = names.some((name) => arrived[name] === undefined);
  const result = useMemo(
    () => byBenchmark(sessions, index.dims.benchmark, a, b, (session) => pairsOf(session, arrived)),
    [sessions, index, a, b, arrived],
  );
  const differences = useDifferences(`${a} against ${b}`, result.lines, `A: ${a}`, `B: ${b}`);
  const mean = useMemo(() => meanTable(result, a, b), [result, a, b]);
  const broken = sessions.flatMap((session) => {
    const shard = arrived[nameOf(session)];
    return shard instanceof Error ? [{ what: session.benchmark, why: shard.message }] : [];
  });
  const label = index.dims.machine.find(({ id }) => id === sessions[0]?.machine)?.label;
  const options = languages.map((value) => ({ value, label: value }));
  return (
    <View
      title="Compare languages"
      tables={result.lines.length > 0 ? [mean, differences.table] : []}
      filters={FILTERS}
    >
      <Modes />
      <p>
        Each benchmark's newest session in profile {sessions[0]?.profile} on {label ?? "one machine"}, the
        plain implementation of each language, the metric that the benchmark compares first.
      </p>
      <Ends a={a} b={b} options={options}>
        {profiles.length > 1 && (
          <Select
            label="profile"
            value={sessions[0]?.profile ?? ""}
            options={profiles}
            onChange={(one) => go({ filters: { profile: [one] } })}
          />
        )}
        {machines.length > 1 && (
          <Select
            label="machine"
            value={sessions[0]?.machine ?? ""}
            options={index.dims.machine
              .filter(({ id }) => machines.includes(id))
              .map(({ id, label }) => ({ value: id, label: `${label} (${id.slice(0, 8)})` }))}
            onChange={(one) => go({ filters: { machine: [one] } })}
          />
        )}
      </Ends>
      {a === b ? (
        <Empty title={languages.length < 2 ? "There is only one language here" : "A and B are the same"}>
          <p>Choose another language, or fewer filters.</p>
        </Empty>
      ) : waiting ? (
        <Waiting what="the comparisons of the newest sessions" />
      ) : (
        <>
          <Warnings warnings={warnings(result.hidden)} all={result.lines.length} />
          <p className={css.mean}>
            {result.mean.ratio === null ? (
              `No benchmark compares ${a} with ${b}.`
            ) : (
              <>
                {a} ÷ {b}: geometric mean{" "}
                <strong>
                  <Value
                    cell={{
                      text: humaneRatio(result.mean.ratio, result.mean.lo, result.mean.hi),
                      raw: result.mean.ratio,
                    }}
                  />
                </strong>{" "}
                over {plural(result.counted, "benchmark")} that both have: {meanWords(result, a)}.
              </>
            )}
          </p>
          <Body
            differences={differences}
            note={<p>Ratios and verdicts are comparator(1)'s, by rounds of one session. {FORMULA}</p>}
          />
          <Partial missing={[...result.missing, ...broken]} />
        </>
      )}
    </View>
  );
}

function nameOf({ run, benchmark, profile }: OverviewSession): string {
  return shardName("session", run, benchmark, profile);
}

function pairsOf(session: OverviewSession, arrived: Arrived<Session>): Session["pairs"] {
  const shard = arrived[nameOf(session)];
  return shard === undefined || shard instanceof Error ? null : shard.pairs;
}

/** Of one profile and one machine: those of the filters, or else full, and the machine measured last. */
function chosenSessions(overview: Overview, { shown, place }: Dashboard) {
  const left = new Set(shown.map((row) => [row.benchmark.id, row.profile, row.machine.id].join("\n")));
  const fitting = overview.sessions.filter((s) => left.has([s.benchmark, s.profile, s.machine].join("\n")));
  const profiles = [...new Set(fitting.map(({ profile }) => profile))];
  const profile =
    profiles.find((one) => place.filters.profile?.includes(one)) ??
    profiles.find((one) => one === "full") ??
    profiles[0];
  const ofProfile = fitting.filter((s) => s.profile === profile);
  const age = (s: OverviewSession) => Math.max(0, ...s.records.map(({ measured }) => measured ?? 0));
  const newest = ofProfile.toSorted((x, y) => age(y) - age(x))[0]?.machine;
  const machines = [...new Set(ofProfile.map(({ machine }) => machine))];
  const machine = machines.find((one) => place.filters.machine?.includes(one)) ?? newest;
  return { sessions: ofProfile.filter((s) => s.machine === machine), profiles, machines };
}

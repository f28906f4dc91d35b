// languages.tsx - language against language: their plain implementations in the newest sessions
import { useMemo } from "react";
import { Value } from "../../components/figures";
import { type OverviewSession, type Session, shardName } from "../../data/contracts";
import { useShards } from "../../data/shards";
import { useDashboard } from "../../data/store";
import { humaneRatio, plural } from "../../lib/format";
import { byBenchmark, meanTable, meanWords } from "../../lib/languages";
import { FORMULA } from "../../lib/score";
import { languageOf } from "../../lib/series";
import { choiceOf, useSessions } from "../overview/sessions";
import css from "./compare.module.css";
import { Comparison } from "./comparison";

const FILTERS = ["category", "benchmark", "profile", "machine"] as const;

export function Languages() {
  const dashboard = useDashboard();
  const { index, shown, place } = dashboard;
  const choice = useMemo(() => choiceOf(dashboard), [dashboard]);
  const { state, sessions: all, missing } = useSessions(dashboard, choice);
  const sessions = useMemo(() => {
    const left = new Set(shown.map(({ benchmark }) => benchmark.id));
    return all.filter(({ benchmark }) => left.has(benchmark));
  }, [all, shown]);
  const names = useMemo(() => sessions.map(nameOf), [sessions]);
  const arrived = useShards<Session>(names);
  const waiting = state === "loading" || names.some((name) => arrived[name] === undefined);
  const languages = useMemo(
    () => [...new Set(shown.map(({ implementation }) => languageOf(implementation)))].sort(),
    [shown],
  );
  const usual = ["rust", "python"].every((one) => languages.includes(one)) ? ["rust", "python"] : languages;
  const [a, b] = [place.choices.a ?? usual[0] ?? "", place.choices.b ?? usual[1] ?? ""];
  const result = useMemo(() => {
    const pairs = (session: OverviewSession) => {
      const shard = arrived[nameOf(session)];
      return shard === undefined || shard instanceof Error ? null : shard.pairs;
    };
    return byBenchmark(sessions, index.dims.benchmark, a, b, pairs);
  }, [sessions, index, a, b, arrived]);
  const found = useMemo(() => {
    const broken = sessions.flatMap((session) => {
      const shard = arrived[nameOf(session)];
      return shard instanceof Error
        ? [{ what: `the session of ${session.benchmark}`, why: shard.message }]
        : [];
    });
    return { lines: result.lines, hidden: [], missing: [...result.missing, ...missing, ...broken] };
  }, [result, sessions, arrived, missing]);
  const mean = useMemo(() => meanTable(result, a, b), [result, a, b]);
  const { ratio, lo, hi } = result.mean;
  const label = index.dims.machine.find(({ id }) => id === choice?.machine)?.label;
  return (
    <Comparison
      of="languages"
      filters={FILTERS}
      a={a}
      b={b}
      options={languages}
      found={waiting ? null : found}
      note={`Ratios and verdicts are comparator(1)'s, by rounds of one session. ${FORMULA}`}
      table={mean}
      subject={`${a} against ${b}`}
      empty={
        <p>
          Choose fewer filters, or measure more: <code>make bench</code>.
        </p>
      }
    >
      <p>
        Each benchmark's newest session in profile {choice?.profile} on {label ?? "one machine"}, the plain
        implementation of each language, the metric that the benchmark compares first.
      </p>
      <p className={css.mean}>
        {ratio === null ? (
          `No benchmark compares ${a} with ${b}.`
        ) : (
          <>
            {a} ÷ {b}: geometric mean{" "}
            <strong>
              <Value cell={{ text: humaneRatio(ratio, lo, hi), raw: ratio }} />
            </strong>{" "}
            over {plural(result.lines.length, "benchmark")} that both have: {meanWords(result, a, b)}.
          </>
        )}
      </p>
    </Comparison>
  );
}

function nameOf({ run, benchmark, profile }: OverviewSession): string {
  return shardName("session", run, benchmark, profile);
}

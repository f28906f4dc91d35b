// variants.tsx - implementation against implementation, within one session of one benchmark
import { useMemo } from "react";
import { Select } from "../../components/select";
import { Empty, Partial, Problem, Waiting } from "../../components/state";
import { View } from "../../components/view";
import { type Session, shardName } from "../../data/contracts";
import { useDashboard, useShard } from "../../data/store";
import { hidden, toneFor, within } from "../../lib/compare";
import { type Line, warnings } from "../../lib/differences";
import { type Choice, choices, type Side, sidesOf } from "../../lib/sides";
import { Body, useDifferences } from "./body";
import { Ends, Modes } from "./choosers";
import { Warnings } from "./warning";

const FILTERS = ["category", "benchmark", "language", "profile", "machine"] as const;

export function VariantsAgainst() {
  const { shown, place, go } = useDashboard();
  const sides = useMemo(() => sidesOf(shown).filter(({ whole }) => whole), [shown]);
  const benchmarks = [...new Set(sides.map(({ benchmark }) => benchmark.id))].sort();
  const benchmark = benchmarks.find((one) => place.filters.benchmark?.includes(one)) ?? telling(sides);
  const own = sides.filter((side) => side.benchmark.id === benchmark);
  const side =
    own.find(({ run }) => place.filters.run?.includes(run)) ??
    own.find(({ profile }) => profile === "full") ??
    own[0];
  const session = useShard<Session>(
    side ? shardName("session", side.run, side.benchmark.id, side.profile) : null,
  );
  const which = side && (
    <>
      <Select
        label="benchmark"
        value={side.benchmark.id}
        options={benchmarks}
        onChange={(one) => go({ filters: { benchmark: [one], run: [] }, choices: { a: "", b: "" } })}
      />
      <Select
        label="run"
        value={side.run}
        options={choices(own)}
        onChange={(one) => go({ filters: { benchmark: [side.benchmark.id], run: [one] } })}
      />
    </>
  );
  if (side && session.state === "ready")
    return <Against key={side.benchmark.id} side={side} session={session.data} which={which} />;
  return (
    <View title="Compare implementations" tables={[]} filters={FILTERS}>
      <Modes />
      {which}
      {!side ? (
        <Empty title="There is no whole session here">
          <p>
            Implementations are compared by the rounds of one session, which the history alone does not have:{" "}
            <code>make bench</code> measures one.
          </p>
        </Empty>
      ) : session.state === "broken" ? (
        <Problem what={`The session ${side.run}`} reason={session.reason} />
      ) : (
        <Waiting what="the session" />
      )}
    </View>
  );
}

function Against({ side, session, which }: { side: Side; session: Session; which: React.ReactNode }) {
  const { place } = useDashboard();
  const { records } = session;
  const options: Choice[] = records.map(({ implementation }) => ({
    value: implementation,
    label: implementation,
  }));
  const [usualA, usualB] = useMemo(() => usual(session), [session]);
  const [a, b] = [place.choices.a ?? usualA, place.choices.b ?? usualB];
  const [one, other] = [a, b].map((name) => records.find(({ implementation }) => implementation === name));
  const lines = useMemo(() => linesOf(session, side.benchmark.id, a, b), [session, side, a, b]);
  const differences = useDifferences(`${side.benchmark.id}: ${a} against ${b}`, lines, `A: ${a}`, `B: ${b}`);
  const found = one && other ? warnings([{ where: side.benchmark.id, hidden: hidden(one, other) }]) : [];
  const failed = [one, other].flatMap((record) =>
    record && record.status !== "ok"
      ? [{ what: record.implementation, why: `${record.status.replaceAll("_", " ")}: ${record.reason}` }]
      : [],
  );
  return (
    <View
      title="Compare implementations"
      tables={lines.length > 0 ? [differences.table] : []}
      filters={FILTERS}
      run={side.run}
    >
      <Modes />
      <Ends a={a} b={b} options={options}>
        {which}
      </Ends>
      {a === b ? (
        <Empty title={options.length < 2 ? "There is only one implementation here" : "A and B are the same"}>
          <p>Choose another implementation for one of them.</p>
        </Empty>
      ) : !one || !other ? (
        <Empty title={`There is no ${one ? b : a} in this session`}>
          <p>Choose another implementation, or another run.</p>
        </Empty>
      ) : (
        <>
          {side.benchmark.incomparable && (
            <p role="note">Nobody can win here: {side.benchmark.incomparable}</p>
          )}
          <Warnings warnings={found} all={1} />
          <Partial missing={failed} />
          {lines.every(({ ratio }) => ratio === null) && failed.length === 0 && (
            <p>comparator(1) compared nothing of the two: their figures stand side by side.</p>
          )}
          <Body
            differences={differences}
            note={
              <p>
                Ratios, intervals and verdicts are comparator(1)'s, by rounds of this session, corrected for
                comparing every implementation with every other. What it does not compare has no ratio.
              </p>
            }
          />
        </>
      )}
    </View>
  );
}

/** What can be ranked and has most implementations. */
function telling(sides: Side[]): string | undefined {
  const rank = ({ benchmark, rows }: Side) => (benchmark.incomparable === null ? rows.length : 0);
  return sides.toSorted((a, b) => rank(b) - rank(a) || (a.benchmark.id < b.benchmark.id ? -1 : 1))[0]
    ?.benchmark.id;
}

/** B is the one that the session compares all with, A another, of its fairness class if there is one. */
function usual({ records }: Session): [a: string, b: string] {
  const names = records.map(({ implementation }) => implementation);
  const best =
    records.flatMap(({ comparisons }) => comparisons.map(({ reference }) => reference))[0] ?? names[0] ?? "";
  const home = records.find(({ implementation }) => implementation === best)?.fairness.class;
  const others = records.filter(({ implementation }) => implementation !== best);
  const alike = others.find(({ fairness }) => fairness.class === home) ?? others[0];
  return [alike?.implementation ?? best, best];
}

function linesOf({ records, pairs }: Session, benchmark: string, a: string, b: string): Line[] {
  const of = (name: string) => records.find(({ implementation }) => implementation === name)?.metrics ?? {};
  const [mine, its] = [of(a), of(b)];
  const compared = within(pairs ?? records.flatMap(({ comparisons }) => comparisons), a, b);
  return [...new Set([...Object.keys(mine), ...Object.keys(its)])].sort().flatMap((key) => {
    const [one, other] = [mine[key] ?? null, its[key] ?? null];
    const known = one ?? other;
    if (!known) return [];
    const { metric, case: part, unit, direction } = known;
    const pair = compared.find((row) => row.metric === metric && (row.case ?? "") === part);
    const verdict = !other ? "only a" : !one ? "only b" : (pair?.verdict ?? "not compared");
    return [
      {
        ...{
          benchmark,
          implementation: "",
          metric,
          case: part,
          unit,
          direction,
          a: one,
          b: other,
          barred: [],
        },
        ...{ ratio: pair?.ratio ?? null, ratio_lo: pair?.ratio_lo ?? null, ratio_hi: pair?.ratio_hi ?? null },
        ...{ verdict, tone: toneFor(known, verdict) },
      },
    ];
  });
}

// runs.tsx - run against run: sessions of one benchmark, or all benchmarks of two commits
import { useMemo } from "react";
import { Select } from "../../components/select";
import { Empty, Partial, Waiting } from "../../components/state";
import { View } from "../../components/view";
import { type Columns, type Index, type Session, shardName, type Trends } from "../../data/contracts";
import { useShards } from "../../data/shards";
import { useDashboard } from "../../data/store";
import { RUNS_FORMULA } from "../../lib/compare";
import { warnings } from "../../lib/differences";
import { filtered } from "../../lib/filter";
import { listed, plural } from "../../lib/format";
import { type Choice, choices, defaults, pairUp, resolve, type Side, sidesOf } from "../../lib/sides";
import { short } from "../../lib/trend";
import { against } from "./against";
import { Body, useDifferences } from "./body";
import { Ends, Modes } from "./choosers";
import { Warnings } from "./warning";

const FILTERS = ["category", "benchmark", "language", "variant", "profile", "machine"] as const;

export function RunsAgainst() {
  const { index, rows, shown, place } = useDashboard();
  const { filters } = place;
  // what was chosen stays, whatever is searched for to choose the other
  const all = useMemo(() => sidesOf(filtered(rows, { ...filters, run: [] }, "")), [rows, filters]);
  const options = useMemo(() => choices(sidesOf(shown)), [shown]);
  const [usualA, usualB] = useMemo(() => defaults(all, choices(all)), [all]);
  const [a, b] = [place.choices.a ?? usualA, place.choices.b ?? usualB];
  const paired = useMemo(() => pairUp(resolve(all, a), resolve(all, b)), [all, a, b]);
  const unknown = [a, b].filter((end) => end !== "" && resolve(all, end).length === 0);
  const names = useMemo(
    () => paired.pairs.flatMap((pair) => [...pair.map(shardOf), ...trendsOf(index, pair)]),
    [paired, index],
  );
  const arrived = useShards<Session | Columns | Trends>(names);
  const waiting = names.some((name) => arrived[name] === undefined);
  const metric = place.choices.metric ?? (paired.pairs.length === 1 ? "cases" : "main");
  const compared = useMemo(
    () =>
      paired.pairs.map(([one, other]) =>
        against(
          one,
          other,
          arrived[shardOf(one)],
          arrived[shardOf(other)],
          arrived[trendsOf(index, [one, other])[0] ?? ""],
          metric,
        ),
      ),
    [paired, index, arrived, metric],
  );
  const noun = new Set(all.map((side) => side.benchmark.id)).size === 1 ? "run" : "commit";
  const lines = useMemo(() => compared.flatMap((pair) => pair.lines), [compared]);
  const hidden = compared.flatMap((pair) => pair.hidden);
  const measured = [...new Set(lines.map((line) => line.benchmark))];
  const what = measured.length === 1 ? measured[0] : plural(measured.length, "benchmark");
  const differences = useDifferences(
    `${what}: ${noun} ${short(a)} (A) against ${short(b)} (B)`,
    lines,
    "A",
    "B",
  );
  const missing = [
    ...compared.flatMap((pair) => pair.missing),
    ...only("Only in A", paired.onlyA),
    ...only("Only in B", paired.onlyB),
  ];
  return (
    <View title="Compare runs" tables={lines.length > 0 ? [differences.table] : []} filters={FILTERS}>
      <Modes />
      <p>
        {noun === "commit"
          ? "Every benchmark that was measured at both commits. With one benchmark in the filters: its single runs."
          : "Two runs of one benchmark. With more benchmarks in the filters: all that were measured at two commits."}
      </p>
      <Ends a={a} b={b} options={withChosen(options, all, [a, b])}>
        <MetricChoice value={metric} />
      </Ends>
      {a === b ? (
        <Same only={choices(all).length < 2} noun={noun} />
      ) : unknown.length > 0 ? (
        <Empty title={`There is no run or commit ${listed(unknown)}`}>
          <p>Not among the records here, or the filters leave it out. Choose another one above.</p>
        </Empty>
      ) : paired.pairs.length === 0 ? (
        <Empty title="They have no benchmark in common">
          <p>A and B must have measured the same benchmark. Choose others, or fewer filters.</p>
        </Empty>
      ) : waiting ? (
        <Waiting what="both runs" />
      ) : (
        <>
          <Warnings warnings={warnings(hidden)} all={hidden.length} />
          <Partial missing={missing} />
          <Body differences={differences} note={<p>A ÷ B: above 1, A is more. {RUNS_FORMULA}</p>} />
        </>
      )}
    </View>
  );
}

function Same({ only, noun }: { only: boolean; noun: string }) {
  return only ? (
    <Empty title={`There is only one ${noun} here`}>
      <p>
        <code>make remeasure-BENCHMARK</code> measures a benchmark again; then there are two to compare. With
        other filters there may be more, too.
      </p>
    </Empty>
  ) : (
    <Empty title="A and B are the same">
      <p>Choose another {noun} for one of them.</p>
    </Empty>
  );
}

function MetricChoice({ value }: { value: string }) {
  const { go } = useDashboard();
  return (
    <Select
      label="metrics"
      value={value}
      options={[
        { value: "main", label: "those compared, of the whole run" },
        { value: "cases", label: "those compared, with every case" },
        { value: "all", label: "all there are" },
      ]}
      onChange={(metric) => go({ choices: { metric } })}
    />
  );
}

/** A and B are options even if the search leaves them out. */
function withChosen(options: Choice[], all: Side[], chosen: string[]): Choice[] {
  const outside = chosen.filter((end) => !options.some(({ value }) => value === end));
  return [
    ...options,
    ...outside.flatMap((end) =>
      choices(resolve(all, end))
        .slice(0, 1)
        .map(({ label }) => ({ value: end, label })),
    ),
  ];
}

function only(what: string, sides: Side[]) {
  const names = sides.map(({ benchmark, profile }) => `${benchmark.id} (${profile})`);
  return names.length > 0 ? [{ what, why: listed(names.sort()) }] : [];
}

function shardOf({ whole, run, benchmark, profile, machine }: Side): string {
  return whole
    ? shardName("session", run, benchmark.id, profile)
    : shardName("columns", benchmark.id, profile, machine.id);
}

/** Where only the history knows one of them: any metric's course. */
function trendsOf(index: Index, [a, b]: [Side, Side]): string[] {
  const metric = index.trends[`${a.benchmark.id}@${a.profile}`]?.[0];
  const needed = !(a.whole && b.whole) && a.profile === b.profile && metric !== undefined;
  return needed ? [shardName("trends", a.benchmark.id, a.profile, metric)] : [];
}

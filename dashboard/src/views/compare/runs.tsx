// runs.tsx - run against run: two sessions of one benchmark, whole or as the history knows them
import { useMemo } from "react";
import { Select } from "../../components/select";
import { type Columns, type Session, shardName, type Trends } from "../../data/contracts";
import { useShards } from "../../data/shards";
import { useDashboard } from "../../data/store";
import { type Hidden, hidden, isDecisive, type Results, RUNS_FORMULA, runs } from "../../lib/compare";
import { dateAndTime, listed } from "../../lib/format";
import { partner, resultsOf, type Side, sideOptions, usual } from "../../lib/sides";
import { segmentOf } from "../../lib/trend";
import { Comparison, type Found } from "./comparison";
import { placeOf, useSides } from "./sides";

const FILTERS = ["category", "benchmark", "language", "variant", "profile", "machine"] as const;

type Shard = Session | Columns | Trends | Error | undefined;

export function Runs() {
  const { index, place, go, href } = useDashboard();
  const { sides, benchmarks } = useSides();
  const { a: runA = place.filters.run?.[0], b: runB } = place.choices;
  const [chosenA, chosenB] = [runA, runB].map((run) => sides.find((side) => side.run === run));
  const known = chosenA ?? chosenB;
  const [usualA, usualB] = useMemo(
    () => (known ? [partner(sides, known), partner(sides, known)] : (usual(sides) ?? sides)),
    [sides, known],
  );
  const [a, b] = [runA ? chosenA : usualA, runB ? chosenB : usualB];
  const benchmark = (a ?? b)?.benchmark.id;
  const own = sides.filter((side) => side.benchmark.id === benchmark);
  const metric = index.trends[`${benchmark}@${a?.profile}`]?.[0];
  // where only the history knows a run, any metric's course says its dataset and toolchain
  const course =
    a && b && !(a.whole && b.whole) && metric !== undefined
      ? shardName("trends", a.benchmark.id, a.profile, metric)
      : null;
  const [nameA, nameB] = [a, b].map((side) => (side ? shardOf(side) : ""));
  const names = useMemo(() => [nameA, nameB, course].flatMap((name) => name || []), [nameA, nameB, course]);
  const arrived = useShards<Session | Columns | Trends>(names);
  const waiting = names.some((name) => arrived[name] === undefined);
  const found = useMemo(
    () =>
      a && b && !waiting
        ? against(a, b, arrived[shardOf(a)], arrived[shardOf(b)], arrived[course ?? ""])
        : null,
    [a, b, waiting, arrived, course],
  );
  return (
    <Comparison
      of="runs"
      filters={FILTERS}
      a={runA ?? a?.run ?? ""}
      b={runB ?? b?.run ?? ""}
      options={sideOptions(own)}
      found={found}
      note={`A ÷ B: above 1, A is more. ${RUNS_FORMULA}`}
      metric={(a ?? b)?.benchmark.compare[0]}
      see={[
        ...(a ? [{ text: "Run A", href: href(placeOf(a)) }] : []),
        ...(b ? [{ text: "Run B", href: href(placeOf(b)) }] : []),
        ...(a
          ? [
              {
                text: "Trends",
                href: href({
                  page: "trends",
                  name: a.benchmark.id,
                  filters: { profile: [a.profile], run: [] },
                }),
              },
            ]
          : []),
      ]}
      subject={`${benchmark}: run ${a?.run} (A) against ${b?.run} (B)`}
      empty={
        <p>
          <code>make remeasure-BENCHMARK</code> measures a benchmark again; then there are two to compare.
          With other filters there may be more, too.
        </p>
      }
      choosers={
        <Select
          label="benchmark"
          value={benchmark ?? ""}
          options={benchmarks}
          onChange={(one) =>
            go({ filters: { benchmark: [one], run: [] }, choices: { mode: "run", a: "", b: "" } })
          }
        />
      }
    />
  );
}

function shardOf({ whole, run, benchmark, profile, machine }: Side): string {
  return whole
    ? shardName("session", run, benchmark.id, profile)
    : shardName("columns", benchmark.id, profile, machine.id);
}

/** Of every implementation that both have: its lines, and what else differs. */
function against(a: Side, b: Side, shardA: Shard, shardB: Shard, trends: Shard): Found {
  const [mine, its] = [results(a, shardA), results(b, shardB)];
  const found: Found = { lines: [], hidden: [], missing: [] };
  for (const one of mine) {
    const other = its.find(({ implementation }) => implementation === one.implementation);
    if (!other) continue;
    const differing =
      "environment" in one && "environment" in other
        ? hidden(one, other)
        : hiddenInHistory(a, b, one.implementation, trends);
    const barred = differing.filter(isDecisive).map(({ what }) => what);
    found.hidden.push({ where: one.implementation, hidden: differing });
    found.lines.push(...runs(one, other, a.benchmark.compare).map((line) => ({ ...line, barred })));
  }
  for (const [end, side, other, shard] of [
    ["A", a, b, shardA],
    ["B", b, a, shardB],
  ] as const) {
    if (shard instanceof Error)
      found.missing.push({ what: `${end}, ${dateAndTime(side.time)}`, why: shard.message });
    const alone = side.rows.filter(
      (row) => !other.rows.some(({ implementation }) => implementation === row.implementation),
    );
    if (alone.length > 0)
      found.missing.push({
        what: `only in ${end}`,
        why: listed(alone.map(({ implementation }) => implementation)),
      });
    for (const { implementation, status, reason } of side.rows)
      if (status !== "ok")
        found.missing.push({
          what: `${implementation} in ${end}`,
          why: `${status.replaceAll("_", " ")}: ${reason ?? "no reason given"}`,
        });
  }
  return found;
}

function results(side: Side, shard: Shard): (Results | Session["records"][number])[] {
  if (shard === undefined || shard instanceof Error) return [];
  if ("metrics" in shard) return resultsOf(side, shard);
  if (!("records" in shard)) return [];
  return shard.records.filter(({ implementation }) =>
    side.rows.some((row) => row.implementation === implementation),
  );
}

/** What the index knows of both, and what makes a new baseline in the history. */
function hiddenInHistory(a: Side, b: Side, implementation: string, trends: Shard): Hidden[] {
  const tree = ({ dirty }: Side) => (dirty === null ? "unknown" : dirty ? "with changes" : "as committed");
  const machine = (side: Side) => `${side.machine.label} (${side.machine.id.slice(0, 8)})`;
  const [one, other] = [a, b].map(({ run }) =>
    trends && "series" in trends ? segmentOf(trends, implementation, run) : undefined,
  );
  const unknown = { what: "dataset, toolchain and work", a: "not known here", b: "not known here" };
  return [
    { what: "machine", a: machine(a), b: machine(b) },
    { what: "profile", a: a.profile, b: b.profile },
    { what: "work tree", a: tree(a), b: tree(b) },
    ...(["dataset", "toolchain", "workload"] as const).map((what) => ({
      ...{ what, a: one?.[what] ?? "unknown", b: other?.[what] ?? "unknown" },
    })),
  ]
    .filter((known) => known.a !== known.b)
    .concat(one && other ? [] : [unknown]);
}

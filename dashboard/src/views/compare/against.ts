// against.ts - two sessions, as far as they are here: their differences, and what else differs
import type { Columns, Session, Trends } from "../../data/contracts";
import { type Hidden, hidden, type Results, runs } from "../../lib/compare";
import { isDecisive, type Line } from "../../lib/differences";
import { dateAndTime } from "../../lib/format";
import { resultsOf, type Side } from "../../lib/sides";
import { segmentOf } from "../../lib/trend";

type Shard = Session | Columns | Trends | Error | undefined;

export interface Against {
  lines: Line[];
  /** By benchmark and implementation. */
  hidden: { where: string; hidden: Hidden[] }[];
  missing: { what: string; why: string }[];
}

/** trends: where only the history knows a run, its dataset and toolchain.
 * metric: "main" for those that the benchmark compares, of the whole run; "cases" also of its cases. */
export function against(
  a: Side,
  b: Side,
  shardA: Shard,
  shardB: Shard,
  trends: Shard,
  metric: string,
): Against {
  const missing = [...failed(a, "A"), ...failed(b, "B"), ...alone(a, b, "A"), ...alone(b, a, "B")];
  for (const [side, shard] of [
    [a, shardA],
    [b, shardB],
  ] as const)
    if (shard instanceof Error)
      missing.push({ what: `${side.benchmark.id}, ${dateAndTime(side.time)}`, why: shard.message });
  const [one, other] = [results(a, shardA), results(b, shardB)];
  const { id, compare } = a.benchmark;
  const shared = one.filter((x) => other.some((y) => y.implementation === x.implementation));
  const found = shared.map(({ implementation }) => ({
    where: `${id} ${implementation}`,
    hidden: [
      ...known(a, b),
      ...unverified(a, b, implementation),
      ...(details(shardA, shardB, implementation) ?? segmentDetails(trends, implementation, a, b)),
    ],
  }));
  const barredOf = (implementation: string) => {
    const its = found.find(({ where }) => where === `${id} ${implementation}`)?.hidden ?? [];
    return [...new Set(its.filter(isDecisive).map(({ what }) => what))];
  };
  const lines = runs(one, other)
    .filter(
      (line) =>
        metric === "all" || (compare.includes(line.metric) && (line.case === "" || metric === "cases")),
    )
    .map((line) => ({ ...line, benchmark: id, barred: barredOf(line.implementation) }));
  return { lines, hidden: found, missing };
}

function failed(side: Side, end: string): Against["missing"] {
  return side.rows
    .filter(({ status }) => status !== "ok")
    .map(({ implementation, status, reason }) => ({
      what: `${side.benchmark.id} ${implementation} in ${end}`,
      why: `${status.replaceAll("_", " ")}: ${reason ?? "no reason given"}`,
    }));
}

function alone(side: Side, other: Side, end: string): Against["missing"] {
  return side.rows
    .filter((row) => !other.rows.some(({ implementation }) => implementation === row.implementation))
    .map((row) => ({ what: `${side.benchmark.id} ${row.implementation}`, why: `only in ${end}` }));
}

function results(side: Side, shard: Shard): Results[] {
  if (shard === undefined || shard instanceof Error) return [];
  if ("metrics" in shard) return resultsOf(side, shard);
  if (!("records" in shard)) return [];
  return shard.records.filter(({ implementation }) =>
    side.rows.some((row) => row.implementation === implementation),
  );
}

/** What the index knows of both. */
function known(a: Side, b: Side): Hidden[] {
  const tree = ({ dirty }: Side) => (dirty === null ? "unknown" : dirty ? "with changes" : "as committed");
  const machine = (side: Side) => `${side.machine.label} (${side.machine.id.slice(0, 8)})`;
  return [
    { what: "machine", a: machine(a), b: machine(b) },
    { what: "profile", a: a.profile, b: b.profile },
    { what: "work tree", a: tree(a), b: tree(b) },
  ].filter((one) => one.a !== one.b);
}

function unverified(a: Side, b: Side, implementation: string): Hidden[] {
  const state = ({ rows, whole }: Side) => {
    const verified = rows.find((row) => row.implementation === implementation)?.verified;
    if (verified === true || verified === false) return verified ? "verified" : "not verified";
    return whole ? "nothing to verify" : "not known to be verified";
  };
  const [one, other] = [state(a), state(b)];
  const fine = one === other && (one === "verified" || one === "nothing to verify");
  return fine ? [] : [{ what: "answers", a: one, b: other }];
}

/** Of whole records more is known than the index says. */
function details(a: Shard, b: Shard, implementation: string): Hidden[] | null {
  const said = ["machine", "profile", "work tree", "answers"];
  const [one, other] = [a, b].map((shard) =>
    shard && !(shard instanceof Error) && "records" in shard
      ? shard.records.find((record) => record.implementation === implementation)
      : undefined,
  );
  return one && other ? hidden(one, other).filter(({ what }) => !said.includes(what)) : null;
}

/** Of others the history knows what makes a new baseline. */
function segmentDetails(trends: Shard, implementation: string, a: Side, b: Side): Hidden[] {
  const [one, other] = [a, b].map(({ run }) =>
    trends && !(trends instanceof Error) && "series" in trends
      ? segmentOf(trends, implementation, run)
      : undefined,
  );
  if (!one || !other)
    return [{ what: "dataset, toolchain and work", a: "not known here", b: "not known here" }];
  return (["dataset", "toolchain", "workload"] as const).flatMap((what) =>
    one[what] === other[what] ? [] : [{ what, a: one[what] ?? "unknown", b: other[what] ?? "unknown" }],
  );
}

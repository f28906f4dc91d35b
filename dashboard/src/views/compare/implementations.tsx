// implementations.tsx - implementation against implementation, within one session of one benchmark
import { useMemo } from "react";
import { Select } from "../../components/select";
import { type Session, shardName } from "../../data/contracts";
import { useDashboard, useShard } from "../../data/store";
import { hidden, within } from "../../lib/compare";
import { type Side, sideOptions, telling } from "../../lib/sides";
import { Comparison, type Found } from "./comparison";
import { placeOf, useSides } from "./sides";

const FILTERS = ["category", "benchmark", "language", "profile", "machine"] as const;

export function Implementations() {
  const { place, go, href } = useDashboard();
  const { sides: all, benchmarks } = useSides();
  // of a single implementation there is nothing to compare
  const sides = useMemo(() => all.filter(({ whole, rows }) => whole && rows.length > 1), [all]);
  const side = sides.find(({ run }) => place.filters.run?.includes(run)) ?? telling(sides)[0];
  const own = sides.filter(({ benchmark }) => benchmark === side?.benchmark);
  const shard = useShard<Session>(
    side ? shardName("session", side.run, side.benchmark.id, side.profile) : null,
  );
  const session = shard.state === "ready" ? shard.data : null;
  const names = side?.rows.map(({ implementation }) => implementation) ?? [];
  const reference = session?.records.flatMap(({ comparisons }) => comparisons)[0]?.reference ?? names[0];
  const b = place.choices.b ?? reference ?? "";
  const a = place.choices.a ?? (session && rivalOf(session, b)) ?? names.find((name) => name !== b) ?? "";
  const found = useMemo((): Found | null => {
    if (shard.state === "broken")
      return { lines: [], hidden: [], missing: [{ what: "the session", why: shard.reason }] };
    return side && session ? against(side, session, a, b) : null;
  }, [shard, side, session, a, b]);
  return (
    <Comparison
      of="implementations"
      filters={FILTERS}
      a={a}
      b={b}
      options={names}
      found={found}
      note="Ratios, intervals and verdicts are comparator(1)'s, by rounds of this session, corrected for comparing every implementation with every other. What it does not compare has no ratio."
      subject={`${side?.benchmark.id}: ${a} against ${b}`}
      metric={side?.benchmark.compare[0]}
      see={side ? [{ text: "This run", href: href(placeOf(side)) }] : []}
      empty={
        <p>
          Implementations are compared by the rounds of one session, which the history alone does not have:{" "}
          <code>make bench</code> measures one.
        </p>
      }
      choosers={
        <>
          <Select
            label="benchmark"
            value={side?.benchmark.id ?? ""}
            options={benchmarks}
            onChange={(one) => go({ filters: { benchmark: [one], run: [] }, choices: { a: "", b: "" } })}
          />
          <Select
            label="run"
            value={side?.run ?? ""}
            options={sideOptions(own)}
            onChange={(run) => go({ filters: { run: [run] } })}
          />
        </>
      }
    >
      {side?.benchmark.incomparable && <p role="note">Nobody can win here: {side.benchmark.incomparable}</p>}
    </Comparison>
  );
}

/** Another one, of the same fairness class. */
function rivalOf({ records }: Session, of: string): string | undefined {
  const home = records.find(({ implementation }) => implementation === of)?.fairness.class;
  return records.find((one) => one.implementation !== of && one.fairness.class === home)?.implementation;
}

function against({ benchmark }: Side, { records, pairs }: Session, a: string, b: string): Found {
  const [one, other] = [a, b].map((name) => records.find(({ implementation }) => implementation === name));
  if (!one || !other) return { lines: [], hidden: [], missing: [] };
  const compared = pairs ?? records.flatMap(({ comparisons }) => comparisons);
  const failed = [one, other].filter(({ status }) => status !== "ok");
  return {
    lines: within(one, other, benchmark.compare, compared),
    hidden: [{ where: benchmark.id, hidden: hidden(one, other) }],
    missing: failed.map(({ implementation, status, reason }) => ({
      what: implementation,
      why: `${status.replaceAll("_", " ")}: ${reason}`,
    })),
  };
}

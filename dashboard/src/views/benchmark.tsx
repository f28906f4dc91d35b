// benchmark.tsx - the page Benchmark: a session of one benchmark with all that is known of it
import { useMemo, useState } from "react";
import { ClearAll } from "../components/filters";
import { Empty, Problem, Waiting } from "../components/state";
import { View } from "../components/view";
import { type Memory, type OverviewSession, type Session, shardName } from "../data/contracts";
import { useDashboard, useShard } from "../data/store";
import { filtered } from "../lib/filter";
import type { Row } from "../lib/rows";
import { overviewRecord, primaryMetric } from "../lib/winners";
import { caveats } from "./benchmark/caveats";
import { Choosers, choicesOf } from "./benchmark/choices";
import { Contents } from "./benchmark/contents";
import { flames } from "./benchmark/flames";
import { HistoryRun, useHistory } from "./benchmark/history";
import { latency } from "./benchmark/latency";
import { BenchmarkList } from "./benchmark/list";
import { memoryOverTime } from "./benchmark/memory";
import type { ChosenPart } from "./benchmark/part";
import { provenance } from "./benchmark/provenance";
import { ratios } from "./benchmark/ratios";
import { figures, findingsOf, Summary, summaryTables } from "./benchmark/report";
import { rounds } from "./benchmark/rounds";
import { RunPicker } from "./benchmark/run-picker";
import { scaling } from "./benchmark/scaling";

/** Below the choosers, in this order. */
const SECTIONS = [rounds, ratios, latency, scaling, memoryOverTime, flames, figures, caveats, provenance];

export function BenchmarkView() {
  const { place } = useDashboard();
  return place.name === "" ? <BenchmarkList /> : <BenchmarkPage key={place.name} id={place.name} />;
}

function BenchmarkPage({ id }: { id: string }) {
  const { rows, shown, place, go, href } = useDashboard();
  const all = useMemo(() => rows.filter((row) => row.benchmark.id === id), [rows, id]);
  const runs = useMemo(
    () => sessionsOf(filtered(all, { ...place.filters, ...OF_ANY }, "")),
    [all, place.filters],
  );
  const left = useMemo(() => shown.filter((row) => row.benchmark.id === id), [shown, id]);
  const row = useMemo(() => {
    const sessions = sessionsOf(left);
    return sessions.find((session) => session.whole) ?? sessions[0];
  }, [left]);
  const whole = row?.whole ? shardName("session", row.run, id, row.profile) : null;
  const session = useShard<Session>(whole);
  const there = useMemo(() => (row ? left.filter(isOf(row)) : []), [left, row]);
  const history = useHistory(row?.whole === false ? there : NONE);
  const visible = there.map((other) => other.implementation);
  const part = usePart(session.state === "ready" ? session.data : null, row, visible);
  const sections = useMemo(() => (part ? sectionsOf(part) : []), [part]);
  const tables = useMemo(
    () =>
      part
        ? [summaryTables, ...sections.map(({ tablesOf }) => tablesOf)].flatMap((of) => of(part))
        : history.tables,
    [part, sections, history.tables],
  );

  const benchmark = all[0]?.benchmark;
  if (!benchmark)
    return (
      <View title={id} tables={[]}>
        <Empty title="No such benchmark">
          <p>
            There is no record of {id} here. <code>make bench-{id} dashboard</code> makes one, if there is
            such a benchmark. Or choose one of <a href={href({ page: "benchmark" })}>those there are</a>.
          </p>
        </Empty>
      </View>
    );
  return (
    <View title={`${id}: ${benchmark.title}`} tables={tables} {...(row ? { run: row.run } : {})}>
      {row ? (
        <RunPicker
          runs={runs}
          value={row}
          onChange={(run) => go({ filters: { run: run === "" ? [] : [run] } })}
        />
      ) : (
        <Empty title="The filters leave nothing of this benchmark">
          <p>There are {all.length} records of it, but none that the filters and the search leave.</p>
          <p>
            <ClearAll />
          </p>
        </Empty>
      )}
      {whole && session.state === "loading" && <Waiting what="the session" />}
      {whole && session.state === "broken" && <Problem what="The session" reason={session.reason} />}
      {row?.whole === false && <HistoryRun history={history} />}
      {part && (
        <>
          <Contents sections={[...findingsOf(part), ...sections]} />
          <Summary part={part} />
          <Choosers part={part} />
          {sections.map(({ id: section, title, Content }) => (
            <section key={section} aria-labelledby={section}>
              <h2 id={section} tabIndex={-1}>
                {title}
              </h2>
              <Content part={part} />
            </section>
          ))}
        </>
      )}
    </View>
  );
}

function sectionsOf(part: ChosenPart) {
  return SECTIONS.flatMap((section) => {
    const title = section.titleOf(part);
    return title === null ? [] : { ...section, title };
  });
}

/** The same object as long as the same is shown: what charts are drawn from. */
function usePart(whole: Session | null, row: Row | undefined, visible: string[]): ChosenPart | null {
  const { place } = useDashboard();
  const [now] = useState(() => Date.now() / 1000);
  const memory = useShard<Memory>(
    row?.memory ? shardName("memory", row.run, row.benchmark.id, row.profile) : null,
  );
  const overview = useMemo(() => whole && row && overviewOf(whole, row), [whole, row]);
  const chosen =
    whole && overview && row ? choicesOf(whole, place, primaryMetric(overview, row.benchmark)) : null;
  const key = JSON.stringify([chosen, visible]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: key is chosen and visible, by value
  return useMemo(() => {
    if (!whole || !row || !overview || !chosen) return null;
    const records = whole.records.filter((record) => visible.includes(record.implementation));
    return {
      ...chosen,
      session: { ...whole, records },
      whole,
      overview,
      benchmark: row.benchmark,
      memory: row.memory ? memory : null,
      everyone: whole.records.map((record) => record.implementation),
      now,
    };
  }, [whole, row, overview, memory, now, key]);
}

function overviewOf({ run, records }: Session, row: Row): OverviewSession {
  return {
    run,
    benchmark: row.benchmark.id,
    profile: row.profile,
    machine: row.machine.id,
    records: records.map(overviewRecord),
  };
}

const NONE: Row[] = [];

/** Filters that choose within a session, and the run itself, do not narrow the runs to pick from. */
const OF_ANY = { run: [], implementation: [], language: [], variant: [] };

function isOf(session: Row) {
  return (row: Row) => row.run === session.run && row.profile === session.profile;
}

/** The first row of each session, the newest first. */
function sessionsOf(rows: Row[]): Row[] {
  const sessions = new Map<string, Row>();
  for (const row of rows) {
    const key = `${row.run} ${row.profile}`;
    if (!sessions.has(key)) sessions.set(key, row);
  }
  return [...sessions.values()].sort((a, b) => b.time - a.time);
}

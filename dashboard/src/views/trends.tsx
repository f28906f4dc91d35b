// trends.tsx - the page Trends: one metric of a benchmark over time: chart, changes, new baselines
import { useMemo } from "react";
import { type Course, isRelative, trendOption } from "../charts/trend";
import { trendLegend } from "../charts/trend-marks";
import { Chart } from "../components/chart";
import { Select } from "../components/select";
import { Empty, Problem, Waiting } from "../components/state";
import { DataTable } from "../components/table";
import { View } from "../components/view";
import { type Benchmark, type Index, shardName, type Trends } from "../data/contracts";
import { type Dashboard, useDashboard, useShard } from "../data/store";
import { plural, spaced } from "../lib/format";
import type { Row } from "../lib/rows";
import { seriesStyle } from "../lib/series";
import { borders, type Change, changesOf, FEWEST, machinesOf, mostValues, shownSeries } from "../lib/trend";
import { bordersTable, changesTable, pointsTable, trendSummary } from "../lib/trend-words";
import css from "./trends.module.css";

const NOTE =
  "Thin lines are the median of each run, the band around them its 95 % interval, cut off where it is far wider than most. Thick lines are levels: the median between two changes. " +
  "Triangles are changes, on the level that follows: upwards for better, downwards for worse, hollow for accepted. " +
  "Crosses on the axis are runs that failed. Changes, levels and ratios are changepoint(1)'s.";

/** A benchmark and profile with a history. */
interface Kept {
  benchmark: Benchmark;
  profile: string;
  metrics: string[];
}

export function TrendsView() {
  const dashboard = useDashboard();
  const { index, rows, place, go } = dashboard;
  const { filters, choices } = place;
  const all = useMemo(() => keptOf(index, rows), [index, rows]);
  const wanted = place.name === "" ? filters.benchmark : [place.name];
  const own = wanted ? all.filter(({ benchmark }) => wanted.includes(benchmark.id)) : all;
  const kept = own.find(({ profile }) => filters.profile?.includes(profile)) ?? own[0];
  const metric =
    choices.metric ??
    kept?.benchmark.compare.find((one) => kept.metrics.includes(one)) ??
    kept?.metrics[0] ??
    "";
  const known = kept?.metrics.includes(metric) ?? false;
  const shard = useShard<Trends>(
    kept && known ? shardName("trends", kept.benchmark.id, kept.profile, metric) : null,
  );
  const trends = shard.state === "ready" ? shard.data : null;
  const shown = useMemo(
    () => (kept && trends ? shownOf(kept, trends, dashboard) : null),
    [kept, trends, dashboard],
  );
  if (!kept) return <NoHistory name={wanted?.join(", ") ?? ""} />;
  const { benchmark, profile, metrics } = kept;
  return (
    <View
      title={`Trends of ${benchmark.title}`}
      tables={shown && shown.series.length > 0 ? shown.tables : []}
    >
      <div className={css.choices}>
        <Select
          label="benchmark"
          value={benchmark.id}
          options={[...new Set(all.map((one) => one.benchmark.id))].sort()}
          onChange={(name) => go({ name, filters: { benchmark: [] }, choices: { metric: "", case: "" } })}
        />
        <Select
          label="profile"
          value={profile}
          options={all.filter((one) => one.benchmark === benchmark).map((one) => one.profile)}
          onChange={(one) => go({ name: benchmark.id, filters: { profile: [one] } })}
        />
        <Select
          label="metric"
          value={metric}
          options={metrics.map((value) => ({ value, label: spaced(value) }))}
          onChange={(one) => go({ choices: { metric: one, case: "" } })}
        />
        {shown && shown.cases.length > 1 && (
          <Select
            label="case"
            value={shown.part}
            options={shown.cases.map((value) => ({ value, label: value || "the whole run" }))}
            onChange={(one) => go({ choices: { case: one } })}
          />
        )}
        {shown && shown.machines.length > 1 && (
          <Select
            label="machine"
            value={shown.machine}
            options={shown.machines.map((value) => ({ value, label: machineName(index, value) }))}
            onChange={(one) => go({ filters: { machine: [one] } })}
          />
        )}
        <Select
          label="by"
          value={choices.x === "commit" ? "commit" : "date"}
          options={["date", { value: "commit", label: "order of commits" }]}
          onChange={(x) => go({ choices: { x: x === "date" ? "" : x } })}
        />
      </div>
      {!known ? (
        <Empty title={`There is no history of ${spaced(metric)}`}>
          <p>Choose another metric above.</p>
        </Empty>
      ) : shard.state === "broken" ? (
        <Problem what="This trend" reason={shard.reason} />
      ) : !shown ? (
        <Waiting what={`the history of ${benchmark.id}`} />
      ) : (
        <OneCourse shown={shown} benchmark={benchmark.id} />
      )}
    </View>
  );
}

/** The one with most runs on a machine comes first. */
function keptOf(index: Index, rows: Row[]): Kept[] {
  const runs = new Map<string, Set<string>>();
  const most = new Map<string, number>();
  for (const { benchmark, profile, machine, run } of rows) {
    const key = `${benchmark.id}@${profile}`;
    const here = (runs.get(`${key}@${machine.id}`) ?? new Set()).add(run);
    runs.set(`${key}@${machine.id}`, here);
    most.set(key, Math.max(most.get(key) ?? 0, here.size));
  }
  const count = (key: string) => most.get(key) ?? 0;
  return Object.entries(index.trends)
    .sort(([a], [b]) => count(b) - count(a))
    .flatMap(([key, metrics]) => {
      const cut = key.lastIndexOf("@");
      const benchmark = index.dims.benchmark.find(({ id }) => id === key.slice(0, cut));
      return benchmark ? [{ benchmark, profile: key.slice(cut + 1), metrics }] : [];
    });
}

/** What the place leaves of a trend: one case, one machine, or else that with most runs. */
function shownOf({ benchmark, profile }: Kept, trends: Trends, { shown: rows, place, href }: Dashboard) {
  const { filters, choices } = place;
  const { runs } = trends;
  const cases = [...new Set(trends.series.map((one) => one.case))].sort();
  const part = choices.case ?? cases[0] ?? "";
  const left = rows.filter((row) => row.benchmark.id === benchmark.id && row.profile === profile);
  const machines = machinesOf(trends.series);
  const machine = machines.find((one) => filters.machine?.includes(one)) ?? machines[0] ?? "";
  const series = shownSeries(
    trends.series,
    part,
    machine,
    new Set(left.map(({ implementation }) => implementation)),
  );
  const everyone = trends.series.map(({ implementation }) => implementation);
  const name = [part, spaced(series[0]?.metric ?? "")].filter(Boolean).join(" ");
  const course: Course = {
    runs,
    series,
    borders: borders(series),
    style: (implementation) => seriesStyle(implementation, everyone),
    byCommit: choices.x === "commit",
  };
  const compare = ({ runBefore, runAfter }: Change) =>
    href({
      page: "compare",
      name: "",
      filters: { benchmark: [benchmark.id], profile: [profile] },
      choices: { a: runs.run[runAfter] ?? "", b: runs.run[runBefore] ?? "" },
    });
  const changes = changesTable(`${benchmark.id}, ${name}: changes`, changesOf(series), runs, compare);
  const points = pointsTable(`${benchmark.id}, ${name}: all runs`, series, runs);
  const baselines = bordersTable(`${benchmark.id}, ${name}: new baselines`, course.borders, runs);
  return {
    ...{ cases, part, machines, machine, series, changes, points, baselines },
    tables: [changes, points, baselines],
    // of a single run there is no course
    drawn: new Set(series.flatMap((one) => one.segments.flatMap(({ run }) => run))).size > 1,
    title: `${benchmark.title}: ${name}, ${profile}${isRelative(series) ? ", compared with its beginning" : ""}`,
    summary: trendSummary(name, series, runs),
    option: trendOption(course),
    legend: trendLegend(course),
  };
}

function OneCourse({ shown, benchmark }: { shown: ReturnType<typeof shownOf>; benchmark: string }) {
  const { go } = useDashboard();
  const { series, changes, points, baselines } = shown;
  if (series.length === 0)
    return (
      <Empty title="Nothing is left to show">
        <p>
          The history has points of {benchmark}, but none of these implementations, or not of this case.{" "}
          <button
            type="button"
            onClick={() =>
              go({
                filters: {
                  category: [],
                  benchmark: [],
                  implementation: [],
                  language: [],
                  variant: [],
                  run: [],
                },
                choices: { q: "", case: "" },
              })
            }
          >
            Show all
          </button>
        </p>
      </Empty>
    );
  const direction = { lower: " Less is better.", higher: " More is better.", neutral: "" };
  const most = mostValues(series);
  return (
    <>
      {shown.drawn ? (
        <Chart
          title={shown.title}
          summary={`${shown.summary}${direction[series[0]?.direction ?? "neutral"]}`}
          table={points}
          option={shown.option}
          legend={shown.legend}
          height={380}
        />
      ) : (
        <DataTable table={points} />
      )}
      {shown.drawn && (
        <p className={css.note}>
          {isRelative(series) &&
            "×1 is an implementation's level before its first change, or its first run. "}
          {NOTE}
        </p>
      )}
      <h2>Changes</h2>
      {changes.rows.length > 0 ? (
        <DataTable table={changes} />
      ) : most < FEWEST ? (
        <p>
          The longest stretch without a new baseline has {plural(most, "value")}: a change is found among{" "}
          {FEWEST} or more. <code>make remeasure-{benchmark}</code> adds one.
        </p>
      ) : (
        <p>No lasting change was found.</p>
      )}
      {baselines.rows.length > 0 && (
        <>
          <h2>New baselines</h2>
          <p>Values before and after are not compared: not only the implementation's code changed.</p>
          <DataTable table={baselines} />
        </>
      )}
    </>
  );
}

/** For people; the label alone may be that of two. */
function machineName(index: Index, id: string): string {
  const label = index.dims.machine.find((machine) => machine.id === id)?.label;
  return label ? `${label} (${id.slice(0, 8)})` : id;
}

function NoHistory({ name }: { name: string }) {
  const { href } = useDashboard();
  return (
    <View title={`Trends${name && ` of ${name}`}`} tables={[]} filters={[]}>
      <Empty title="There is no history of it yet">
        <p>
          <code>make bench</code> measures and appends to the history, <code>make history-import</code>{" "}
          appends the records there are already. Then <code>make dashboard</code>.
        </p>
        {name && (
          <p>
            <a href={href({ page: "trends", name: "", filters: { benchmark: [] } })}>What has a history</a>
          </p>
        )}
      </Empty>
    </View>
  );
}

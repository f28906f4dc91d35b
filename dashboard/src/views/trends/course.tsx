// course.tsx - the course of one metric: chart, changes, new baselines
import { type Course, isRelative, trendOption } from "../../charts/trend";
import { trendLegend } from "../../charts/trend-marks";
import { Chart } from "../../components/chart";
import { Empty } from "../../components/state";
import { DataTable } from "../../components/table";
import type { Benchmark, Trends } from "../../data/contracts";
import { type Dashboard, useDashboard } from "../../data/store";
import { makeGoal, plural, spaced } from "../../lib/format";
import { FILTERS } from "../../lib/place";
import { seriesStyle } from "../../lib/series";
import {
  borders,
  type Change,
  changesOf,
  FEWEST,
  machinesOf,
  mostValues,
  runsOf,
  shownSeries,
} from "../../lib/trend";
import { bordersTable, changesTable, pointsTable, trendSummary } from "../../lib/trend-words";
import css from "./trends.module.css";

const NOTE =
  "Thin lines are the median of each run, the band around them its interval, of 95 % from six rounds on, cut off where it is far wider than most. Thick lines are levels: the median between two changes. " +
  "Triangles are changes, on the level that follows: upwards for better, downwards for worse, hollow for accepted. " +
  "Crosses on the axis are runs that failed. Changes, levels and ratios are changepoint(1)'s.";

/** A benchmark and profile with a history. */
export interface Kept {
  benchmark: Benchmark;
  profile: string;
  metrics: string[];
}

/** What the place leaves of a trend: one case, one machine, or else that with most runs. */
export function shownOf(
  { benchmark, profile }: Kept,
  trends: Trends,
  { shown: rows, place, href }: Dashboard,
) {
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
  const own = { profile: [profile], machine: [] };
  const compare = ({ runBefore, runAfter }: Change) =>
    href({
      ...{ page: "compare", name: "", filters: { ...own, benchmark: [benchmark.id], run: [] } },
      choices: { a: runs.run[runAfter] ?? "", b: runs.run[runBefore] ?? "" },
    });
  const page = (run: string) =>
    href({ page: "benchmark", name: benchmark.id, filters: { ...own, benchmark: [], run: [run] } });
  const changes = changesTable(`${benchmark.id}, ${name}: changes`, changesOf(series), runs, compare);
  const points = pointsTable(`${benchmark.id}, ${name}: all runs`, series, runs, page);
  const baselines = bordersTable(`${benchmark.id}, ${name}: new baselines`, course.borders, runs, page);
  return {
    goal: makeGoal("remeasure", benchmark.id, profile),
    ...{ cases, part, machines, machine, series, changes, points, baselines },
    tables: [changes, points, baselines],
    // of a single run there is no course
    drawn: runsOf(series).length > 1,
    title: `${benchmark.title}: ${name}, ${profile}${isRelative(series) ? ", compared with its beginning" : ""}`,
    summary: trendSummary(name, series, runs),
    option: trendOption(course),
    legend: trendLegend(course),
  };
}

export function OneCourse({ shown, benchmark }: { shown: ReturnType<typeof shownOf>; benchmark: string }) {
  const { go } = useDashboard();
  const { series, changes, points, baselines } = shown;
  if (series.length === 0)
    return (
      <Empty title="Nothing is left to show">
        <p>
          The history has points of {benchmark}, but the filters or the case leave none of them.{" "}
          <button
            type="button"
            onClick={() =>
              go({
                name: benchmark,
                filters: Object.fromEntries(FILTERS.map((filter) => [filter, []])),
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
        <>
          <p>{shown.summary}</p>
          <DataTable table={points} />
        </>
      )}
      {shown.drawn && (
        <p className={css.note}>
          {isRelative(series) &&
            "×1 is an implementation's level before its first change, or its first run, anew from each new baseline. "}
          {NOTE}
        </p>
      )}
      <h2>Changes</h2>
      {changes.rows.length > 0 ? (
        <DataTable table={changes} />
      ) : most < FEWEST ? (
        <p>
          The longest stretch without a new baseline has {plural(most, "value")}: a change is found among{" "}
          {FEWEST} or more. <code>{shown.goal}</code> adds one.
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

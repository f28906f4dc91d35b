// course.tsx - one metric of a benchmark over time: controls, chart, changes, what broke the series
import { type ReactNode, useMemo } from "react";
import { baseName, type TrendScale } from "../../charts/course";
import { trendLegend, trendOption } from "../../charts/trend";
import { Chart } from "../../components/chart";
import { Select } from "../../components/select";
import { Empty } from "../../components/state";
import { DataTable } from "../../components/table";
import { View } from "../../components/view";
import type { Benchmark, TrendSeries, Trends } from "../../data/contracts";
import { useDashboard } from "../../data/store";
import { plural, spaced } from "../../lib/format";
import { seriesStyle } from "../../lib/series";
import { borders, type Change, changesOf, FEWEST, machinesOf, onMachine, span } from "../../lib/trend";
import { bordersTable, changesTable, pointsTable, trendSummary } from "../../lib/trend-words";
import { ChangeList } from "./changes";
import css from "./course.module.css";
import { casesOf, machineName, machineOf, shownSeries } from "./options";

export function Course(props: {
  benchmark: Benchmark;
  profile: string;
  trends: Trends;
  title: string;
  choosers: ReactNode;
}) {
  const { benchmark, profile, trends, title, choosers } = props;
  const { index, place, shown: rows, go, href } = useDashboard();
  const { filters, choices } = place;
  const { runs } = trends;
  const cases = casesOf(trends.series);
  const part = choices.case ?? (cases.includes("") ? "" : (cases[0] ?? ""));
  const candidates = useMemo(
    () =>
      shownSeries(
        trends.series,
        part,
        rows.filter((row) => row.benchmark.id === benchmark.id && row.profile === profile),
      ),
    [trends, part, rows, benchmark, profile],
  );
  const everyone = useMemo(() => trends.series.map((one) => one.implementation), [trends]);
  const machine = machineOf(candidates, filters.machine);
  const machines = machinesOf(candidates);
  const series = useMemo(() => onMachine(candidates, machine), [candidates, machine]);
  const range = useMemo(
    () => span(runs, choices.from ?? "", choices.to ?? ""),
    [runs, choices.from, choices.to],
  );
  const scale = scaleOf(choices.scale, series);
  const order = choices.x === "commit" ? "commit" : "date";

  const metric = series[0]?.metric ?? choices.metric ?? "";
  const name = [part, spaced(metric)].filter(Boolean).join(" ");
  const found = useMemo(() => borders(series, (id) => machineName(index, id)), [series, index]);
  const shown = useMemo(() => (range ? clipped(series, range) : []), [series, range]);
  const changes = useMemo(
    () => changesOf(series).filter(({ after }) => range && after >= range[0] && after <= range[1]),
    [series, range],
  );
  const tables = useMemo(
    () => ({
      points: pointsTable(`${benchmark.id}, ${name}: all runs`, series, runs, range ?? [1, 0]),
      changes: changesTable(`${benchmark.id}, ${name}: changes`, changes, runs),
      borders: bordersTable(`${benchmark.id}, ${name}: new baselines`, found, runs),
    }),
    [benchmark, name, series, runs, range, changes, found],
  );
  const option = useMemo(
    () =>
      range &&
      trendOption({
        ...{ runs, series, borders: found, range, order, scale },
        style: (implementation) => seriesStyle(implementation, everyone),
      }),
    [runs, series, found, range, order, scale, everyone],
  );
  const legend = useMemo(
    () =>
      trendLegend(
        series.map((one) => ({ name: one.implementation, ...seriesStyle(one.implementation, everyone) })),
        changes,
      ),
    [series, everyone, changes],
  );
  const points = tables.points.rows.length;
  const compare = ({ before, after }: Change) =>
    href({
      page: "compare",
      filters: { benchmark: [benchmark.id], profile: [profile] },
      choices: { a: runs.run[after] ?? "", b: runs.run[before] ?? "", mode: "", metric: "", case: "" },
    });
  const direction = series[0]?.direction;
  const few = mostValues(shown);
  const count = new Set(shown.flatMap((one) => one.segments.flatMap((s) => s.run))).size;

  return (
    <View
      title={title}
      tables={points > 0 ? [tables.changes, tables.points, tables.borders] : []}
      filters={FILTERS}
    >
      <div className={css.choices}>
        {choosers}
        {cases.length > 1 && (
          <Select
            label="case"
            value={part}
            options={cases.map((value) => ({ value, label: value || "the whole run" }))}
            onChange={(one) => go({ choices: { case: one } })}
          />
        )}
        {machines.length > 1 && (
          <Select
            label="machine"
            value={machine}
            options={[
              { value: "", label: "all, one after the other" },
              ...machines.map((value) => ({ value, label: machineName(index, value) })),
            ]}
            onChange={(one) => go({ filters: { machine: one ? [one] : [] } })}
          />
        )}
        <Select
          label="scale"
          value={scale}
          options={SCALES}
          onChange={(one) => go({ choices: { scale: one } })}
        />
        <Select
          label="by"
          value={order}
          options={[
            { value: "date", label: "date" },
            { value: "commit", label: "order of commits" },
          ]}
          onChange={(one) => go({ choices: { x: one === "date" ? "" : one } })}
        />
        <DateChoice label="from" value={choices.from ?? ""} onChange={(from) => go({ choices: { from } })} />
        <DateChoice label="to" value={choices.to ?? ""} onChange={(to) => go({ choices: { to } })} />
        {(choices.from || choices.to) && (
          <button type="button" onClick={() => go({ choices: { from: "", to: "" } })}>
            All dates
          </button>
        )}
      </div>
      <p role="status">
        {plural(points, "point")} of {plural(shown.length, "implementation")},{" "}
        {plural(changes.length, "change")}
      </p>
      {points === 0 ? (
        <Empty title="Nothing is left to show">
          <p>
            The history has points of {benchmark.id}, but none of these implementations, on this machine,
            between these dates.{" "}
            <button
              type="button"
              onClick={() =>
                go({
                  filters: { implementation: [], language: [], variant: [], machine: [], run: [] },
                  choices: { q: "", from: "", to: "", case: "" },
                })
              }
            >
              Show all
            </button>
          </p>
        </Empty>
      ) : (
        <>
          <Few most={few} count={count} benchmark={benchmark.id} />
          {count < 2 && <DataTable table={tables.points} />}
          {count > 1 && option && (
            <Chart
              title={`${benchmark.title}: ${name}, ${profile}${scale === "relative" ? ", compared with its first level" : ""}`}
              summary={`${trendSummary(name, shown, runs, range ?? [0, -1])}${direction && direction !== "neutral" ? ` ${direction === "lower" ? "Less" : "More"} is better.` : ""}`}
              table={tables.points}
              option={option}
              legend={legend}
              height={380}
            />
          )}
          <p className={css.note}>
            {baseName(scale)} {NOTE}
          </p>
          <h2>Changes</h2>
          {few < FEWEST && changes.length === 0 ? (
            <p>There are too few runs to find any.</p>
          ) : (
            <ChangeList changes={changes} runs={runs} compare={compare} />
          )}
          {changes.length > 0 && (
            <details>
              <summary>The same as a table</summary>
              <DataTable table={tables.changes} />
            </details>
          )}
          {found.length > 0 && (
            <>
              <h2>New baselines</h2>
              <p>
                Values before and after are not compared: something other than the implementation's code
                changed.
              </p>
              <DataTable table={tables.borders} />
            </>
          )}
        </>
      )}
    </View>
  );
}

/** The rest is chosen one at a time, below. */
const FILTERS = ["language", "variant"] as const;

const NOTE =
  "Thick lines are levels, medians between changes; thin lines are the runs, the ribbon their 95 % intervals. " +
  "Changes are found by changepoint(1), each in its segment: lasting ones, not single runs. Triangles point up for better, down for " +
  "worse, and are hollow if the change was accepted. Crosses at the bottom are runs that failed.";

const SCALES: { value: TrendScale; label: string }[] = [
  { value: "relative", label: "relative to the first level" },
  { value: "linear", label: "linear" },
  { value: "log", label: "logarithmic" },
];

/** Several implementations are far apart: a change of 2 % is seen only if each is drawn against itself. */
function scaleOf(choice: string | undefined, series: TrendSeries[]): TrendScale {
  return (
    SCALES.find(({ value }) => value === choice)?.value ??
    (series.length < 2 ? "linear" : mostValues(series) < 3 ? "log" : "relative")
  );
}

function clipped(series: TrendSeries[], [first, last]: [number, number]): TrendSeries[] {
  return series
    .map((one) => ({
      ...one,
      segments: one.segments.filter((s) => s.run.some((run) => run >= first && run <= last)),
    }))
    .filter((one) => one.segments.length > 0);
}

/** How many values the segment with most of them has. */
function mostValues(series: TrendSeries[]): number {
  const counts = series.flatMap((one) => one.segments.map((s) => s.value.filter((v) => v !== null).length));
  return counts.reduce((a, b) => Math.max(a, b), 0);
}

/** Why there can be no change yet, if there are few runs. */
function Few({ most, count, benchmark }: { most: number; count: number; benchmark: string }) {
  if (most >= FEWEST) return null;
  const another = (
    <>
      <code>make remeasure-{benchmark}</code> adds one.
    </>
  );
  return (
    <p role="note" className={css.few}>
      {most === 0 ? (
        <>All runs failed: there is no value.</>
      ) : count === 1 ? (
        <>There is one run: a trend needs more. {another}</>
      ) : (
        <>
          The longest stretch without a new baseline has {plural(most, "value")}: a change is found among{" "}
          {FEWEST} or more. {another}
        </>
      )}
    </p>
  );
}

function DateChoice(props: { label: string; value: string; onChange: (value: string) => void }) {
  const { label, value, onChange } = props;
  return (
    <label className={css.date}>
      <span>{label}</span>
      <input type="date" value={value} onChange={(event) => onChange(event.target.value)} />
    </label>
  );
}

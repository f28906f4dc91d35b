// trend.ts - a metric over time: points with their intervals, levels, changes, borders, failures
//
// Lines are paths, so that thousands of points draw fast; where they are few, each has its symbol.
import type { CustomSeriesRenderItemAPI, CustomSeriesRenderItemReturn, EChartsCoreOption } from "echarts";
import type { Mark } from "../components/legend";
import type { TrendSegment, TrendSeries } from "../data/contracts";
import { dateAndTime, humaneRatio } from "../lib/format";
import type { SeriesStyle } from "../lib/series";
import {
  type Border,
  type Change,
  changesOf,
  commitOrder,
  FEWEST,
  isAccepted,
  levels,
  mostValues,
  type Runs,
  short,
} from "../lib/trend";
import { changeText, pointText } from "../lib/trend-words";
import { type Colours, type Drawing, tip, tooltipBox, valueAxis } from "./options";
import { CROSS } from "./rounds";

/** More points than this have no symbols of their own. */
const SYMBOLS = 240;

export interface Course {
  runs: Runs;
  series: TrendSeries[];
  borders: Border[];
  style: (implementation: string) => SeriesStyle;
  byCommit: boolean;
}

/** Several implementations are far apart: a change of 2 % is seen only if each is drawn against itself. */
export function isRelative(series: TrendSeries[]): boolean {
  return series.length > 1 && mostValues(series) >= FEWEST;
}

/** The level before the first change, or where there is none the first value. */
function baseOf({ changes, value }: TrendSegment): number {
  return (changes[0]?.before ?? value.find((one) => one !== null)) || 1;
}

export function trendOption(course: Course): Drawing {
  const { runs, series, borders, byCommit, style } = course;
  const commits = commitOrder(runs);
  const x = (run: number) => (byCommit ? (commits.place[run] ?? 0) : (runs.time[run] ?? 0) * 1000);
  const changes = changesOf(series);
  const relative = isRelative(series);
  const base = (segment: TrendSegment) => (relative ? baseOf(segment) : 1);
  const shown = (of: "value" | "lo" | "hi") =>
    series.flatMap(({ segments }) =>
      segments.flatMap((segment) =>
        segment[of].flatMap((value) => (value === null ? [] : value / base(segment))),
      ),
    );
  const medians = shown("value");
  const few = medians.length <= SYMBOLS;
  // of many, a single wide interval is not worth the room
  const values = few ? [...medians, ...shown("lo"), ...shown("hi")] : medians;
  return (colours, narrow) => {
    const y = valueAxis(colours, {
      values: values.length > 0 ? values : [1],
      unit: relative ? "×" : (series[0]?.unit ?? "1"),
      log: series.length > 1 && !relative,
      close: true,
    });
    const label = { color: colours("--text"), hideOverlap: true };
    const axisLine = { onZero: false, lineStyle: { color: colours("--muted") } };
    return {
      useUTC: true,
      grid: {
        left: 8,
        right: 24,
        top: 28,
        bottom: 8,
        outerBoundsMode: "same",
        outerBoundsContain: "axisLabel",
      },
      tooltip: { ...tooltipBox(colours), trigger: "axis", formatter: tooltipOf(course, changes) },
      xAxis: {
        ...(byCommit
          ? {
              type: "value",
              minInterval: 1,
              axisLabel: { ...label, formatter: (place: number) => commits.names[place] ?? "" },
            }
          : { type: "time", axisLabel: label }),
        ...{ axisLine, boundaryGap: ["2%", "2%"], splitLine: { show: false } },
      },
      yAxis: y,
      series: [
        borderLines(colours, borders, x, narrow),
        ...series.flatMap((one) =>
          one.segments.flatMap((segment) =>
            drawn(colours, style(one.implementation), one.implementation, segment, x, base(segment), few),
          ),
        ),
        ...series.map((one, i) =>
          failures(colours(style(one.implementation).colour), one, i, x, Number(y.min)),
        ),
        changeSymbols(colours, changes, x, base, narrow),
      ],
    };
  };
}

/** A segment: the intervals as a ribbon, the points, the levels. */
function drawn(
  colours: Colours,
  { colour: variable, symbol, dash }: SeriesStyle,
  name: string,
  segment: TrendSegment,
  x: (run: number) => number,
  base: number,
  symbols: boolean,
): EChartsCoreOption[] {
  const colour = colours(variable);
  const points = segment.run.flatMap((run, i) => {
    const value = segment.value[i] ?? null;
    if (value === null) return [];
    return [
      {
        at: [x(run), value / base, run],
        lo: (segment.lo[i] ?? value) / base,
        hi: (segment.hi[i] ?? value) / base,
      },
    ];
  });
  const steps = levels(segment).flatMap(({ first, last, value }) => [
    [x(segment.run[first] ?? 0), value / base],
    [x(segment.run[last] ?? 0), value / base],
    [null, null],
  ]);
  return [
    {
      type: "custom",
      silent: true,
      clip: true,
      data: points.slice(0, 1).map(({ at }) => [at[0]]),
      renderItem: ribbon(
        points.map(({ at, lo, hi }) => [at[0] ?? 0, lo, hi]),
        colour,
      ),
      tooltip: { show: false },
    },
    {
      type: "line",
      name,
      data: points.map(({ at }) => at),
      symbol,
      symbolSize: 6,
      showSymbol: symbols || points.length === 1,
      lineStyle: { color: colour, width: 1, opacity: 0.65 },
      itemStyle: { color: colour },
    },
    {
      type: "line",
      name,
      data: steps,
      symbol: "none",
      silent: true,
      connectNulls: false,
      lineStyle: { color: colour, width: 2.5, type: dash.length > 0 ? dash : "solid" },
      tooltip: { show: false },
    },
  ];
}

/** One polygon, made for the first datum of its series; of a single point it is a line. */
function ribbon(points: [number, number, number][], colour: string) {
  return (_: unknown, api: CustomSeriesRenderItemAPI): CustomSeriesRenderItemReturn => {
    const upper = points.map(([x, , hi]) => api.coord([x, hi]));
    const lower = points.map(([x, lo]) => api.coord([x, lo]));
    const style = points.length === 1 ? { stroke: colour, lineWidth: 2 } : { fill: colour, opacity: 0.18 };
    return { type: "polygon", shape: { points: [...upper, ...lower.reverse()] }, style };
  };
}

function borderLines(
  colours: Colours,
  borders: Border[],
  x: (run: number) => number,
  narrow: boolean,
): EChartsCoreOption {
  const muted = colours("--muted");
  return {
    type: "line",
    data: [],
    markLine: {
      silent: true,
      symbol: "none",
      lineStyle: { color: muted, type: "solid", width: 1 },
      data: borders.map(({ run, what }) => {
        const formatter = `new ${what.map((word) => word.split(":")[0]).join(", ")}`;
        return { xAxis: x(run), label: { show: !narrow, color: muted, formatter } };
      }),
    },
  };
}

/** Crosses on the axis, those of each implementation in a row of their own. */
function failures(
  colour: string,
  one: TrendSeries,
  row: number,
  x: (run: number) => number,
  floor: number,
): EChartsCoreOption {
  return {
    type: "scatter",
    name: one.implementation,
    symbol: CROSS,
    symbolSize: 8,
    symbolOffset: [0, -6 - 9 * row],
    itemStyle: { color: "none", borderColor: colour, borderWidth: 2 },
    data: one.segments.flatMap(({ failed, run }) =>
      Object.keys(failed).map((point) => [x(run[Number(point)] ?? 0), floor, run[Number(point)]]),
    ),
  };
}

const CHANGES: { [verdict: string]: { colour: string; symbol: string; turned?: boolean } } = {
  worse: { colour: "--bad", symbol: "triangle", turned: true },
  better: { colour: "--good", symbol: "triangle" },
  changed: { colour: "--muted", symbol: "diamond" },
};

/** On the new level, with the ratio as far as there is room; hollow if accepted. */
function changeSymbols(
  colours: Colours,
  changes: Change[],
  x: (run: number) => number,
  base: (segment: TrendSegment) => number,
  narrow: boolean,
): EChartsCoreOption {
  return {
    type: "scatter",
    symbolSize: 13,
    z: 5,
    silent: true,
    tooltip: { show: false },
    labelLayout: { hideOverlap: true },
    data: changes.map((change) => {
      const { colour = "--muted", symbol = "diamond", turned = false } = CHANGES[change.verdict] ?? {};
      const hollow = isAccepted(change);
      return {
        value: [x(change.runAfter), change.after / base(change.segment)],
        symbol,
        symbolRotate: turned ? 180 : 0,
        itemStyle: {
          color: colours(hollow ? "--page" : colour),
          borderColor: colours(hollow ? colour : "--page"),
          borderWidth: hollow ? 2 : 1,
        },
        label: {
          show: !narrow,
          position: "top",
          color: colours("--text"),
          formatter: humaneRatio(change.ratio),
        },
      };
    }),
  };
}

/** Of the run that is pointed at: every implementation's value, what failed, what changed. */
function tooltipOf({ runs, series }: Course, changes: Change[]) {
  return (pointed: { value: unknown }[]): HTMLElement | string => {
    const run = pointed
      .map(({ value }) => (Array.isArray(value) ? value[2] : undefined))
      .find((r) => typeof r === "number");
    if (run === undefined) return "";
    const commit = runs.commit[run];
    const state = commit ? `commit ${short(commit)}${runs.dirty[run] ? "+" : ""}` : "commit unknown";
    const points = series.flatMap((one) =>
      one.segments
        .filter((segment) => segment.run.includes(run))
        .map((segment) => `${one.implementation}: ${pointText(segment, segment.run.indexOf(run), one.unit)}`),
    );
    const changed = changes
      .filter(({ runAfter }) => runAfter === run)
      .map((change) => `${change.series.implementation} changed: ${changeText(change)}`);
    return tip([`${dateAndTime(runs.time[run])}, ${state}`, ...points, ...changed]);
  };
}

export function trendLegend({ series, style }: Course): Mark[] {
  const changes = changesOf(series);
  const verdicts = Object.entries(CHANGES).filter(([one]) => changes.some(({ verdict }) => verdict === one));
  return [
    ...series.map(({ implementation }) => ({ label: implementation, ...style(implementation) })),
    ...verdicts.map(([label, mark]) => ({ label, ...mark })),
    ...(changes.some(isAccepted)
      ? [{ label: "accepted", colour: "--muted", symbol: "triangle", hollow: true }]
      : []),
  ];
}

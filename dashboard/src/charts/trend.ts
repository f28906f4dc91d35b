// trend.ts - a metric over time: points with their intervals and levels; trend-marks.ts has the rest
//
// Lines are paths, so that thousands of points draw fast; where they are few, each has its symbol.
import type { CustomSeriesRenderItemAPI, CustomSeriesRenderItemReturn, EChartsCoreOption } from "echarts";
import type { TrendSegment, TrendSeries } from "../data/contracts";
import { dateAndTime, humaneRatio } from "../lib/format";
import type { SeriesStyle } from "../lib/series";
import {
  type Border,
  type Change,
  changesOf,
  commitName,
  commitPlaces,
  extent,
  FEWEST,
  levels,
  mostValues,
  type Runs,
  runsOf,
} from "../lib/trend";
import { changeText, pointText } from "../lib/trend-words";
import { type Colours, type Drawing, tip, tooltipBox, valueAxis } from "./options";
import { borderLines, changeSymbols, failures } from "./trend-marks";

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

/** What the values of a segment are drawn against: its level before the first change, or else its first value. */
function baseOf({ changes, value }: TrendSegment): number {
  return (changes[0]?.before ?? value.find((one) => one !== null)) || 1;
}

/** A value, as it is drawn. */
interface Point {
  run: number;
  value: number;
  lo: number;
  hi: number;
}

function pointsOf({ run, value, lo, hi }: TrendSegment, base: number): Point[] {
  return run.flatMap((number, i) => {
    const own = value[i] ?? null;
    if (own === null) return [];
    return [{ run: number, value: own / base, lo: (lo[i] ?? own) / base, hi: (hi[i] ?? own) / base }];
  });
}

export function trendOption(course: Course): Drawing {
  const { runs, series, borders, byCommit, style } = course;
  const { place, names } = commitPlaces(runs, runsOf(series));
  const x = (run: number) => (byCommit ? (place.get(run) ?? 0) : (runs.time[run] ?? 0) * 1000);
  const changes = changesOf(series);
  const relative = isRelative(series);
  const base = (segment: TrendSegment) => (relative ? baseOf(segment) : 1);
  const points = series.flatMap(({ segments }) => segments.flatMap((one) => pointsOf(one, base(one))));
  return (colours, narrow) => {
    const y = valueAxis(colours, {
      values: points.length > 0 ? extent(points) : [1],
      unit: relative ? "×" : (series[0]?.unit ?? "1"),
      log: series.length > 1 && !relative,
      close: true,
      steps: 7,
    });
    const every = Math.ceil(names.length / (narrow ? 4 : 12));
    const customValues = names.flatMap((_, i) => (i % every === 0 ? [i] : []));
    const label = { color: colours("--text"), hideOverlap: true };
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
      tooltip: { ...tooltipBox(colours), trigger: "axis", formatter: tooltipOf(course, changes, base) },
      xAxis: {
        ...(byCommit
          ? {
              ...{ type: "value", min: -0.5, max: names.length - 0.5, axisTick: { customValues } },
              axisLabel: { ...label, customValues, formatter: (at: number) => names[at] ?? "" },
            }
          : { type: "time", axisLabel: label, boundaryGap: ["2%", "2%"] }),
        axisLine: { onZero: false, lineStyle: { color: colours("--muted") } },
        splitLine: { show: false },
      },
      yAxis: y,
      series: [
        borderLines(colours, borders, x, narrow),
        ...series.flatMap(({ implementation, segments }) =>
          segments.flatMap((segment) =>
            drawn(colours, style(implementation), segment, x, base(segment), points.length <= SYMBOLS),
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
  segment: TrendSegment,
  x: (run: number) => number,
  base: number,
  symbols: boolean,
): EChartsCoreOption[] {
  const colour = colours(variable);
  const own = pointsOf(segment, base);
  const steps = levels(segment).flatMap(({ first, last, value }) => [
    [x(segment.run[first] ?? 0), value / base],
    [x(segment.run[last] ?? 0), value / base],
    [null, null],
  ]);
  const silent = { silent: true, tooltip: { show: false } };
  return [
    {
      ...silent,
      type: "custom",
      clip: true,
      data: own.slice(0, 1).map(({ run }) => [x(run)]),
      renderItem: ribbon(own, x, colour),
    },
    {
      type: "line",
      data: own.map(({ run, value }) => [x(run), value, run]),
      symbol,
      symbolSize: 6,
      showSymbol: symbols || own.length === 1,
      lineStyle: { color: colour, width: 1, opacity: 0.65 },
      itemStyle: { color: colour },
    },
    {
      ...silent,
      type: "line",
      data: steps,
      symbol: "none",
      connectNulls: false,
      lineStyle: { color: colour, width: 2.5, type: dash.length > 0 ? dash : "solid" },
    },
  ];
}

/** One polygon, made for the first datum of its series; of a single point it is a line. */
function ribbon(points: Point[], x: (run: number) => number, colour: string) {
  return (_: unknown, api: CustomSeriesRenderItemAPI): CustomSeriesRenderItemReturn => {
    const upper = points.map(({ run, hi }) => api.coord([x(run), hi]));
    const lower = points.map(({ run, lo }) => api.coord([x(run), lo]));
    const style = points.length === 1 ? { stroke: colour, lineWidth: 2 } : { fill: colour, opacity: 0.18 };
    return { type: "polygon", shape: { points: [...upper, ...lower.reverse()] }, style };
  };
}

/** Of the run that is pointed at: every implementation's value, what failed, what changed. */
function tooltipOf({ runs, series }: Course, changes: Change[], base: (segment: TrendSegment) => number) {
  return (pointed: { value: unknown }[]): HTMLElement | string => {
    const run = pointed
      .map(({ value }) => (Array.isArray(value) ? value[2] : undefined))
      .find((r) => typeof r === "number");
    if (run === undefined) return "";
    const points = series.flatMap(({ implementation, unit, segments }) =>
      segments.flatMap((segment) => {
        const i = segment.run.indexOf(run);
        const value = segment.value[i] ?? null;
        const drawn = value === null || base(segment) === 1 ? [] : [humaneRatio(value / base(segment))];
        return i < 0 ? [] : [`${implementation}: ${[pointText(segment, i, unit), ...drawn].join(", ")}`];
      }),
    );
    const changed = changes
      .filter(({ runAfter }) => runAfter === run)
      .map((change) => `${change.series.implementation} changed: ${changeText(change)}`);
    return tip([`${dateAndTime(runs.time[run])}, commit ${commitName(runs, run)}`, ...points, ...changed]);
  };
}

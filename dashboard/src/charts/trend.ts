// trend.ts - a metric over time: points with their intervals, levels, changes, borders, failures
//
// Lines are paths, so that thousands of points draw fast; where they are few, each has its symbol.
import type { CustomSeriesRenderItemAPI, CustomSeriesRenderItemReturn, EChartsCoreOption } from "echarts";
import type { Mark } from "../components/legend";
import type { TrendSeries } from "../data/contracts";
import { humaneRatio } from "../lib/format";
import type { SeriesStyle } from "../lib/series";
import { type Border, type Change, changesOf, commitOrder, isAccepted, levels } from "../lib/trend";
import { baseOf, type Course } from "./course";
import { type Colours, type Drawing, valueAxis } from "./options";
import { changeSymbols, failures, LABEL_HEIGHT, LABEL_ROWS, marks, tooltipOf } from "./trend-marks";

/** More points than this have no symbols of their own, more labels no room. */
const SYMBOLS = 240;
const LABELS = 12;
export function trendOption(course: Course): Drawing {
  const { runs, range, scale } = course;
  const commits = commitOrder(runs);
  const x = (run: number) =>
    course.order === "date" ? (runs.time[run] ?? 0) * 1000 : (commits.place[run] ?? 0);
  const within = (run: number) => run >= range[0] && run <= range[1];
  const changes = changesOf(course.series).filter(({ after }) => within(after));
  const shownBorders = course.borders.filter(({ run }) => within(run));
  const tooltip = tooltipOf(course, changes);

  return (colours, narrow) => {
    const shown = (of: "value" | "lo" | "hi") =>
      course.series.flatMap(({ segments }) =>
        segments.flatMap((segment) => {
          const base = baseOf(segment, scale);
          return segment[of].flatMap((value, i) =>
            value !== null && within(segment.run[i] ?? -1) ? [value / base] : [],
          );
        }),
      );
    const medians = shown("value");
    const few = medians.length <= SYMBOLS;
    // of many, a single wide interval is not worth the room
    const values = few ? [...medians, ...shown("lo"), ...shown("hi")] : medians;
    const y = valueAxis(colours, {
      values: values.length > 0 ? values : [1],
      unit: scale === "relative" ? "×" : (course.series[0]?.unit ?? "1"),
      log: scale === "log",
      strict: true,
    });
    const labelled = !narrow && changes.length + shownBorders.length <= LABELS;
    const labels = labelled && changes.length + shownBorders.length > 0 ? LABEL_ROWS * LABEL_HEIGHT : 0;
    const margin = { left: 8, right: 24, top: 12 + labels, bottom: 8 };
    return {
      useUTC: true,
      grid: { ...margin, outerBoundsMode: "same", outerBoundsContain: "axisLabel" },
      tooltip: {
        trigger: "axis",
        confine: true,
        backgroundColor: colours("--raised"),
        borderColor: colours("--line"),
        textStyle: { color: colours("--text"), fontSize: 13 },
        formatter: tooltip,
      },
      xAxis: xAxis(colours, course, commits.names, x),
      yAxis: y,
      series: [
        ...bands(colours, shownBorders, x, range),
        ...course.series.flatMap((one) => drawn(colours, course, one, x, within, few)),
        ...failures(colours, course, x, within, Number(y.min)),
        marks(
          shownBorders.map(({ run, what }) => ({
            x: x(run),
            text: `new ${what.map((w) => w.split(":")[0]).join(", ")}`,
            colour: colours("--muted"),
            dash: [],
          })),
          labelled,
          0,
        ),
        marks(
          changes.map((change) => ({
            x: x(change.after),
            text: humaneRatio(change.ratio),
            colour: colours(course.style(change.series.implementation).colour),
            dash: [4, 3],
          })),
          labelled,
          1,
        ),
        changeSymbols(colours, changes, x, scale),
      ],
    };
  };
}

function xAxis(colours: Colours, { order, range }: Course, names: string[], x: (run: number) => number) {
  const [first, last] = [x(range[0]), x(range[1])];
  const margin = (last - first) * 0.015;
  const common = {
    // of a single run ECharts makes its own
    ...(margin > 0 && { min: first - margin, max: last + margin }),
    axisLine: { onZero: false, lineStyle: { color: colours("--muted") } },
    splitLine: { show: false },
  };
  const label = { color: colours("--text"), hideOverlap: true };
  if (order === "date") return { ...common, type: "time", axisLabel: label };
  return {
    ...common,
    type: "value",
    minInterval: 1,
    axisLabel: { ...label, formatter: (place: number) => names[place] ?? "" },
  };
}

/** Every second stretch between borders has another ground. */
function bands(
  colours: Colours,
  found: Border[],
  x: (run: number) => number,
  range: [number, number],
): EChartsCoreOption[] {
  const edges = [...found.map(({ run }) => x(run)), x(range[1])];
  const areas = edges
    .slice(1)
    .flatMap((end, i) => (i % 2 === 0 ? [[{ xAxis: edges[i] }, { xAxis: end }]] : []));
  if (areas.length === 0) return [];
  const itemStyle = { color: colours("--raised"), opacity: 1 };
  return [{ type: "line", data: [], silent: true, markArea: { silent: true, itemStyle, data: areas } }];
}

/** A series: of each segment the intervals as a ribbon, the points, the levels. */
function drawn(
  colours: Colours,
  { scale, style: styleOf }: Course,
  one: TrendSeries,
  x: (run: number) => number,
  within: (run: number) => boolean,
  symbols: boolean,
): EChartsCoreOption[] {
  const { colour: variable, symbol, dash } = styleOf(one.implementation);
  const colour = colours(variable);
  return one.segments.flatMap((segment) => {
    const base = baseOf(segment, scale);
    const points = segment.run.flatMap((run, i) => {
      const value = segment.value[i] ?? null;
      if (value === null || !within(run)) return [];
      return [
        {
          at: [x(run), value / base, run],
          lo: (segment.lo[i] ?? value) / base,
          hi: (segment.hi[i] ?? value) / base,
        },
      ];
    });
    const steps = levels(segment).flatMap(({ first, last, value }) => {
      const runs = segment.run.slice(first, last + 1).filter(within);
      const [from, to] = [runs[0], runs.at(-1)];
      return from === undefined || to === undefined
        ? []
        : [
            [x(from), value / base],
            [x(to), value / base],
            [null, null],
          ];
    });
    const line = { type: "line", name: one.implementation, connectNulls: false };
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
        ...line,
        data: points.map(({ at }) => at),
        symbol,
        symbolSize: 6,
        showSymbol: symbols || points.length === 1,
        lineStyle: { color: colour, width: 1, opacity: 0.65 },
        itemStyle: { color: colour },
      },
      {
        ...line,
        data: steps,
        symbol: "none",
        silent: true,
        lineStyle: { color: colour, width: 2.5, type: dash.length > 0 ? dash : "solid" },
        tooltip: { show: false },
      },
    ];
  });
}

/** One polygon, made for the first datum of its series; of a single point it is a line. */
function ribbon(points: [number, number, number][], colour: string) {
  return (_: unknown, api: CustomSeriesRenderItemAPI): CustomSeriesRenderItemReturn => {
    const [upper, lower] = [
      points.map(([x, , hi]) => api.coord([x, hi])),
      points.map(([x, lo]) => api.coord([x, lo])),
    ];
    const single = points.length === 1;
    return {
      type: "polygon",
      shape: { points: [...upper, ...lower.reverse()] },
      style: single ? { stroke: colour, lineWidth: 2 } : { fill: colour, opacity: 0.18 },
    };
  };
}

export function trendLegend(series: (SeriesStyle & { name: string })[], changes: Change[]): Mark[] {
  const triangle = { symbol: "triangle" };
  return [
    ...series.map(({ name, ...style }) => ({ label: name, ...style })),
    ...(changes.some(({ verdict }) => verdict === "worse")
      ? [{ label: "worse", colour: "--bad", turned: true, ...triangle }]
      : []),
    ...(changes.some(({ verdict }) => verdict === "better")
      ? [{ label: "better", colour: "--good", ...triangle }]
      : []),
    ...(changes.some(isAccepted)
      ? [{ label: "accepted", colour: "--muted", hollow: true, ...triangle }]
      : []),
  ];
}

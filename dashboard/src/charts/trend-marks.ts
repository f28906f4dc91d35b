// trend-marks.ts - what stands on a trend: changes, borders, failures, and what a run says when pointed at
import type { CustomSeriesRenderItemAPI, CustomSeriesRenderItemReturn, EChartsCoreOption } from "echarts";
import type { TrendSegment, TrendSeries } from "../data/contracts";
import { dateAndTime, humane, humaneRange } from "../lib/format";
import { type Change, isAccepted, levels, short } from "../lib/trend";
import { changeText } from "../lib/trend-words";
import { baseOf, type Course, type TrendScale } from "./course";
import { type Colours, tip } from "./options";
import { CROSS } from "./rounds";

export const LABEL_HEIGHT = 15;
export const LABEL_ROWS = 3;

interface VerticalMark {
  x: number;
  text: string;
  colour: string;
  dash: number[];
}

/** Vertical lines through the plot, with their text above it: neighbours in other rows. */
export function marks(list: VerticalMark[], labelled: boolean, firstRow: number): EChartsCoreOption {
  return {
    type: "custom",
    silent: true,
    data: list.map(({ x }) => [x]),
    tooltip: { show: false },
    renderItem: (
      params: { dataIndex: number; coordSys: { x: number; y: number; width: number; height: number } },
      api: CustomSeriesRenderItemAPI,
    ): CustomSeriesRenderItemReturn => {
      const mark = list[params.dataIndex];
      if (!mark) return null;
      const [x = 0] = api.coord([mark.x, 0]);
      const { x: left, y, width, height } = params.coordSys;
      const leftwards = x > left + 0.9 * width;
      const row = firstRow === 0 ? 0 : firstRow + (params.dataIndex % (LABEL_ROWS - firstRow));
      return {
        type: "group",
        children: [
          {
            type: "line",
            shape: {
              x1: x,
              y1: labelled ? y - (LABEL_ROWS - row - 1) * LABEL_HEIGHT - 2 : y,
              x2: x,
              y2: y + height,
            },
            style: { stroke: mark.colour, lineWidth: 1, lineDash: mark.dash },
          },
          ...(labelled
            ? [
                {
                  type: "text" as const,
                  style: {
                    x: leftwards ? x - 3 : x + 3,
                    align: leftwards ? ("right" as const) : ("left" as const),
                    y: y - (LABEL_ROWS - row) * LABEL_HEIGHT,
                    text: mark.text,
                    fill: mark.colour,
                    fontSize: 12,
                    fontFamily: "system-ui, sans-serif",
                  },
                },
              ]
            : []),
        ],
      };
    },
  };
}

/** A triangle on the new level: up and green for better, down and red for worse; hollow if accepted. */
export function changeSymbols(
  colours: Colours,
  changes: Change[],
  x: (run: number) => number,
  scale: TrendScale,
): EChartsCoreOption {
  return {
    type: "scatter",
    symbolSize: 13,
    z: 5,
    silent: true,
    tooltip: { show: false },
    data: changes.flatMap((change) => {
      const level = levels(change.segment).find(({ first }) => first === change.point);
      if (!level) return [];
      const colour = colours(
        change.verdict === "better" ? "--good" : change.verdict === "worse" ? "--bad" : "--muted",
      );
      const hollow = isAccepted(change);
      return [
        {
          value: [x(change.after), level.value / baseOf(change.segment, scale), change.after],
          symbol: change.verdict === "changed" ? "diamond" : "triangle",
          symbolRotate: change.verdict === "worse" ? 180 : 0,
          itemStyle: {
            color: hollow ? colours("--page") : colour,
            borderColor: hollow ? colour : colours("--page"),
            borderWidth: hollow ? 2 : 1,
          },
        },
      ];
    }),
  };
}

/** Crosses on the axis, those of each implementation in a row of their own. */
export function failures(
  colours: Colours,
  course: Course,
  x: (run: number) => number,
  within: (run: number) => boolean,
  floor: number,
): EChartsCoreOption[] {
  return course.series.map((one, i) => ({
    type: "scatter",
    name: one.implementation,
    symbol: CROSS,
    symbolSize: 8,
    symbolOffset: [0, -6 - 9 * i],
    itemStyle: {
      color: "none",
      borderColor: colours(course.style(one.implementation).colour),
      borderWidth: 2,
    },
    data: one.segments.flatMap((segment) =>
      Object.keys(segment.failed).flatMap((point) => {
        const run = segment.run[Number(point)] ?? -1;
        return within(run) ? [[x(run), floor, run]] : [];
      }),
    ),
  }));
}

/** Of the run that is pointed at: every implementation's value, what failed, what changed. */
export function tooltipOf({ runs, series }: Course, changes: Change[]) {
  return (pointed: { value: unknown }[]): HTMLElement | string => {
    const run = pointed
      .map(({ value }) => (Array.isArray(value) ? value[2] : undefined))
      .find((r) => typeof r === "number");
    if (run === undefined) return "";
    const commit = runs.commit[run];
    return tip([
      `${dateAndTime(runs.time[run] ?? 0)}, ${commit ? `commit ${short(commit)}${runs.dirty[run] ? "+" : ""}` : "commit unknown"}`,
      ...series.flatMap((one) =>
        one.segments.flatMap((segment) => {
          const i = segment.run.indexOf(run);
          return i < 0 ? [] : [`${one.implementation}: ${pointText(one, segment, i)}`];
        }),
      ),
      ...changes
        .filter(({ after }) => after === run)
        .map((change) => `${change.series.implementation} changed: ${changeText(change)}`),
    ]);
  };
}

function pointText(one: TrendSeries, segment: TrendSegment, i: number): string {
  const value = segment.value[i] ?? null;
  if (value === null) return segment.failed[i] ?? "no value";
  const [lo, hi] = [segment.lo[i] ?? null, segment.hi[i] ?? null];
  const interval = lo !== null && hi !== null && lo < hi ? ` (${humaneRange(lo, hi, one.unit)})` : "";
  return `${humane(value, one.unit)}${interval}`;
}

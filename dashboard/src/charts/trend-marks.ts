// trend-marks.ts - what is marked in a trend: changes, new baselines, failures; and the legend of all of it
import type { EChartsCoreOption } from "echarts";
import type { Mark } from "../components/legend";
import type { TrendSegment, TrendSeries } from "../data/contracts";
import { humaneRatio } from "../lib/format";
import { type Border, type Change, changesOf, isAccepted } from "../lib/trend";
import type { Colours } from "./options";
import { CROSS } from "./rounds";
import type { Course } from "./trend";

type Across = (run: number) => number;

export function borderLines(
  colours: Colours,
  borders: Border[],
  x: Across,
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
export function failures(
  colour: string,
  one: TrendSeries,
  row: number,
  x: Across,
  floor: number,
): EChartsCoreOption {
  return {
    type: "scatter",
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
export function changeSymbols(
  colours: Colours,
  changes: Change[],
  x: Across,
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

export function trendLegend({ series, style }: Course): Mark[] {
  const changes = changesOf(series);
  const verdicts = Object.entries(CHANGES).filter(([one]) => changes.some(({ verdict }) => verdict === one));
  return [
    ...series.map(({ implementation }) => ({ label: implementation, ...style(implementation) })),
    ...verdicts.map(([label, mark]) => ({ label, ...mark })),
    ...(changes.some(isAccepted)
      ? [{ label: "accepted", colour: "--muted", symbol: "triangle", hollow: true }]
      : []),
    ...(series.some(({ segments }) => segments.some(({ failed }) => Object.keys(failed).length > 0))
      ? [{ label: "failed", colour: "--text", symbol: CROSS }]
      : []),
  ];
}

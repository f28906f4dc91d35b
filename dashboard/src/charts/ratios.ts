// ratios.ts - estimates with their intervals, a lane each: ratios to a reference, or values
import type { EChartsCoreOption } from "echarts";
import { THRESHOLD } from "../lib/compare";
import { toneOf } from "../lib/format";
import type { Tone } from "../lib/table";
import { type Colours, type Drawing, laneAxis, stepsOf, tip, valueAxis, whisker } from "./options";

export interface Estimate {
  value: number;
  lo: number | null;
  hi: number | null;
  /** CSS variable. */
  colour: string;
  symbol: string;
  hollow?: boolean;
  rotate?: number;
  /** Of the tooltip. */
  lines: string[];
}

export interface EstimateLane {
  name: string;
  estimates: Estimate[];
}

/** The mark of a verdict, as lib/compare.ts has it in words: ▲ better, ▼ worse, ● no difference, ○ who knows. */
export function verdictMark(verdict: string): Pick<Estimate, "colour" | "symbol" | "hollow" | "rotate"> {
  const tone: Tone | undefined = toneOf(verdict);
  if (tone === "good") return { colour: "--good", symbol: "triangle" };
  if (tone === "bad") return { colour: "--bad", symbol: "triangle", rotate: 180 };
  if (tone === "tie") return { colour: "--tie", symbol: "circle" };
  return { colour: "--unsure", symbol: "circle", hollow: true };
}

export function ratiosOption(lanes: EstimateLane[], log: boolean): Drawing {
  const around = [1 / THRESHOLD ** 2, THRESHOLD ** 2];
  return (colours, narrow) => {
    const drawn = estimates(colours, lanes);
    return {
      xAxis: valueAxis(colours, {
        values: [...valuesOf(lanes), ...around],
        unit: "×",
        log,
        steps: stepsOf(narrow),
      }),
      yAxis: laneAxis(
        colours,
        lanes.map((lane) => lane.name),
        narrow,
      ),
      series: [
        {
          type: "scatter",
          data: [],
          silent: true,
          markArea: {
            silent: true,
            itemStyle: { color: colours("--muted"), opacity: 0.15 },
            data: [[{ xAxis: 1 / THRESHOLD }, { xAxis: THRESHOLD }]],
          },
          markLine: {
            silent: true,
            symbol: "none",
            label: { show: false },
            lineStyle: { color: colours("--text"), type: "solid", width: 1 },
            data: [{ xAxis: 1 }],
          },
        },
        ...drawn,
      ],
    };
  };
}

export function valuesOption(lanes: EstimateLane[], unit: string, log: boolean): Drawing {
  return (colours, narrow) => ({
    xAxis: valueAxis(colours, { values: valuesOf(lanes), unit, log, steps: stepsOf(narrow) }),
    yAxis: laneAxis(
      colours,
      lanes.map((lane) => lane.name),
      narrow,
    ),
    series: estimates(colours, lanes),
  });
}

function valuesOf(lanes: EstimateLane[]): number[] {
  return lanes.flatMap((lane) =>
    lane.estimates.flatMap(({ value, lo, hi }) => [value, lo ?? value, hi ?? value]),
  );
}

function estimates(colours: Colours, lanes: EstimateLane[]): EChartsCoreOption[] {
  const placed = lanes.flatMap(({ estimates: of }, lane) =>
    of.map((estimate, i) => ({ ...estimate, y: lane + offset(i, of.length) })),
  );
  const ranges = placed.filter(({ lo, hi }) => lo !== null && hi !== null);
  const tooltip = (list: Estimate[]) => ({
    formatter: ({ dataIndex }: { dataIndex: number }) => tip(list[dataIndex]?.lines ?? []),
  });
  return [
    {
      type: "custom",
      renderItem: whisker(5),
      encode: { x: [0, 1], y: 2 },
      data: ranges.map(({ lo, hi, y, colour }) => ({
        value: [lo, hi, y],
        itemStyle: { color: colours(colour) },
      })),
      tooltip: tooltip(ranges),
    },
    {
      type: "scatter",
      symbolSize: 11,
      data: placed.map(({ value, y, colour, symbol, hollow, rotate }) => ({
        value: [value, y],
        symbol,
        symbolRotate: rotate ?? 0,
        itemStyle: {
          color: hollow ? colours("--page") : colours(colour),
          borderColor: colours(colour),
          borderWidth: 1.5,
        },
      })),
      tooltip: tooltip(placed),
    },
  ];
}

/** Of several in a lane, one under the other. */
function offset(i: number, count: number): number {
  const room = (0.7 * (count - 1)) / count;
  return count < 2 ? 0 : room * (i / (count - 1) - 0.5);
}

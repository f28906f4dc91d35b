// lanes.ts - estimates with their intervals, in lanes: ratios to a reference, values, medians of rounds
import type { EChartsCoreOption } from "echarts";
import { THRESHOLD } from "../lib/compare";
import { toneOf, type Verdict } from "../lib/format";
import { type Colours, type Drawing, laneAxis, stepsOf, tip, valueAxis, whisker } from "./options";

export interface Estimate {
  value: number;
  lo: number | null;
  hi: number | null;
  /** CSS variable. */
  colour: string;
  symbol: string;
  size?: number[];
  hollow?: boolean;
  rotate?: number;
  /** Of the tooltip. */
  lines: string[];
  /** Its place in the lane, whose middle is 0; several are under one another else. */
  at?: number;
}

export interface Lane {
  name: string;
  estimates: Estimate[];
}

/** In full, for a tooltip. */
export function inFull(value: number | null, lo: number | null, hi: number | null, unit = ""): string {
  const full = unit === "" ? `${value}` : `${value} ${unit}`;
  return lo === null || hi === null ? `${full}, without an interval` : `${full} (${lo} to ${hi})`;
}

/** The mark of a verdict, as lib/compare.ts has it in words: ▲ better, ▼ worse, ● no difference, ○ who knows. */
export function verdictMark(verdict: Verdict): Pick<Estimate, "colour" | "symbol" | "hollow" | "rotate"> {
  const tone = toneOf(verdict);
  if (tone === "good") return { colour: "--good", symbol: "triangle" };
  if (tone === "bad") return { colour: "--bad", symbol: "triangle", rotate: 180 };
  if (tone === "tie") return { colour: "--tie", symbol: "circle" };
  return { colour: "--unsure", symbol: "circle", hollow: true };
}

/** more: what is drawn besides, and its values. Of ratios, unit ×, 1 and what does not matter are marked. */
export function lanesOption(
  lanes: Lane[],
  unit: string,
  log: boolean,
  more: { values: number[]; series: (colours: Colours) => EChartsCoreOption[] } = NOTHING,
): Drawing {
  const around = unit === "×" ? [1 / THRESHOLD ** 2, THRESHOLD ** 2] : [];
  const own = lanes.flatMap(({ estimates }) =>
    estimates.flatMap(({ value, lo, hi }) => [value, lo ?? value, hi ?? value]),
  );
  const values = [...own, ...around, ...more.values];
  const names = lanes.map(({ name }) => name);
  return (colours, narrow) => ({
    xAxis: ends(valueAxis(colours, { values, unit, log, steps: stepsOf(narrow) }), lanes.length),
    yAxis: laneAxis(colours, names, narrow),
    series: [
      ...(unit === "×" ? [threshold(colours)] : []),
      ...more.series(colours),
      ...estimates(colours, lanes),
    ],
  });
}

/** Of many lanes the first are far from the axis: they have it above, too. */
function ends(axis: ReturnType<typeof valueAxis>, count: number) {
  return count > 12 ? [axis, { ...axis, position: "top", splitLine: { show: false } }] : axis;
}

const NOTHING = { values: [], series: () => [] };

function threshold(colours: Colours): EChartsCoreOption {
  return {
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
  };
}

function estimates(colours: Colours, lanes: Lane[]): EChartsCoreOption[] {
  const placed = lanes.flatMap(({ estimates: of }, lane) =>
    of.map((estimate, i) => ({ ...estimate, y: lane + (estimate.at ?? offset(i, of.length)) })),
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
      data: placed.map(({ value, y, colour, symbol, size, hollow, rotate }) => ({
        value: [value, y],
        symbol,
        symbolSize: size ?? 11,
        symbolRotate: rotate ?? 0,
        itemStyle: {
          color: hollow ? colours("--page") : colours(colour),
          borderColor: colours(colour),
          borderWidth: size ? 0 : 1.5,
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

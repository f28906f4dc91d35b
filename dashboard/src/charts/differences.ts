// differences.ts - ratios of A to B with their intervals, the largest first, a lane each
import type { Mark as LegendMark } from "../components/legend";
import { type Line, type Mark, mark, THRESHOLD } from "../lib/compare";
import { lineName } from "../lib/differences";
import { faster, humaneRatio } from "../lib/format";
import { type Drawing, laneAxis, tip, valueAxis, whisker } from "./options";

/** More lanes than this are a table. */
export const LANES = 30;
/** A name has one line, or where there is little room three. */
const LANE_HEIGHT = { wide: 26, narrow: 46 };

const SHAPES: { [shape in Mark["shape"]]: { symbol: string; turned?: boolean; hollow?: boolean } } = {
  "▲": { symbol: "triangle" },
  "▼": { symbol: "triangle", turned: true },
  "●": { symbol: "circle" },
  "◆": { symbol: "diamond" },
  "○": { symbol: "circle", hollow: true },
};

export function differencesHeight(count: number, wide: boolean): number {
  return 60 + (wide ? LANE_HEIGHT.wide : LANE_HEIGHT.narrow) * Math.min(count, LANES);
}

/** The lines that can be drawn. */
export function drawable(lines: Line[]): Line[] {
  return lines
    .filter(({ ratio, barred }) => ratio !== null && ratio > 0 && barred.length === 0)
    .slice(0, LANES);
}

export function differencesOption(lines: Line[]): Drawing {
  return (colours, narrow) => {
    const ratios = lines.flatMap(({ ratio, ratio_lo, ratio_hi }) => [ratio, ratio_lo, ratio_hi]);
    const values = [1 / THRESHOLD, THRESHOLD, ...ratios.filter((ratio) => ratio !== null)];
    const scale = { values, unit: "×", log: true };
    const tooltip = ({ dataIndex }: { dataIndex: number }) => {
      const line = lines[dataIndex];
      if (!line) return "";
      return tip([
        lineName(line),
        `A is ${faster(line)}`,
        `A ÷ B ${humaneRatio(line.ratio, line.ratio_lo, line.ratio_hi)}`,
      ]);
    };
    return {
      xAxis: valueAxis(colours, scale),
      yAxis: laneAxis(
        colours,
        lines.map((line) => lineName(line)),
        narrow,
      ),
      series: [
        {
          type: "scatter",
          data: [],
          silent: true,
          markArea: {
            silent: true,
            itemStyle: { color: colours("--raised") },
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
        {
          type: "custom",
          renderItem: whisker(4),
          encode: { x: [0, 1], y: 2 },
          silent: true,
          data: lines.flatMap(({ ratio_lo, ratio_hi, verdict, tone }, lane) =>
            ratio_lo === null || ratio_hi === null
              ? []
              : [
                  {
                    value: [ratio_lo, ratio_hi, lane],
                    itemStyle: { color: colours(colourOf(mark(verdict, tone))) },
                  },
                ],
          ),
        },
        {
          type: "scatter",
          symbolSize: 11,
          tooltip: { formatter: tooltip },
          data: lines.map(({ ratio, verdict, tone }, lane) => {
            const shown = mark(verdict, tone);
            const { symbol, turned, hollow } = SHAPES[shown.shape];
            const colour = colours(colourOf(shown));
            return {
              value: [ratio, lane],
              symbol,
              symbolRotate: turned ? 180 : 0,
              itemStyle: {
                color: hollow ? colours("--page") : colour,
                borderColor: colour,
                borderWidth: 1.5,
              },
            };
          }),
        },
      ],
    };
  };
}

function colourOf({ tone }: Mark): string {
  return tone ? `--${tone}` : "--text";
}

const LEGEND: LegendMark[] = [
  { label: "A is better", colour: "--good", symbol: "triangle" },
  { label: "A is worse", colour: "--bad", symbol: "triangle", turned: true },
  { label: "the same within 5 %", colour: "--tie", symbol: "circle" },
  { label: "too uncertain to tell", colour: "--unsure", symbol: "circle", hollow: true },
  { label: "changed", colour: "--text", symbol: "diamond" },
];

/** Of the marks only those there are. */
export function differencesLegend(lines: Line[]): LegendMark[] {
  const there = new Set(lines.map(({ verdict, tone }) => colourOf(mark(verdict, tone))));
  return LEGEND.filter(({ colour }) => there.has(colour));
}

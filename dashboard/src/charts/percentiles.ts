// percentiles.ts - how values are distributed, towards the slowest ones: value by 1 / (1 - p)
//
// The axis of HdrHistogram: each nine of 90 %, 99 %, 99.9 % has the same width.
import type { Metric } from "../data/contracts";
import { humane } from "../lib/format";
import { type Drawing, tip, valueAxis } from "./options";

export interface Curve {
  implementation: string;
  /** CSS variable. */
  colour: string;
  symbol: string;
  dash: number[];
  metric: Metric;
}

export interface Point {
  /** A share of 1; 1 is the largest value. */
  share: number;
  value: number;
}

/** Those that so many values have: of 100, nobody knows the 99.9th percentile. */
export function pointsOf(metric: Metric): Point[] {
  const all: [number, number | null][] = [
    [0, metric.min],
    [0.25, metric.q1],
    [0.5, metric.median],
    [0.75, metric.q3],
    [0.9, metric.p90],
    [0.95, metric.p95],
    [0.99, metric.p99],
    [0.999, metric["p99.9"]],
  ];
  return [
    ...all.flatMap(([share, value]) =>
      // 10 * (1 - 0.9) is a little less than 1
      value !== null && metric.n * (1 - share) > 0.999 ? [{ share, value }] : [],
    ),
    { share: 1, value: metric.max },
  ];
}

/** "p99.9", "max" */
export function shareName(share: number): string {
  if (share === 1) return "max";
  return share === 0 ? "min" : `p${Number((100 * share).toPrecision(6))}`;
}

const SHARES = [0, 0.5, 0.9, 0.99, 0.999, 0.9999, 0.99999];

export function percentilesOption(curves: Curve[], unit: string, log: boolean): Drawing {
  const drawn = curves.map((curve) => ({ ...curve, points: pointsOf(curve.metric) }));
  const most = 2 * Math.max(...curves.map(({ metric }) => metric.n));
  // the largest of n values stands for the last n-th of them: its middle
  const place = ({ share }: Point, { n }: Metric) => (share === 1 ? 2 * n : 1 / (1 - share));
  const ticks = SHARES.map((share) => 1 / (1 - share)).filter((tick) => tick <= most * 1.01);
  return (colours) => {
    const values = drawn.flatMap(({ points }) => points.map(({ value }) => value));
    const x = valueAxis(colours, { values: [1, most], unit: "1", log: true });
    return {
      xAxis: {
        ...x,
        name: "share of the values that are smaller",
        nameLocation: "middle",
        nameGap: 28,
        min: 1,
        max: most * 1.1,
        axisTick: { ...x.axisTick, customValues: ticks },
        axisLabel: {
          ...x.axisLabel,
          customValues: ticks,
          formatter: (tick: number) => `${Number((100 * (1 - 1 / tick)).toPrecision(6))} %`,
        },
      },
      yAxis: valueAxis(colours, { values, unit, log }),
      series: drawn.map(({ implementation, colour, symbol, dash, metric, points }) => ({
        type: "line",
        name: implementation,
        symbol,
        symbolSize: 8,
        data: points.map((point) => [place(point, metric), point.value]),
        itemStyle: { color: colours(colour) },
        lineStyle: { color: colours(colour), width: 2, type: dash.length > 0 ? dash : "solid" },
        tooltip: {
          formatter: ({ dataIndex }: { dataIndex: number }) => {
            const point = points[dataIndex];
            if (!point) return "";
            return tip([
              `${implementation}: ${shareName(point.share)} ${humane(point.value, unit)}`,
              `${point.value} ${unit}`,
              `n ${metric.n}`,
            ]);
          },
        },
      })),
    };
  };
}

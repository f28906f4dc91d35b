// scaling.ts - time by size, as start-up and cost of an item make it: a line an implementation
import { grouped, humane } from "../lib/format";
import { type Drawing, stepsOf, tip, tooltipBox, valueAxis } from "./options";

export interface SizeLine {
  implementation: string;
  /** CSS variable. */
  colour: string;
  dash: number[];
  start: number;
  each: number;
}

export interface Sizes {
  /** Those that were measured. */
  least: number;
  most: number;
  /** What is counted, in the plural. */
  of: string;
  unit: string;
}

const STEPS = 60;

/** Start-up and items times their cost, between the smallest and the largest size. */
export function pointsOf({ start, each }: SizeLine, { least, most }: Sizes): [size: number, time: number][] {
  return Array.from({ length: STEPS + 1 }, (_, i) => {
    const size = least * (most / least) ** (i / STEPS);
    return [size, start + size * each];
  });
}

export function timeBySizeOption(lines: SizeLine[], sizes: Sizes, log: boolean): Drawing {
  const { least, most, of, unit } = sizes;
  const drawn = lines.map((line) => ({ ...line, points: pointsOf(line, sizes) }));
  const values = drawn.flatMap(({ points }) => points.map(([, time]) => time));
  return (colours, narrow) => ({
    xAxis: {
      ...valueAxis(colours, { values: [least, most], unit: "1", log, steps: stepsOf(narrow) }),
      ...{ name: of, nameLocation: "middle", nameGap: 28 },
      ...(log ? { min: least, max: most } : {}),
    },
    yAxis: valueAxis(colours, { values, unit, log }),
    series: drawn.map(({ implementation, colour, dash, points }) => ({
      type: "line",
      name: implementation,
      symbol: "none",
      data: points,
      itemStyle: { color: colours(colour) },
      lineStyle: { color: colours(colour), width: 2, type: dash.length > 0 ? dash : "solid" },
    })),
    tooltip: {
      ...tooltipBox(colours),
      trigger: "axis",
      formatter: ([first]: { dataIndex: number }[]) => {
        const at = first?.dataIndex ?? 0;
        const [size = 0] = drawn[0]?.points[at] ?? [];
        return tip([
          `${grouped(Math.round(size))} ${of}`,
          ...drawn.map(({ implementation, points }) => `${implementation}: ${humane(points[at]?.[1], unit)}`),
        ]);
      },
    },
  });
}

// scaling.ts - time by size, as start-up and cost of an item make it: a line an implementation
import { grouped, humane } from "../lib/format";
import type { linesOf, SizeLine } from "../lib/scaling";
import { seriesStyle } from "../lib/series";
import { type Drawing, stepsOf, tip, tooltipBox, valueAxis } from "./options";

type Drawn = NonNullable<ReturnType<typeof linesOf>>;

const STEPS = 60;

/** Start-up, and items times their cost, between the smallest and the largest size. */
export function pointsOf({ start, each }: SizeLine, least: number, most: number): [number, number][] {
  return Array.from({ length: STEPS + 1 }, (_, i) => {
    const size = least * (most / least) ** (i / STEPS);
    return [size, start + size * each];
  });
}

export function timeBySizeOption(shown: Drawn, everyone: string[], log: boolean): Drawing {
  const { least, most, of, unit } = shown;
  const lines = shown.lines.map((line) => ({ ...line, points: pointsOf(line, least, most) }));
  const values = lines.flatMap(({ points }) => points.map(([, time]) => time));
  return (colours, narrow) => ({
    xAxis: {
      ...valueAxis(colours, { values: [least, most], unit: "1", log, steps: stepsOf(narrow) }),
      ...{ name: of, nameLocation: "middle", nameGap: 28 },
      ...(log ? { min: least, max: most } : {}),
    },
    yAxis: valueAxis(colours, { values, unit, log }),
    series: lines.map(({ implementation: name, points }) => {
      const { colour, dash } = seriesStyle(name, everyone);
      return {
        ...{ type: "line", name, symbol: "none", data: points },
        itemStyle: { color: colours(colour) },
        lineStyle: { color: colours(colour), width: 2, type: dash.length > 0 ? dash : "solid" },
      };
    }),
    tooltip: {
      ...tooltipBox(colours),
      trigger: "axis",
      formatter: ([first]: { dataIndex: number }[]) => {
        const at = first?.dataIndex ?? 0;
        const [size = 0] = lines[0]?.points[at] ?? [];
        return tip([
          `${grouped(Math.round(size))} ${of}`,
          ...lines.map(({ implementation, points }) => `${implementation}: ${humane(points[at]?.[1], unit)}`),
        ]);
      },
    },
  });
}

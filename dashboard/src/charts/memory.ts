// memory.ts - memory, or the processor's share, over the time of each round: a panel an implementation
import type { MemorySeries } from "../data/contracts";
import { humane } from "../lib/format";
import { type Drawing, stepsOf, tip, tooltipBox, valueAxis } from "./options";

export type Quantity = "memory" | "cpu";

interface Panel {
  implementation: string;
  /** CSS variable. */
  colour: string;
  rounds: MemorySeries[];
}

/** Of the first, second, third line of a panel, and so on. */
export const DASHES = [[], [6, 3], [2, 2], [8, 3, 2, 3]];

const PANEL_HEIGHT = 120;
const AXIS_HEIGHT = 28;

export function memoryHeight(panels: Panel[]): number {
  return panels.length * PANEL_HEIGHT + AXIS_HEIGHT;
}

export function quantityText(quantity: Quantity, value: number): string {
  return quantity === "memory" ? humane(value, "B") : humane(100 * value, "%");
}

/** Without those that were not sampled. */
export function knownOf(series: MemorySeries, quantity: Quantity): number[] {
  const values: (number | null)[] = series[quantity];
  return values.filter((value) => value !== null);
}

/**
 * The values of each panel's axis: those of all, so that they can be compared, unless a growth of
 * the smallest would then not be seen.
 */
export function scalesOf(panels: Panel[], quantity: Quantity): number[][] {
  const own = panels.map(({ rounds }) => [0, ...rounds.flatMap((one) => knownOf(one, quantity))]);
  const tops = own.map((values) => Math.max(...values));
  const apart = quantity === "memory" && Math.max(...tops) > 4 * Math.min(...tops);
  const all = own.flat();
  return own.map((values) => (apart ? values : all));
}

/** All panels have the same axis of time. */
export function memoryOption(panels: Panel[], quantity: Quantity): Drawing {
  const scales = scalesOf(panels, quantity);
  const times = [0, ...panels.flatMap(({ rounds }) => rounds.flatMap((one) => one.time))];
  const drawn = panels.flatMap(({ colour, rounds }, panel) =>
    rounds.map((one, i) => ({
      panel,
      colour,
      one,
      dash: DASHES[i % DASHES.length] ?? [],
      points: one.time.flatMap((time, at) => {
        const value = one[quantity][at];
        return value === null || value === undefined ? [] : [[time, value] as const];
      }),
    })),
  );
  const scale =
    quantity === "memory"
      ? { unit: "B" }
      : { unit: "1", formatter: (value: number) => quantityText(quantity, value) };
  return (colours, narrow) => {
    const x = valueAxis(colours, { values: times, unit: "s", log: false, steps: stepsOf(narrow) });
    return {
      grid: panels.map((_, i) => ({
        // room for "512 KiB"; the same for all, so that times are under one another
        left: 64,
        right: 20,
        top: i * PANEL_HEIGHT + 30,
        height: PANEL_HEIGHT - 42,
        outerBoundsMode: "none",
      })),
      xAxis: panels.map((_, i) => ({
        ...x,
        gridIndex: i,
        axisLabel: { ...x.axisLabel, show: i === panels.length - 1 },
      })),
      yAxis: panels.map(({ implementation, colour }, i) => ({
        ...valueAxis(colours, { values: scales[i] ?? [0], log: false, steps: 3, ...scale }),
        gridIndex: i,
        name: implementation,
        nameGap: 8,
        nameTextStyle: { color: colours(colour), fontWeight: 600, align: "left" },
      })),
      series: drawn.map(({ panel, colour, one, dash, points }) => ({
        type: "line",
        xAxisIndex: panel,
        yAxisIndex: panel,
        name: `round ${one.round}`,
        symbol: "none",
        data: points,
        itemStyle: { color: colours(colour) },
        lineStyle: { color: colours(colour), width: 1.5, type: dash.length > 0 ? dash : "solid" },
      })),
      // of all rounds at a time: thousands of symbols to point at would be slow
      tooltip: {
        ...tooltipBox(colours),
        trigger: "axis",
        formatter: (shown: { seriesIndex: number; dataIndex: number }[]) => {
          const lines = shown.flatMap(({ seriesIndex, dataIndex }) => {
            const line = drawn[seriesIndex];
            const [time = 0, value = 0] = line?.points[dataIndex] ?? [];
            return line
              ? [`round ${line.one.round}, after ${humane(time, "s")}: ${quantityText(quantity, value)}`]
              : [];
          });
          return tip([drawn[shown[0]?.seriesIndex ?? 0]?.one.implementation ?? "", ...lines]);
        },
      },
    };
  };
}

// memory.ts - memory, or the processor's share, over the time of each round: a panel an implementation
import type { MemorySeries } from "../data/contracts";
import { humane } from "../lib/format";
import { type Drawing, tip, valueAxis } from "./options";

export type Quantity = "memory" | "cpu";

export interface Panel {
  implementation: string;
  /** CSS variable. */
  colour: string;
  rounds: MemorySeries[];
}

/** Of the first, second, third line of a panel, and so on. */
export const DASHES = [[], [6, 3], [2, 2], [8, 3, 2, 3]];

export const PANEL_HEIGHT = 120;
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

/** All panels have the same axes, so that they can be compared. */
export function memoryOption(panels: Panel[], quantity: Quantity): Drawing {
  const all = panels.flatMap((panel) => panel.rounds);
  const values = [0, ...all.flatMap((one) => knownOf(one, quantity))];
  const times = [0, ...all.flatMap((one) => one.time)];
  const formatter = (value: number) => quantityText(quantity, value);
  return (colours) => {
    const x = valueAxis(colours, { values: times, unit: "s", log: false });
    const y = valueAxis(colours, { values, unit: quantity === "memory" ? "B" : "1", log: false, formatter });
    return {
      grid: panels.map((_, i) => ({
        left: 8,
        right: 20,
        top: i * PANEL_HEIGHT + 26,
        height: PANEL_HEIGHT - 36 + (i === panels.length - 1 ? AXIS_HEIGHT - 4 : 0),
        outerBoundsMode: "same",
        outerBoundsContain: "all",
      })),
      xAxis: panels.map((_, i) => ({
        ...x,
        gridIndex: i,
        axisLabel: { ...x.axisLabel, show: i === panels.length - 1 },
      })),
      yAxis: panels.map(({ implementation, colour }, i) => ({
        ...y,
        gridIndex: i,
        name: implementation,
        nameGap: 8,
        nameTextStyle: { color: colours(colour), fontWeight: 600, align: "left" },
      })),
      series: panels.flatMap(({ implementation, colour, rounds }, i) =>
        rounds.map((one, r) => {
          const dash = DASHES[r % DASHES.length] ?? [];
          const points = one.time.flatMap((time, at) => {
            const value = one[quantity][at];
            return value === null || value === undefined ? [] : [[time, value] as const];
          });
          return {
            type: "line",
            xAxisIndex: i,
            yAxisIndex: i,
            symbol: "circle",
            symbolSize: 3,
            showAllSymbol: true,
            data: points,
            itemStyle: { color: colours(colour) },
            lineStyle: { color: colours(colour), width: 1.5, type: dash.length > 0 ? dash : "solid" },
            tooltip: {
              formatter: ({ dataIndex }: { dataIndex: number }) => {
                const [time = 0, value = 0] = points[dataIndex] ?? [];
                return tip([
                  `${implementation}: ${quantityText(quantity, value)}`,
                  `round ${one.round}, after ${humane(time, "s")}`,
                  quantity === "memory" ? `${value} B` : `${value} of one processor`,
                ]);
              },
            },
          };
        }),
      ),
    };
  };
}

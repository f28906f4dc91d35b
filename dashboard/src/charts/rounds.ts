// rounds.ts - every round as a dot, one lane an implementation, with median and interval
import type { EChartsCoreOption } from "echarts";
import type { Metric, ResultRecord } from "../data/contracts";
import { humane } from "../lib/format";
import { intervalOf } from "../lib/winners";
import { type Estimate, lanesOption } from "./lanes";
import { type Colours, type Drawing, tip } from "./options";

/** perhaps disturbed: the kernel does not tell. */
type Kind = "timed" | "disturbed" | "perhaps disturbed" | "warm-up";

interface Dot {
  round: number;
  /** Its turn among the implementations of the round. */
  position: number;
  kind: Kind;
  value: number;
}

export interface RoundsLane {
  implementation: string;
  /** CSS variable. */
  colour: string;
  symbol: string;
  metric: Metric;
  dots: Dot[];
}

/** The cross of a warm-up run. */
export const CROSS = "path://M1,1L9,9M9,1L1,9";

/**
 * A value for each round: samples, or their medians where a round has several.  Of warm-up
 * runs only the wall time is known.
 */
export function dotsOf(record: ResultRecord, metric: Metric): Dot[] {
  const timed = record.rounds.filter((round) => round.phase === "timed" && round.status === "ok");
  const values = metric.samples ?? metric.round_medians ?? [];
  // what was counted in a run of its own has no rounds
  if (values.length !== timed.length) return [];
  const warm =
    metric.metric === "wall_time" && metric.case === ""
      ? record.rounds.filter((round) => round.phase === "warmup" && round.wall_time !== null)
      : [];
  return [
    ...warm.map(({ round, position, wall_time }) => ({
      round,
      position,
      kind: "warm-up" as const,
      value: wall_time ?? 0,
    })),
    ...timed.map(({ round, position, disturbed }, i) => ({
      round,
      position,
      kind: kindOf(disturbed),
      value: values[i] ?? 0,
    })),
  ];
}

function kindOf(disturbed: boolean | null): Kind {
  if (disturbed === null) return "perhaps disturbed";
  return disturbed ? "disturbed" : "timed";
}

/** Rounds from the top of a lane to its middle, in their order, so that a drift is seen; below them the interval. */
function offset(i: number, count: number): number {
  return count < 2 ? -0.15 : -0.38 + (0.42 * i) / (count - 1);
}

export function roundsOption(lanes: RoundsLane[], unit: string, log: boolean): Drawing {
  const medians = lanes.map(({ implementation, metric }) => ({
    name: implementation,
    estimates: [medianOf(implementation, metric)],
  }));
  return lanesOption(medians, unit, log, {
    values: lanes.flatMap(({ dots }) => dots.map((dot) => dot.value)),
    series: (colours) => lanes.map((lane, i) => dotSeries(colours, lane, i, unit)),
  });
}

/** Below the rounds. */
function medianOf(implementation: string, metric: Metric): Estimate {
  const { value, interval, unit, n } = metric;
  return {
    ...{ value, ...intervalOf(metric) },
    ...{ colour: "--text", symbol: "rect", size: [4, 18], at: 0.28 },
    lines: [
      `${implementation}: median ${humane(value, unit)}`,
      interval?.confidence
        ? `${interval.lo} to ${interval.hi} ${unit}, confidence ${interval.confidence}`
        : "too few rounds for an interval",
      `n ${n}`,
    ],
  };
}

function dotSeries(colours: Colours, lane: RoundsLane, place: number, unit: string): EChartsCoreOption {
  const colour = colours(lane.colour);
  return {
    type: "scatter",
    name: lane.implementation,
    symbolSize: 8,
    data: lane.dots.map((dot, i) => ({
      value: [dot.value, place + offset(i, lane.dots.length)],
      symbol: dot.kind === "warm-up" ? CROSS : lane.symbol,
      itemStyle:
        dot.kind === "timed" || dot.kind === "perhaps disturbed"
          ? { color: colour, opacity: 0.75 }
          : {
              color: dot.kind === "warm-up" ? "none" : colours("--page"),
              borderColor: dot.kind === "warm-up" ? colours("--muted") : colour,
              borderWidth: 1.5,
            },
    })),
    tooltip: {
      formatter: ({ dataIndex }: { dataIndex: number }) => {
        const dot = lane.dots[dataIndex];
        if (!dot) return "";
        return tip([
          `${lane.implementation}: ${humane(dot.value, unit)}`,
          `round ${dot.round}, position ${dot.position}`,
          dot.kind === "timed" ? "not disturbed" : dot.kind,
          `${dot.value} ${unit}`,
        ]);
      },
    },
  };
}

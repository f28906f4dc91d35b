// scaling.ts - a sweep's line taken apart: start-up, and cost of an item, each with its interval
import type { ResultRecord } from "../data/contracts";
import { humane, humaneRange } from "../lib/format";
import type { SeriesStyle } from "../lib/series";
import type { EstimateLane } from "./ratios";

export type Scaling = NonNullable<ResultRecord["scaling"]>;
export type Part = "intercept" | "slope";

export interface Swept {
  implementation: string;
  scaling: Scaling;
  style: SeriesStyle;
}

/** Of those that have one: where the line does not fit, its start says nothing. */
export function scalingLanes(swept: Swept[], part: Part): EstimateLane[] {
  return swept.flatMap(({ implementation, scaling, style }) => {
    const { [part]: value, unit = "s", verdict, rounds } = scaling;
    if (value === undefined || (part === "intercept" && verdict === "not_linear")) return [];
    const [lo = null, hi = null] = [scaling[`${part}_lo`], scaling[`${part}_hi`]];
    const range = lo !== null && hi !== null ? ` (${humaneRange(lo, hi, unit)})` : "";
    return [
      {
        name: implementation,
        estimates: [
          {
            value,
            lo,
            hi,
            colour: style.colour,
            symbol: style.symbol,
            hollow: verdict !== "linear",
            lines: [
              `${implementation}: ${humane(value, unit)}${range}`,
              `${value} (${lo} to ${hi}) ${unit}`,
              `${verdict.replace("_", " ")}, ${rounds} rounds`,
            ],
          },
        ],
      },
    ];
  });
}

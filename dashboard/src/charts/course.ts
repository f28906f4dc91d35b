// course.ts - what the chart of a trend is of
import type { TrendSegment, TrendSeries, Trends } from "../data/contracts";
import type { SeriesStyle } from "../lib/series";
import { type Border, levels } from "../lib/trend";

export type TrendScale = "relative" | "linear" | "log";

export interface Course {
  runs: Trends["runs"];
  series: TrendSeries[];
  borders: Border[];
  style: (implementation: string) => SeriesStyle;
  /** First and last run that are drawn. */
  range: [number, number];
  order: "date" | "commit";
  scale: TrendScale;
}

/** The values of a segment are drawn as they are, or as shares of its first level. */
export function baseOf(segment: TrendSegment, scale: TrendScale): number {
  return scale === "relative" ? levels(segment)[0]?.value || 1 : 1;
}

/** What a value of 1 is, if values are not drawn as they are. */
export function baseName(scale: TrendScale): string {
  return scale === "relative" ? "×1 is the first level of each implementation in each segment." : "";
}

// options.ts - what all charts have in common: the page's colours, axes, tooltips, whiskers
import type { CustomSeriesRenderItemAPI, CustomSeriesRenderItemReturn, EChartsCoreOption } from "echarts";
import { bareZeros, linearTicks, logTicks, tickLabels } from "../lib/ticks";

/** The value of a CSS variable now, as the theme has it: colours("--text"). */
export type Colours = (variable: string) => string;

/** Makes the option; called anew when the theme changes, or the chart becomes narrow or wide. */
export type Drawing = (colours: Colours, narrow: boolean) => EChartsCoreOption;

export function palette(): Colours {
  const style = getComputedStyle(document.documentElement);
  return (variable) => style.getPropertyValue(variable).trim();
}

/** What every option begins with; description: for those who hear the chart. */
export function shared(colours: Colours, description: string): EChartsCoreOption {
  return {
    animation: false,
    // "inherit" would not be measured, and labels cut
    textStyle: { fontFamily: "system-ui, sans-serif", color: colours("--text") },
    grid: { left: 8, right: 20, top: 12, bottom: 8, outerBoundsMode: "same", outerBoundsContain: "all" },
    aria: { enabled: true, label: { enabled: true, description } },
    tooltip: tooltipBox(colours),
  };
}

export function tooltipBox(colours: Colours) {
  return {
    confine: true,
    backgroundColor: colours("--raised"),
    borderColor: colours("--line"),
    textStyle: { color: colours("--text"), fontSize: 14 },
  };
}

/** A tooltip of these lines.  An element, as a string would be read as HTML. */
export function tip(lines: string[]): HTMLElement {
  const box = document.createElement("div");
  lines.forEach((line, i) => {
    const row = box.appendChild(document.createElement("div"));
    row.textContent = line;
    if (i === 0) row.style.fontWeight = "600";
  });
  return box;
}

function lines(colours: Colours) {
  return {
    // at the edge, also where the other axis has its 0 within
    axisLine: { show: true, onZero: false, lineStyle: { color: colours("--muted") } },
    axisTick: { show: true, lineStyle: { color: colours("--muted") } },
    splitLine: { show: true, lineStyle: { color: colours("--line"), width: 0.5 } },
    nameTextStyle: { color: colours("--muted") },
  };
}

export interface Scale {
  values: number[];
  /** × for ratios. */
  unit: string;
  log: boolean;
  /** Log even where values are close: of ratios, and where it was asked for. */
  strict?: boolean;
  /** Where the values are not in that unit. */
  formatter?: (value: number) => string;
  /** About so many ticks, where it is linear. */
  steps?: number;
  /** Places, not lengths, are read, as of a line: 0 is worth no room, unless it is near. */
  close?: boolean;
}

/**
 * An axis that all of these values fit on, with our ticks: ECharts has only powers of 10 on a
 * log axis, and no powers of two for bytes.  Where values are close, log and linear look alike.
 */
export function valueAxis(
  colours: Colours,
  { values, unit, log, strict = false, formatter, steps = 5, close = false }: Scale,
) {
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const wide = most / least > 3;
  const isLog = log && least > 0 && (wide || strict);
  const margin = wide ? 1.1 : (most / least) ** 0.05;
  const [lo, hi] = isLog && most > least ? [least / margin, most * margin] : padded(least, most, close);
  const ticks = (isLog && wide ? logTicks(lo, hi, unit) : linearTicks(lo, hi, unit, steps)).filter(
    (tick) => tick >= lo && tick <= hi,
  );
  const drawn = lines(colours);
  return {
    type: isLog ? "log" : "value",
    min: lo,
    max: hi,
    ...drawn,
    axisTick: { ...drawn.axisTick, customValues: ticks },
    axisLabel: {
      color: colours("--text"),
      hideOverlap: true,
      customValues: ticks,
      formatter: formatter
        ? (value: number) => bareZeros(formatter(value))
        : tickLabels(ticks, unit, isLog && wide),
    },
  };
}

/** A little more; from 0 if that is not far, as lengths mislead else. */
function padded(least: number, most: number, close: boolean): [number, number] {
  const margin = (most - least) * 0.05 || Math.abs(most) * 0.05 || 1;
  const fromZero = least >= 0 && least < (close ? most / 10 : most / 2);
  return [fromZero ? 0 : least - margin, most + margin];
}

/** Of an axis along the width. */
export function stepsOf(narrow: boolean): number {
  return narrow ? 3 : 5;
}

/** Lanes from top to bottom, the first around 0, the next around 1. */
export function laneAxis(colours: Colours, names: string[], narrow: boolean) {
  const middles = { customValues: names.map((_, i) => i) };
  // in letters: of longer names the middle is left out; the tooltip has it
  const [line, most] = narrow ? [15, 45] : [40, 80];
  return {
    type: "value",
    inverse: true,
    min: -0.5,
    max: names.length - 0.5,
    ...lines(colours),
    // split lines are where ticks are: between the lanes
    axisTick: { show: false, customValues: names.slice(1).map((_, i) => i + 0.5) },
    axisLabel: {
      ...middles,
      color: colours("--text"),
      formatter: (lane: number) => cut(names[lane] ?? "", most),
      ...(names.some((name) => name.length > line)
        ? { width: 7 * line, overflow: "break", lineHeight: 14 }
        : {}),
    },
  };
}

/** The end of a name tells as much as its beginning. */
function cut(text: string, most: number): string {
  const half = Math.floor(most / 2);
  return text.length > most ? `${text.slice(0, half)}…${text.slice(1 - half)}` : text;
}

/** renderItem of a custom series of [lo, hi, y]: a horizontal bar with ends. */
export function whisker(halfHeight: number, lineWidth = 2) {
  return (_: unknown, api: CustomSeriesRenderItemAPI): CustomSeriesRenderItemReturn => {
    const [lo = 0, y = 0] = api.coord([api.value(0), api.value(2)]);
    const [hi = 0] = api.coord([api.value(1), api.value(2)]);
    const style = { stroke: String(api.visual("color")), lineWidth, fill: "none" };
    const line = (x1: number, y1: number, x2: number, y2: number) => ({
      type: "line" as const,
      shape: { x1, y1, x2, y2 },
      style,
    });
    return {
      type: "group",
      children: [
        line(lo, y, hi, y),
        line(lo, y - halfHeight, lo, y + halfHeight),
        line(hi, y - halfHeight, hi, y + halfHeight),
      ],
    };
  };
}

// ticks.ts - round numbers for axes: 1, 2, 5 and their tenfolds; of bytes powers of two
import { fixed, humane, humaneRatio, prefixes } from "./format";

/** From at or below the least to at or above the most, at most about ten; [] if there is no such axis. */
export function logTicks(min: number, max: number, unit = ""): number[] {
  if (!(min > 0 && max >= min && Number.isFinite(max))) return [];
  const decades = Math.log10(max / min);
  if (unit === "B") {
    const step = Math.max(1, Math.ceil(Math.log2(max / min) / 8));
    const first = Math.floor(Math.log2(min) + 1e-9);
    const last = Math.max(Math.ceil(Math.log2(max) - 1e-9), first + 1);
    return range(0, Math.ceil((last - first) / step)).map((i) => 2 ** (first + i * step));
  }
  const digits = decades <= 2.5 ? [1, 2, 5] : decades <= 5 ? [1, 3] : [1];
  const every = Math.max(1, Math.ceil(decades / 8));
  const low = Math.floor(Math.log10(min) + 1e-9);
  const high = Math.ceil(Math.log10(max) - 1e-9) + every;
  const all = range(low, high)
    .filter((exponent) => (exponent - low) % every === 0)
    .flatMap((exponent) => digits.map((digit) => power(digit, exponent)));
  const first = all.findLastIndex((tick) => tick <= min * (1 + 1e-9));
  const last = all.findIndex((tick, i) => i > first && tick >= max * (1 - 1e-9));
  return all.slice(Math.max(first, 0), last + 1);
}

/** About that many steps, from at or below the least to at or above the most. */
export function linearTicks(min: number, max: number, unit = "", steps = 5): number[] {
  if (!(max >= min && Number.isFinite(max - min))) return [];
  const width = max - min || Math.abs(max) || 1;
  const step = stepOf(width / steps, unit);
  const first = Math.floor(min / step + 1e-9);
  const last = Math.max(Math.ceil(max / step - 1e-9), first + 1);
  // i * 0.1 is not i / 10
  return range(first, last).map((i) => (step < 1 ? i / Math.round(1 / step) : i * step));
}

/**
 * Labels of ticks, as exact as ticks are: "50 ms", not "50.0 ms"; on a linear axis all in one
 * unit, with as many digits as tell them from each other.  The unit × is that of ratios.
 */
export function tickLabels(ticks: number[], unit: string, log: boolean): (tick: number) => string {
  const own = (tick: number) => bareZeros(unit === "×" ? humaneRatio(tick) : humane(tick, unit));
  if (log) return own;
  const largest = Math.max(...ticks.map(Math.abs));
  const step = Math.abs((ticks[1] ?? 0) - (ticks[0] ?? 0)) || largest;
  const list: [number, string][] = unit === "×" ? [[1, ""]] : prefixes(unit);
  const smaller = list.filter(([factor]) => factor <= largest / 0.9995);
  for (const [factor, name] of smaller.length > 0 ? smaller : list.slice(-1)) {
    const isExact = (places: number) =>
      ticks.every(
        (tick) => Math.abs(Number(fixed(tick / factor, places)) - tick / factor) < (step / factor) * 1e-3,
      );
    // 1026 MiB rather than 1.001953125 GiB
    const places = range(0, factor === list.at(-1)?.[0] ? 12 : 3).find(isExact);
    if (places !== undefined)
      return (tick) => `${unit === "×" ? unit : ""}${fixed(tick / factor, places)} ${name}`.trimEnd();
  }
  return own;
}

/** Without zeros that say nothing: "1.50 s" is "1.5 s". */
export function bareZeros(text: string): string {
  return text.replace(/(\.\d*?)0+(?= |$)/, "$1").replace(/\.(?= |$)/, "");
}

/** The next of 1, 2, 5 (of bytes 1, 2, 4) times its power. */
function stepOf(width: number, unit: string): number {
  if (unit === "B") return 2 ** Math.max(0, Math.ceil(Math.log2(width) - 1e-9));
  const exponent = Math.floor(Math.log10(width));
  const digit = [1, 2, 5].find((d) => d * 10 ** exponent >= width * (1 - 1e-9));
  return digit === undefined ? power(1, exponent + 1) : power(digit, exponent);
}

/** As it is written: 5e-7, not 4.9999999e-7. */
function power(digit: number, exponent: number): number {
  return Number(`${digit}e${exponent}`);
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, i) => from + i);
}

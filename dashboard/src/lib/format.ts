// format.ts - numbers as people write them, the same as in the reports: mk/report/units.jq
import type { Comparison, Metric } from "../data/contracts";
import type { Cell, Tone } from "./table";

type Maybe = number | null | undefined;

/** 1.5 with 2 places is "1.50". */
export function fixed(value: number, places: number): string {
  const whole = String(Math.round(Math.abs(value) * 10 ** places)).padStart(places + 1, "0");
  const text = places === 0 ? whole : `${whole.slice(0, -places)}.${whole.slice(-places)}`;
  return value < 0 ? `-${text}` : text;
}

/** How many decimals leave three digits, once rounded. */
function decimals(value: number): number {
  return value === 0 ? 0 : Math.max(2 - Math.floor(Math.log10(Math.abs(value) * 1.0005)), 0);
}

type Prefixes = [factor: number, name: string][];

const PREFIXES: { [unit: string]: Prefixes } = {
  s: [
    [1, "s"],
    [1e-3, "ms"],
    [1e-6, "µs"],
    [1e-9, "ns"],
  ],
  B: [
    [2 ** 40, "TiB"],
    [2 ** 30, "GiB"],
    [2 ** 20, "MiB"],
    [2 ** 10, "KiB"],
    [1, "B"],
  ],
  "B/s": [
    [1e9, "GB/s"],
    [1e6, "MB/s"],
    [1e3, "kB/s"],
    [1, "B/s"],
  ],
  "%": [[1, "%"]],
};

/** What is left of a unit beside the prefix: nothing of "1". */
function bare(unit: string): string {
  return unit.startsWith("1") ? unit.slice(1) : unit;
}

/** The prefixes of a unit, the largest first. */
export function prefixes(unit: string): Prefixes {
  const known = Object.hasOwn(PREFIXES, unit) ? PREFIXES[unit] : undefined;
  return (
    known ?? [1e9, 1e6, 1e3, 1].map((factor, i) => [factor, (["G", "M", "k", ""][i] ?? "") + bare(unit)])
  );
}

/** The largest prefix that leaves at least one digit before the point. */
function prefix(value: number, unit: string): [factor: number, name: string] {
  const list = prefixes(unit);
  return list.find(([factor]) => Math.abs(value) >= 0.9995 * factor) ?? list.at(-1) ?? [1, unit];
}

function joined(number: string, unit: string): string {
  return unit === "" ? number : `${number} ${unit}`;
}

/** 0.00137 in "s" is "1.37 ms". */
export function humane(value: Maybe, unit: string): string {
  if (value === null || value === undefined) return "unknown";
  if (value === 0) return joined("0", bare(unit));
  if (unit === "1" && Math.abs(value) < 1e4 && Number.isInteger(value)) return String(value);
  if (unit === "B" && Math.abs(value) < 1024) return `${fixed(value, 0)} B`;
  const [factor, name] = prefix(value, unit);
  const scaled = value / factor;
  return joined(fixed(scaled, Math.abs(scaled) >= 999.5 ? 0 : decimals(scaled)), name);
}

/** Two values in the unit of the larger, with a digit more if they are close. */
export function humaneRange(lo: Maybe, hi: Maybe, unit: string): string {
  if (lo === null || lo === undefined || hi === null || hi === undefined) return "unknown";
  const large = Math.max(Math.abs(lo), Math.abs(hi));
  const [factor, name] = prefix(large, unit);
  const whole = factor === 1 && Number.isInteger(lo) && Number.isInteger(hi);
  const places = whole ? 0 : closer(decimals(large / factor), (hi - lo) / factor);
  return joined(`${fixed(lo / factor, places)}–${fixed(hi / factor, places)}`, name);
}

function closer(places: number, width: number): number {
  return width < 2 * 10 ** -places ? places + 1 : places;
}

/** "×35.2 (34.1–36.0)", or without an interval "×35.2". */
export function humaneRatio(ratio: Maybe, lo: Maybe = null, hi: Maybe = null): string {
  if (ratio === null || ratio === undefined) return "none";
  const places = decimals(ratio);
  if (lo === null || lo === undefined || hi === null || hi === undefined) return `×${fixed(ratio, places)}`;
  const more = closer(places, hi - lo);
  return `×${fixed(ratio, more)} (${fixed(lo, more)}–${fixed(hi, more)})`;
}

/** 336776 is "336,776". */
export function grouped(value: number): string {
  return String(value).replace(/\B(?=(\d{3})+$)/g, ",");
}

export function humaneAge(seconds: Maybe): string {
  if (seconds === null || seconds === undefined) return "unknown";
  if (seconds < 90) return `${Math.max(Math.floor(seconds), 0)} s`;
  if (seconds < 5400) return `${Math.floor(seconds / 60)} min`;
  if (seconds < 172800) return `${Math.floor(seconds / 3600)} h`;
  return `${Math.floor(seconds / 86400)} d`;
}

/** Seconds since 1970 as "2026-11-21 07:30 UTC". */
export function dateAndTime(seconds: Maybe): string {
  if (seconds === null || seconds === undefined) return "unknown";
  return `${new Date(Math.floor(seconds) * 1000).toISOString().slice(0, 16).replace("T", " ")} UTC`;
}

/** "make remeasure-etl PROFILE=full". */
export function makeGoal(what: string, benchmark: string, profile: string): string {
  return `make ${what}-${benchmark}${profile === "quick" ? "" : ` PROFILE=${profile}`}`;
}

/** "1 round", "2 rounds". */
export function plural(count: number, one: string): string {
  return count === 1 ? `1 ${one}` : `${count} ${one}s`;
}

/** "a, b and c". */
export function listed(words: string[]): string {
  return words.length < 2 ? (words[0] ?? "") : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
}

const NAMES: { [metric: string]: string } = {
  max_rss: "peak memory",
  cpu_time: "CPU time",
  cpu_per_request: "CPU per request",
  cpu_utilisation: "CPU use",
  alloc_count: "allocations",
  alloc_bytes: "allocated",
  alloc_peak: "peak of live memory",
};

/** What a metric is called: "peak memory". */
export function spaced(metric: string): string {
  return (Object.hasOwn(NAMES, metric) ? NAMES[metric] : undefined) ?? metric.replaceAll("_", " ");
}

/** What is said of two by comparator(1), or by lib/compare.ts. */
export type Compared = Pick<Comparison, "ratio" | "ratio_lo" | "ratio_hi" | "verdict" | "unit"> & {
  direction?: Metric["direction"] | undefined;
};

const BETTER = ["faster", "smaller", "lower"];
const WORSE = ["slower", "larger", "higher"];

/** What tells whether it is good. */
export type Verdict = Pick<Compared, "verdict" | "unit" | "direction">;

export function isRateOrTime(unit: string): boolean {
  return unit === "s" || unit.endsWith("/s");
}

/** "faster" is good of whatever; where more is better of what is no rate, so is "higher". */
export function toneOf({ verdict, unit, direction }: Verdict): Tone | undefined {
  const [good, bad] = direction === "higher" && !isRateOrTime(unit) ? [WORSE, BETTER] : [BETTER, WORSE];
  if (good.includes(verdict)) return "good";
  if (bad.includes(verdict)) return "bad";
  return ({ equivalent: "tie", equal: "tie", inconclusive: "unsure" } as const)[verdict];
}

/** The verdict with its size: "×35.2 faster", "as fast (±5 %)", "cannot tell". */
export function faster(compared: Compared | null | undefined): string {
  if (!compared) return "not compared";
  const { ratio, verdict, unit } = compared;
  if (verdict === "equal") return "the same";
  if (verdict === "equivalent") {
    const as = isRateOrTime(unit) ? "as fast" : unit === "B" ? "as large" : "as high";
    return `${as} (±5 %)`;
  }
  if (verdict === "inconclusive") return "cannot tell";
  if (ratio === null || ratio <= 0 || toneOf(compared) === undefined) return verdict;
  return `${humaneRatio(Math.max(ratio, 1 / ratio))} ${verdict}`;
}

// ---- cells: undefined is what is not there, null what is not known ----

export function figureCell(value: Maybe, unit: string, tone?: Tone): Cell {
  return marked({ text: value === undefined ? "" : humane(value, unit), raw: value ?? null }, tone);
}

export function countCell(count: number, tone?: Tone): Cell {
  return marked({ text: grouped(count), raw: count }, tone);
}

/** A p-value, to two digits. */
export function pCell(p: Maybe): Cell {
  if (p === null || p === undefined) return { text: "unknown", raw: null };
  return { text: p < 0.0001 ? "<0.0001" : p.toPrecision(2), raw: p };
}

export function ratioCell(compared: Compared | null | undefined): Cell {
  if (!compared) return { text: "", raw: null, lo: null, hi: null };
  const { ratio, ratio_lo: lo, ratio_hi: hi } = compared;
  return marked({ text: humaneRatio(ratio, lo, hi), raw: ratio, lo, hi }, toneOf(compared));
}

export function intervalCell(lo: Maybe, hi: Maybe, unit: string): Cell {
  if (lo === undefined || hi === undefined) return { text: "", raw: null, lo: null, hi: null };
  if (lo === null || hi === null) return { text: "too few rounds", raw: null, lo: null, hi: null };
  return { text: humaneRange(lo, hi, unit), raw: `${lo} to ${hi}`, lo, hi };
}

function marked(cell: Cell, tone: Tone | undefined): Cell {
  return tone ? { ...cell, tone } : cell;
}

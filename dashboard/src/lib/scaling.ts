// scaling.ts - what implementations take to start, and for each item: estimates of fit(1), from a sweep
import type { ResultRecord } from "../data/contracts";
import { grouped, humane, humaneRange } from "./format";
import { type Cell, sortedBy, type Table, tableOf } from "./table";

type Estimates = NonNullable<ResultRecord["scaling"]>;

export interface Swept {
  implementation: string;
  scaling: Estimates;
}

export type Piece = "intercept" | "slope";

/** Only those of the newest sweep, as they were measured together; the least cost of an item first. */
export function sweptOf(records: ResultRecord[]): Swept[] {
  const all = records.flatMap(({ implementation, scaling }) => (scaling ? { implementation, scaling } : []));
  const newest = all
    .map(({ scaling }) => scaling.started)
    .sort()
    .at(-1);
  return sortedBy(
    all.filter(({ scaling }) => scaling.started === newest),
    ({ scaling }) => scaling.slope ?? Infinity,
  );
}

/** "rows" is "row". */
export function itemOf(swept: Swept[]): string {
  return (swept[0]?.scaling.of ?? "items").replace(/s$/, "").replaceAll("_", " ");
}

/** "not linear" */
export function verdictOf({ scaling }: Swept): string {
  return scaling.verdict.replace("_", " ");
}

/** Where the line does not fit, its start says nothing. */
export function estimateOf({ scaling }: Swept, piece: Piece): Cell {
  const { [piece]: value, [`${piece}_lo` as const]: lo, [`${piece}_hi` as const]: hi, unit = "s" } = scaling;
  if (value === undefined || (piece === "intercept" && scaling.verdict === "not_linear"))
    return { text: "unknown", raw: null, lo: null, hi: null };
  const range = lo === undefined || hi === undefined ? "" : ` (${humaneRange(lo, hi, unit)})`;
  return { text: `${humane(value, unit)}${range}`, raw: value, lo: lo ?? null, hi: hi ?? null };
}

export interface SizeLine {
  implementation: string;
  start: number;
  each: number;
}

/** Those that can be drawn, and over which sizes: all of them had the same. */
export function linesOf(swept: Swept[]) {
  const lines = swept.flatMap((one): SizeLine[] => {
    const [start, each] = [estimateOf(one, "intercept").raw, estimateOf(one, "slope").raw];
    const { implementation } = one;
    return typeof start === "number" && typeof each === "number" ? [{ implementation, start, each }] : [];
  });
  const { items_min: least, items_max: most, of, unit = "s" } = swept[0]?.scaling ?? {};
  if (lines.length === 0 || !of || !least || !most || least >= most) return null;
  return { lines, least, most, of: of.replaceAll("_", " "), unit };
}

/** From where on which of two takes less; of 0 items on it always does, without an upper end nobody knows. */
export function breakEvens(swept: Swept[]): string[] {
  const fitting = swept.filter(({ scaling }) => scaling.verdict !== "not_linear");
  return fitting.flatMap(({ implementation, scaling }) => {
    const { reference, slope_ratio: ratio, break_even: at, break_even_lo: lo, break_even_hi: hi } = scaling;
    const other = fitting.find((one) => one.implementation === reference)?.implementation;
    if (!other || !ratio || at === undefined || lo === undefined || hi === undefined) return [];
    const [less, more] = ratio > 1 ? [other, implementation] : [implementation, other];
    if (hi === 0) return `${less} always takes less than ${more}.`;
    const [from, least, most] = [at, lo, hi].map((items) => grouped(Math.round(items)));
    return `From ${from} ${scaling.of.replaceAll("_", " ")} on (${least}–${most}) ${less} takes less than ${more}.`;
  });
}

/** Whether a line is what goes through the sizes. */
export function fitSaid(swept: Swept[]): string {
  const others = swept.filter(({ scaling }) => scaling.verdict !== "linear");
  if (others.length === 0) return "All are linear.";
  const each = others.map(
    (one) => `${one.implementation} ${verdictOf(one)}${one.scaling.reason ? ` (${one.scaling.reason})` : ""}`,
  );
  return `${others.length < swept.length ? "The others are linear, but " : ""}${each.join("; ")}.`;
}

export function scalingTable(swept: Swept[]): Table {
  return tableOf(
    `Start-up and cost per ${itemOf(swept)}: the charts`,
    [
      { label: "implementation", cell: (one) => one.implementation },
      {
        ...{ label: "start-up", key: "start_up_s", numeric: true },
        cell: (one) => estimateOf(one, "intercept"),
      },
      {
        ...{ label: `per ${itemOf(swept)}`, key: "per_item_s", numeric: true },
        cell: (one) => estimateOf(one, "slope"),
      },
      { label: "the line", cell: verdictOf },
      { label: "why", cell: ({ scaling }) => scaling.reason ?? "" },
    ],
    swept,
  );
}

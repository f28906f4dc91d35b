// whisker.ts - the scale on which a column of ratios is drawn: logarithmic, so that ×2 and ×0.5 are as far from ×1
import type { Cell } from "./table";

/** Natural logarithms. */
export interface Scale {
  least: number;
  most: number;
}

/** Wide enough for ×1 and for every ratio above 0, with its interval. */
export function scaleFor(cells: (Cell | undefined)[]): Scale {
  const values = cells.flatMap((cell) =>
    typeof cell?.raw === "number" ? [cell.raw, cell.lo ?? cell.raw, cell.hi ?? cell.raw] : [],
  );
  const logs = [1, ...values.filter((value) => value > 0)].map(Math.log);
  const [least, most] = [Math.min(...logs), Math.max(...logs)];
  return most > least ? { least, most } : { least: -1, most: 1 };
}

/** 0 at the least, 1 at the most. */
export function placeOf({ least, most }: Scale, ratio: number): number {
  return ratio > 0 ? (Math.log(ratio) - least) / (most - least) : 0;
}

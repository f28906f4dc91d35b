// table.ts - a table as data: what a view shows, what it exports, what stands in for a chart
//
// text is for people (1.37 ms), raw the number or word itself (0.00137, in the unit of the
// column's metric, without prefix): raw is what is sorted, exported and shown on hover.

export type Raw = string | number | boolean | null;

/** How a cell is marked: by sign and shape as well as by colour. */
export type Tone = "good" | "bad" | "tie" | "unsure";

export interface Cell {
  text: string;
  raw: Raw;
  tone?: Tone;
  /** Of an interval, or of a ratio's: in exports columns of their own, ..._lo and ..._hi. */
  lo?: number | null;
  hi?: number | null;
  /** Of raw, in a table that has columns of several units: in exports a column of its own. */
  unit?: string;
  /** The text has a shape of its own: of the tone only the colour. */
  shaped?: boolean;
  /** What it is sorted by, if not by raw: of words that have an order of their own. */
  order?: number;
  /** Raw is a digest or a command: worth a button that copies it. */
  copy?: boolean;
  /** Of the place it leads to: #/..., or a file beside the page. */
  href?: string;
}

export interface Column {
  /** For exports: snake_case, with the unit unless it is a column of its own: wall_time_s. */
  key: string;
  label: string;
  numeric?: boolean;
  /** Ratios that are drawn, too. */
  whiskers?: boolean;
}

export interface Table {
  /** What it is, for its caption and file name. */
  title: string;
  columns: Column[];
  rows: Cell[][];
}

export function words(text: string): Cell {
  return { text, raw: text };
}

/** A column that makes its cells: of a word alone its text; its key, if it has none, is that of its label. */
export interface Made<T> extends Omit<Column, "key"> {
  key?: string;
  cell: (row: T, i: number) => Cell | string;
}

export function tableOf<T>(title: string, columns: Made<T>[], rows: T[]): Table {
  return {
    title,
    columns: columns.map(({ cell, ...column }) => ({ ...name(column.label), ...column })),
    rows: rows.map((row, i) =>
      columns.map(({ cell }) => {
        const made = cell(row, i);
        return typeof made === "string" ? words(made) : made;
      }),
    ),
  };
}

/** A table with what must be said of it. */
export interface Noted {
  table: Table;
  note?: string;
  /** It is long: only its title shows at first. */
  folded?: boolean;
  /** It is worth a search. */
  search?: boolean;
}

const UNITS: { [unit: string]: string } = { "1": "", "1/s": "_per_s", "B/s": "_B_per_s", "%": "_percent" };

/** A metric as the name of an export's column: wall_time_s. */
export function columnKey(metric: string, unit: string): string {
  return metric + (UNITS[unit] ?? `_${unit.replace(/[^A-Za-z0-9]+/g, "_")}`);
}

/** A column by what it is called: "with a fix" is with_a_fix. */
export function name(label: string, unit = "1"): Column {
  const key = label
    .replace(/[^A-Za-z0-9]+/g, "_")
    .replace(/^_|_$/g, "")
    .toLowerCase();
  return { key: columnKey(key, unit), label };
}

export function sortedBy<T>(list: T[], ...keys: ((item: T) => string | number)[]): T[] {
  return list.toSorted((a, b) => {
    for (const key of keys) {
      const [left, right] = [key(a), key(b)];
      if (left !== right) return left < right ? -1 : 1;
    }
    return 0;
  });
}

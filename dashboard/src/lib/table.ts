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

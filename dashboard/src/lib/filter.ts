// filter.ts - which rows a place shows
import type { Filter, Place } from "./place";
import type { Row } from "./rows";

/** What a row has under the name of a filter. */
export function facet(row: Row, filter: Filter): string {
  switch (filter) {
    case "benchmark":
      return row.benchmark.id;
    case "machine":
      return row.machine.id;
    case "variant":
      return row.variant || "plain";
    default:
      return row[filter];
  }
}

/** Rows with one of the words of every filter, and all the words of the search. */
export function filtered(rows: Row[], filters: Place["filters"], search: string): Row[] {
  const wanted = Object.entries(filters).map(([key, words]) => [key as Filter, new Set(words)] as const);
  const needles = search.toLowerCase().split(/\s+/).filter(Boolean);
  return rows.filter(
    (row) =>
      wanted.every(([key, words]) => words.size === 0 || words.has(facet(row, key))) &&
      needles.every((needle) => row.hay.includes(needle)),
  );
}

// filter.ts - which rows a place shows, and which words its filters could have
import { FILTERS, type Filter, type Place } from "./place";
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

type Wanted = (readonly [Filter, Set<string>])[];

function wantedBy(filters: Place["filters"]): Wanted {
  return FILTERS.flatMap((key) => {
    const words = filters[key] ?? [];
    return words.length > 0 ? [[key, new Set(words)] as const] : [];
  });
}

function needlesOf(search: string): string[] {
  return search.toLowerCase().split(/\s+/).filter(Boolean);
}

/** Rows with one of the words of every filter, and all the words of the search. */
export function filtered(rows: Row[], filters: Place["filters"], search: string): Row[] {
  const wanted = wantedBy(filters);
  const needles = needlesOf(search);
  return rows.filter(
    (row) =>
      wanted.every(([key, words]) => words.has(facet(row, key))) &&
      needles.every((needle) => row.hay.includes(needle)),
  );
}

export interface Facet {
  word: string;
  /** How many rows it would leave, given the other filters and the search. */
  count: number;
}

/** Of each filter the words there are, in natural order. */
export function facets(rows: Row[], filters: Place["filters"], search = ""): { [filter in Filter]: Facet[] } {
  const needles = needlesOf(search);
  const columns = columnsOf(rows).map(({ key, words, numbers }) => {
    const wanted = filters[key] ?? [];
    return {
      ...{ key, words, numbers, counts: new Uint32Array(words.length) },
      allowed: words.map((word) => wanted.length === 0 || wanted.includes(word)),
    };
  });
  rows.forEach((row, i) => {
    if (!needles.every((needle) => row.hay.includes(needle))) return;
    const number = (column: { numbers: Uint32Array }) => column.numbers[i] ?? 0;
    const refusing = columns.filter((column) => !column.allowed[number(column)]);
    // what only its own filter refuses counts there alone
    for (const column of refusing.length === 0 ? columns : refusing.length === 1 ? refusing : [])
      column.counts[number(column)] = (column.counts[number(column)] ?? 0) + 1;
  });
  return Object.fromEntries(
    columns.map(({ key, words, counts }) => [key, words.map((word, w) => ({ word, count: counts[w] ?? 0 }))]),
  ) as { [filter in Filter]: Facet[] };
}

/** The words of a filter, and of each row the number of its word. */
interface Column {
  key: Filter;
  words: string[];
  numbers: Uint32Array;
}

const { compare } = new Intl.Collator("en", { numeric: true });
const known = new WeakMap<Row[], Column[]>();

/** Made once for all rows: counting numbers takes a tenth of the time of counting words. */
function columnsOf(rows: Row[]): Column[] {
  const made =
    known.get(rows) ??
    FILTERS.map((key) => {
      const words = [...new Set(rows.map((row) => facet(row, key)))].sort(compare);
      const places = new Map(words.map((word, i) => [word, i]));
      return { key, words, numbers: Uint32Array.from(rows, (row) => places.get(facet(row, key)) ?? 0) };
    });
  known.set(rows, made);
  return made;
}

/** Words of filters that no row has, as of an old link: to be shown, and cleared by a button. */
export function unknownWords(place: Place, rows: Row[]): { filter: Filter; word: string }[] {
  return wantedBy(place.filters).flatMap(([filter, words]) => {
    const there = columnsOf(rows).find(({ key }) => key === filter)?.words ?? [];
    return [...words].filter((word) => !there.includes(word)).map((word) => ({ filter, word }));
  });
}

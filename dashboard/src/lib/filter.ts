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

const { compare } = new Intl.Collator("en", { numeric: true });

/** Of each filter the words there are, in natural order. */
export function facets(rows: Row[], filters: Place["filters"], search = ""): { [filter in Filter]: Facet[] } {
  const wanted = wantedBy(filters);
  const needles = needlesOf(search);
  const counts = new Map(FILTERS.map((key) => [key, new Map<string, number>()]));
  for (const row of rows) {
    const found = needles.every((needle) => row.hay.includes(needle));
    const refused = wanted.filter(([key, words]) => !words.has(facet(row, key))).map(([key]) => key);
    for (const [key, words] of counts) {
      const left = found && (refused.length === 0 || (refused.length === 1 && refused[0] === key));
      const word = facet(row, key);
      words.set(word, (words.get(word) ?? 0) + (left ? 1 : 0));
    }
  }
  const listOf = (key: Filter) =>
    [...(counts.get(key) ?? [])]
      .map(([word, count]) => ({ word, count }))
      .sort((a, b) => compare(a.word, b.word));
  return {
    category: listOf("category"),
    benchmark: listOf("benchmark"),
    language: listOf("language"),
    variant: listOf("variant"),
    implementation: listOf("implementation"),
    profile: listOf("profile"),
    machine: listOf("machine"),
    run: listOf("run"),
  };
}

/** Words of filters that no row has, as of an old link: to be shown, and cleared by a button. */
export function unknownWords(place: Place, rows: Row[]): { filter: Filter; word: string }[] {
  return wantedBy(place.filters).flatMap(([filter, words]) => {
    const known = new Set(rows.map((row) => facet(row, filter)));
    return [...words].filter((word) => !known.has(word)).map((word) => ({ filter, word }));
  });
}

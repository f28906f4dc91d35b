// facts.ts - what is said of several records at once: one value if it is the same for all of
// them, else each with the implementations it is of
import type { ResultRecord } from "../data/contracts";
import { type Cell, type Table, words } from "./table";

export interface Fact {
  label: string;
  /** The key of exports. */
  key: string;
  values: { implementations: string[]; cell: Cell }[];
  /** Each may have its own: that it differs is no warning. */
  own?: boolean;
}

/** of: null where the record has no such thing. */
export function factOf(
  records: ResultRecord[],
  label: string,
  key: string,
  of: (record: ResultRecord) => Cell | null,
): Fact {
  const values = new Map<string, Fact["values"][number]>();
  for (const record of records) {
    const cell = of(record);
    if (!cell) continue;
    const same = JSON.stringify([cell.raw, cell.text]);
    const value = values.get(same) ?? { implementations: [], cell };
    value.implementations.push(record.implementation);
    values.set(same, value);
  }
  return { label, key, values: [...values.values()] };
}

/** What should be the same for all is not. */
export function differs({ values, own }: Fact): boolean {
  return values.length > 1 && !own;
}

/** For exports: a row for each fact and implementation. */
export function factsTable(title: string, facts: Fact[]): Table {
  return {
    title,
    columns: [
      { key: "field", label: "field" },
      { key: "implementation", label: "implementation" },
      { key: "value", label: "value" },
    ],
    rows: facts.flatMap(({ key, values }) =>
      values.flatMap(({ implementations, cell }) =>
        implementations.map((implementation) => [words(key), words(implementation), cell]),
      ),
    ),
  };
}

/** Its first 12 digits; the whole one on hover and in exports. */
export function digestCell(digest: string | null | undefined): Cell {
  return digest ? { text: digest.slice(0, 12), raw: digest, copy: true } : { text: "unknown", raw: null };
}

/** A member of what the schema leaves open. */
export function member(object: object, key: string): unknown {
  return Object.hasOwn(object, key) ? Object.getOwnPropertyDescriptor(object, key)?.value : undefined;
}

// caveats.ts - what disturbed the rounds, and what is not known
import type { ResultRecord } from "../data/contracts";
import { countCell } from "./format";
import { type Cell, figure, name, sortedBy, type Table, words } from "./table";

/** The record with the most rounds: it stands for what all of a session share. */
export function fullest(records: ResultRecord[]): ResultRecord | undefined {
  return records.toSorted((a, b) => a.rounds.length - b.rounds.length).at(-1);
}

/** [the first, the last] time at which a round began. */
export function span(records: ResultRecord[]): [first: number, last: number] | null {
  const times = records.flatMap(({ rounds }) => rounds.flatMap(({ start_time }) => start_time ?? []));
  return times.length === 0 ? null : [Math.min(...times), Math.max(...times)];
}

export function disturbancesTable(records: ResultRecord[]): Table {
  return {
    title: "Disturbed rounds",
    columns: [name("implementation"), figure("disturbed"), figure("timed rounds")],
    rows: records.map(({ implementation, disturbances: { rounds, of } }) => {
      const cell: Cell = { text: rounds === null ? "unknown" : String(rounds), raw: rounds };
      if (rounds !== 0) cell.tone = "unsure";
      return [words(implementation), cell, countCell(of)];
    }),
  };
}

/** "metrics.etl/wall_time.samples" and its like are many of one kind: "metrics: samples". */
function kindOf(path: string): string {
  const metric = /^metrics\.(.*)\.([^.]+|p99\.9)$/.exec(path);
  if (metric) return `metrics: ${metric[2]}`;
  return path.replace(/^(\w+)\[\d+\]\./, "$1: ");
}

/** What is null, and why: fields of one kind together. */
export function unknownTable(records: ResultRecord[]): Table {
  const kinds = new Map<string, { field: string; reason: string; paths: Set<string>; of: Set<string> }>();
  for (const { implementation, unknown } of records)
    for (const [path, reason] of Object.entries(unknown)) {
      const field = kindOf(path);
      const kind = kinds.get(`${field}\n${reason}`) ?? { field, reason, paths: new Set(), of: new Set() };
      kind.paths.add(path);
      kind.of.add(implementation);
      kinds.set(`${field}\n${reason}`, kind);
    }
  return {
    title: "What is not known",
    columns: [name("field"), figure("fields"), name("why"), name("implementations")],
    rows: sortedBy([...kinds.values()], ({ field }) => field).map(({ field, reason, paths, of }) => [
      { text: field, raw: [...paths].join(" ") },
      { text: String(paths.size), raw: paths.size },
      words(reason),
      words(of.size === records.length ? "all" : [...of].join(", ")),
    ]),
  };
}

// evidence.ts - which tools ran, against which data, and what to do where they did not
import type { ResultRecord } from "../data/contracts";
import { digestCell } from "./facts";
import { grouped } from "./format";
import { type Cell, figure, type Noted, name, words } from "./table";

/** Beside what the report tells: nothing of benchmarks that run no tools. */
export function evidenceParts(records: ResultRecord[]): Noted[] {
  return [
    records.some(({ evidence }) => evidence) ? toolsPart(records) : [],
    snapshotsPart(records) ?? [],
  ].flat();
}

/** What to do about a failure, as make bench says it. */
export function whatToDo({ status, benchmark_id: bench, implementation }: ResultRecord): string {
  switch (status) {
    case "build_failed":
      return `see build/${bench}/${implementation}.log`;
    case "tool_missing":
      return `make deps-security installs it; then make bench-${bench}`;
    case "tool_failed":
      return `what it depends on being mended, make bench-${bench} measures again; else make remeasure-${bench}`;
    case "missing_toolchain":
      return `install it, or leave it out: make bench-${bench} IMPLS=...`;
    default:
      return `it is a result, and kept: to try again, make remeasure-${bench}`;
  }
}

function toolsPart(records: ResultRecord[]): Noted {
  return {
    table: {
      title: "Tools that ran",
      columns: ["implementation", "tool", "version", "status"].map((label) => name(label)),
      rows: records.flatMap(({ implementation, status, evidence }) => {
        const state: Cell =
          status === "ok" ? { text: "did its work", raw: status } : { ...words(status), tone: "bad" };
        const tools = evidence?.tools ?? [{ name: "unknown", version: "unknown" }];
        return tools.map((tool) => [words(implementation), words(tool.name), words(tool.version), state]);
      }),
    },
  };
}

const MODES = {
  live: "the services of that moment",
  snapshot: "a snapshot",
  fixture: "a fixture whose findings are known",
};

function snapshotsPart(records: ResultRecord[]): Noted | null {
  const rows = records.flatMap(({ implementation, evidence }) =>
    (evidence?.snapshots ?? []).map((snapshot): Cell[] => [
      words(implementation),
      words(snapshot.name),
      evidence?.mode ? { text: MODES[evidence.mode], raw: evidence.mode } : words("unknown"),
      words(snapshot.date),
      snapshot.advisories === undefined
        ? { text: "unknown", raw: null }
        : { text: grouped(snapshot.advisories), raw: snapshot.advisories },
      words(snapshot.commit ?? "unknown"),
      digestCell(snapshot.sha256),
      words(evidence?.releases_as_of ?? "unknown"),
    ]),
  );
  const columns = [
    ...["implementation", "database", "scanned against", "of"].map((label) => name(label)),
    figure("advisories"),
    ...["commit", "SHA-256", "newest releases as of"].map((label) => name(label)),
  ];
  return rows.length === 0 ? null : { table: { title: "Advisories", columns, rows } };
}

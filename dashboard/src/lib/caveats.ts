// caveats.ts - what was not controlled and what is not known, as mk/report.jq says it
import type { Environment, ResultRecord } from "../data/contracts";
import { member } from "./facts";
import { humane, plural } from "./format";
import { figure, name, sortedBy } from "./scans";
import { type Cell, type Table, words } from "./table";

/** The record with the most rounds: it stands for what all of a session share. */
export function fullest(records: ResultRecord[]): ResultRecord | undefined {
  return records.toSorted((a, b) => a.rounds.length - b.rounds.length).at(-1);
}

/** [the first, the last] time at which a round began. */
export function span(records: ResultRecord[]): [first: number, last: number] | null {
  const times = records.flatMap(({ rounds }) => rounds.flatMap(({ start_time }) => start_time ?? []));
  return times.length === 0 ? null : [Math.min(...times), Math.max(...times)];
}

export function uncontrolled(records: ResultRecord[]): string[] {
  const first = fullest(records);
  if (!first) return [];
  const { environment: e, server } = first;
  const unknown = (what: string, field: keyof Environment["reasons"]) =>
    `${what}: unknown (${e.reasons[field]})`;
  const worked = records.filter(({ status }) => status === "ok");
  const timed = worked.reduce((sum, { disturbances }) => sum + disturbances.of, 0);
  const disturbed = worked.reduce((sum, { disturbances }) => sum + (disturbances.rounds ?? 0), 0);
  const stolen = records.flatMap(({ metrics }) => metrics.steal_time?.max ?? []);
  const [begun, ended] = span(records) ?? [0, 0];
  const hours = (ended - begun) / 3600;
  const pinned = server !== undefined && member(server.layout, "layout") === "pinned";
  const said: (string | false)[] = [
    e.governor === null
      ? unknown("CPU frequency governor", "governor")
      : e.governor !== "performance" && `CPU frequency: the governor is ${e.governor}`,
    e.turbo === null
      ? unknown("Turbo", "turbo")
      : e.turbo && "Turbo is on: the frequency depends on heat and load",
    "Frequency and temperature: not recorded",
    e.virtualisation !== "none" &&
      `Virtual machine: the host may take CPU time and share caches; ${
        stolen.length === 0
          ? "stolen time is unknown"
          : `at most ${humane(Math.max(...stolen), "s")} were stolen from a run`
      }`,
    e.smt === null ? unknown("SMT", "smt") : e.smt && "SMT is on: CPUs share cores",
    `Other load: CPUs are ${pinned ? "not isolated" : "neither isolated nor pinned"}; ${disturbed} of ${timed} timed runs were disturbed`,
    e.aslr !== 0 && "Address layout: random, by design, so that rounds sample it",
    first.rounds.some(({ phase }) => phase === "warmup")
      ? "Page cache: warm, by design; the warm-up run is the first touch"
      : "Page cache: as it happened to be",
    hours > 1 && `Time of day: rounds were measured over ${humane(hours, "1")} hours`,
    typeof e.cgroup_cpu_limit === "number" &&
      `Control group: limits the CPU time to ${e.cgroup_cpu_limit} CPUs`,
    e.transparent_hugepage === "always" && "Huge pages: given unasked",
    e.pmu === null && "Hardware counters: none, so cycles and cache misses are unseen",
    first.dirty === true && "The work tree differed from the commit",
  ];
  return said.filter((text) => text !== false);
}

export function disturbancesTable(records: ResultRecord[]): Table {
  return {
    title: "Disturbed rounds",
    columns: [name("implementation"), figure("disturbed"), figure("timed rounds")],
    rows: records.map(({ implementation, disturbances: { rounds, of } }) => {
      const cell: Cell = { text: rounds === null ? "unknown" : String(rounds), raw: rounds };
      if (rounds !== 0) cell.tone = rounds === null ? "unsure" : "bad";
      return [words(implementation), cell, { text: String(of), raw: of }];
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
    columns: [name("field"), figure("fields"), name("why"), name("implementations"), name("paths")],
    rows: sortedBy([...kinds.values()], ({ field }) => field).map(({ field, reason, paths, of }) => [
      { text: field, raw: [...paths].join(" ") },
      { text: plural(paths.size, "field"), raw: paths.size },
      words(reason),
      words(of.size === records.length ? "all" : [...of].join(", ")),
      words([...paths].join(" ")),
    ]),
  };
}

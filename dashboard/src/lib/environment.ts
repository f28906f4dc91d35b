// environment.ts - where it was measured: all that fingerprint(1) and roofline(1) found out
import type { Environment, ResultRecord } from "../data/contracts";
import { type Fact, factOf, member } from "./facts";
import { grouped, humane } from "./format";
import { type Cell, words } from "./table";

const yesNo = (value: unknown): string => (value ? "yes" : "no");
const bytes = (value: unknown): string =>
  typeof value === "number" ? (Number.isFinite(value) ? humane(value, "B") : String(value)) : String(value);
const plain = (value: unknown): string => (typeof value === "number" ? grouped(value) : String(value));
const whether = (none: string, some: string) => (value: unknown) =>
  value === "none" ? none : `${some} (${value})`;

/** In the order in which people ask; what is added to the schema later comes after it. */
const FIELDS: {
  [field in Exclude<keyof Environment, "reasons">]?: [label: string, text: (value: unknown) => string];
} = {
  machine_class: ["machine class", String],
  cpu_model: ["processor", String],
  cpu_id: ["processor's family, model, stepping", String],
  microcode: ["microcode", String],
  cpu_count: ["processors", plain],
  cpus_allowed: ["of them allowed", plain],
  smt: ["SMT", (value) => (value ? "on: CPUs share cores" : "off")],
  governor: ["frequency governor", String],
  turbo: ["turbo", (value) => (value ? "on: the frequency depends on heat and load" : "off")],
  memory_total_B: ["memory", bytes],
  page_size_B: ["page size", bytes],
  transparent_hugepage: ["transparent huge pages", String],
  virtualisation: ["virtualisation", whether("none: bare metal", "virtual machine")],
  container: ["container", whether("none", "in one")],
  cgroup_version: ["control groups", (value) => `version ${value}`],
  cgroup_cpu_limit: [
    "limit of CPU time",
    (value) => (typeof value === "number" ? `${value} CPUs` : String(value)),
  ],
  cgroup_memory_limit_B: ["limit of memory", bytes],
  os: ["operating system", String],
  kernel: ["kernel", (value) => `Linux ${value}`],
  libc: ["C library", String],
  architecture: ["architecture", String],
  aslr: ["address layout", (value) => (value === 0 ? "fixed" : `random (${value})`)],
  clock_source: ["clock", String],
  clock_resolution_s: [
    "clock's resolution",
    (value) => (typeof value === "number" ? humane(value, "s") : String(value)),
  ],
  pmu: ["hardware counters", (value) => (typeof value === "boolean" ? yesNo(value) : String(value))],
  perf_event_paranoid: ["perf_event_paranoid", String],
};

export function environmentFacts(records: ResultRecord[]): Fact[] {
  const known = Object.entries(FIELDS);
  const others = new Set(records.flatMap(({ environment }) => Object.keys(environment)));
  for (const field of ["reasons", ...known.map(([field]) => field)]) others.delete(field);
  const fields = [
    ...known,
    ...[...others].sort().map((field) => [field, [field.replaceAll("_", " "), String]] as const),
  ];
  return fields
    .map(([field, [label, text]]) =>
      factOf(records, label, field, ({ environment }) => {
        const value = member(environment, field);
        return value === undefined
          ? null
          : value === null
            ? unknownCell(environment, field)
            : { text: text(value), raw: scalar(value) };
      }),
    )
    .concat(toolchainFact(records), rooflineFacts(records))
    .filter(({ values }) => values.length > 0);
}

function unknownCell({ reasons }: Environment, field: string): Cell {
  const why = member(reasons, field);
  return { text: why ? `unknown (${why})` : "unknown", raw: null, tone: "unsure" };
}

function scalar(value: unknown): Cell["raw"] {
  return typeof value === "number" || typeof value === "boolean" || typeof value === "string"
    ? value
    : JSON.stringify(value);
}

function toolchainFact(records: ResultRecord[]): Fact {
  const fact = factOf(records, "toolchain", "toolchain", ({ build }) =>
    build.toolchain === null ? { text: "unknown", raw: null, tone: "unsure" } : words(build.toolchain),
  );
  return { ...fact, own: true };
}

/** What the machine could do at most: only of benchmarks that count operations. */
function rooflineFacts(records: ResultRecord[]): Fact[] {
  const fact = (label: string, key: string, unit: string) =>
    factOf(records, label, key, ({ roofline }) => {
      const value = roofline && member(roofline, key);
      return typeof value === "number"
        ? { text: humane(value, unit), raw: value }
        : typeof value === "string"
          ? words(value)
          : null;
    });
  return [
    fact("roofline: instructions", "isa", ""),
    fact("roofline: processors", "processors", "1"),
    fact("roofline: compute, all", "flop_rate_per_s", "FLOP/s"),
    fact("roofline: compute, one", "flop_rate_one_per_s", "FLOP/s"),
    fact("roofline: memory, all", "bandwidth_B_per_s", "B/s"),
    fact("roofline: memory, one", "bandwidth_one_B_per_s", "B/s"),
    fact("roofline: caches", "caches_B", "B"),
  ];
}

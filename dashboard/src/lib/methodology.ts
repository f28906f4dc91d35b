// methodology.ts - the configuration and the docs as sections and tables
import type { Block, Environment, GateSelftest, Index, Methodology, Share } from "../data/contracts";
import { countCell, dateAndTime, figureCell, humane, listed, plural, spaced } from "./format";
import { type Cell, type Table, tableOf, words } from "./table";

export interface Section {
  /** Its name in the URL. */
  id: string;
  title: string;
  blocks: Block[];
}

/** A text by its headings of level 2; what stands before the first is the introduction. */
export function sectionsOf(text: Block[]): { introduction: Block[]; sections: Section[] } {
  const introduction: Block[] = [];
  const sections: Section[] = [];
  for (const block of text) {
    if (block.kind === "heading" && block.level === 1) continue;
    if (block.kind === "heading" && block.level === 2) {
      const title = block.text.map((part) => part.text).join("");
      sections.push({ id: slug(title), title, blocks: [] });
    } else (sections.at(-1)?.blocks ?? introduction).push(block);
  }
  return { introduction, sections };
}

export function slug(title: string): string {
  return title
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "");
}

/** "38 to 61 %"; of none or all only the side that is open is said. */
function intervalText({ k, n, lo, hi }: Share): string {
  const percent = (share: number) => String(Number((100 * share).toFixed(1)));
  if (k === 0) return `at most ${percent(hi)} %`;
  return k === n ? `at least ${percent(lo)} %` : `${percent(lo)} to ${percent(hi)} %`;
}

export function shareText(share: Share): string {
  return `${share.k} of ${share.n} (${intervalText(share)})`;
}

/** A row for each slowness that was tried: where nothing was slower, what it says is a false alarm. */
export function gateTable({ false_fail, false_warn, detections }: GateSelftest): Table {
  const trials = [
    { percent: 0, failed: false_fail, warned: false_warn.k },
    ...detections.map(({ slowdown_percent: percent, failed, caught }) => ({
      ...{ percent, failed, warned: caught.k - failed.k },
    })),
  ];
  return tableOf(
    "How often the gate failed and warned",
    [
      {
        ...{ key: "slowdown_percent", label: "slower by", numeric: true },
        cell: ({ percent }) => ({
          text: percent === 0 ? "nothing" : `${percent} %`,
          raw: percent,
        }),
      },
      { label: "gates", numeric: true, cell: ({ failed }) => countCell(failed.n) },
      { label: "failed", numeric: true, cell: ({ failed }) => countCell(failed.k) },
      {
        ...{ key: "failed_share", label: "of all, 95 % interval" },
        cell: ({ failed }) => ({
          text: intervalText(failed),
          raw: failed.k / failed.n,
          lo: failed.lo,
          hi: failed.hi,
        }),
      },
      { key: "warned", label: "warned only", numeric: true, cell: ({ warned }) => countCell(warned) },
    ],
    trials,
  );
}

/** Where and when the gate was tried, and what measuring again is good for. */
export function gateTrials(gate: GateSelftest): string {
  return (
    `${gate.rounds} rounds of each side, on ${gate.cpu_model} (class ${gate.machine_class.slice(0, 8)}), ` +
    `${dateAndTime(Date.parse(gate.time) / 1000)}. Without measuring again it would have failed ` +
    `${shareText(gate.false_fail_unconfirmed)} where nothing was slower.`
  );
}

export function roundsTable({ benchmarks }: Methodology): Table {
  return tableOf(
    "Rounds, warm-ups and time limits",
    [
      {
        label: "benchmark",
        cell: ({ id }) => ({ ...words(id), href: `#/benchmark/${encodeURIComponent(id)}` }),
      },
      { label: "profile", cell: ({ profile }) => profile },
      { label: "rounds", numeric: true, cell: ({ rounds }) => countCell(rounds) },
      { key: "warmups", label: "warm-ups", numeric: true, cell: ({ warmups }) => countCell(warmups) },
      {
        ...{ key: "timeout_s", label: "time limit of a run", numeric: true },
        cell: ({ timeout }) => figureCell(timeout, "s"),
      },
      { label: "dataset", cell: ({ dataset }) => dataset },
      { key: "compared", label: "compared by", cell: ({ compare }) => listed(compare.map(spaced)) },
      { key: "class", label: "fairness class", cell: (row) => row.class },
    ],
    benchmarks.flatMap((benchmark) => benchmark.profiles.map((profile) => ({ ...benchmark, ...profile }))),
  );
}

export function thresholdsTable({ gate }: Methodology): Table | null {
  if (!gate) return null;
  const all = { name: "all others", ...gate, floor: 0, unit: "" };
  const metrics = gate.metrics.map((one) => ({ ...one, name: one.metric }));
  // a benchmark's own stand above the metric's, and those above the gate's
  const own = gate.benchmarks.map(({ benchmark, metric, thresholds }) => ({
    ...(metrics.find((one) => one.metric === metric) ?? all),
    ...thresholds,
    name: `${metric} of ${benchmark}`,
  }));
  const percent = (value: number): Cell => ({ text: `${value} %`, raw: value });
  return tableOf(
    "When the gate warns and fails",
    [
      { label: "metric", cell: ({ name }) => ({ text: spaced(name), raw: name }) },
      {
        ...{ key: "warn_percent", label: "warns above", numeric: true },
        cell: (row) => percent(row.warn_percent),
      },
      {
        ...{ key: "fail_percent", label: "fails above", numeric: true },
        cell: (row) => percent(row.fail_percent),
      },
      {
        ...{ key: "floor", label: "and by more than", numeric: true },
        cell: ({ floor, unit }) => (floor === 0 ? { text: "none", raw: 0 } : figureCell(floor, unit)),
      },
    ],
    [all, ...metrics, ...own],
  );
}

const FIELDS: (keyof Environment)[] = [
  "cpu_model",
  "cpu_count",
  "memory_total_B",
  "os",
  "kernel",
  "libc",
  "virtualisation",
  "container",
  "governor",
  "turbo",
  "smt",
  "aslr",
  "transparent_hugepage",
  "pmu",
];

/** A row a field, a column a machine; what is not known says why. */
export function environmentsTable({ environments }: Methodology, index: Index): Table {
  const label = (id: string) => index.dims.machine.find((machine) => machine.id === id)?.label ?? id;
  const value = ({ reasons, ...environment }: Environment, field: keyof Environment): Cell => {
    const found = field === "reasons" ? null : environment[field];
    if (found === null || found === undefined) {
      const why = Object.entries(reasons).find(([name]) => name === field)?.[1];
      return { text: why ? `unknown: ${why}` : "unknown", raw: null };
    }
    if (typeof found === "number")
      return { text: field.endsWith("_B") ? humane(found, "B") : String(found), raw: found };
    return words(typeof found === "boolean" ? (found ? "on" : "off") : String(found));
  };
  return tableOf(
    "The machines, as they were in their newest session",
    [
      { label: "field", cell: (field) => spaced(field) },
      ...environments.map(({ machine, environment }) => ({
        ...{ key: `machine_${machine}`, label: label(machine) },
        cell: (field: keyof Environment) => value(environment, field),
      })),
    ],
    FIELDS,
  );
}

/** "13 benchmarks, 27 claims" */
export function configured({ benchmarks }: Methodology): string {
  const claims = benchmarks.reduce((sum, benchmark) => sum + benchmark.claims, 0);
  return `${plural(benchmarks.length, "benchmark")}, ${plural(claims, "claim")}`;
}

// methodology.ts - the configuration and the docs as sections and tables
import type { Block, Environment, GateSelftest, Index, Methodology, Share } from "../data/contracts";
import { countCell, dateAndTime, figureCell, grouped, humane, listed, plural, spaced } from "./format";
import { type Cell, type Table, words } from "./table";

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

/** What the trials of the gate say, as one reads them. */
export function gateSentences(gate: GateSelftest): string[] {
  const { false_fail: fails, false_warn: warns, detections } = gate;
  return [
    `Where nothing was slower it failed ${shareText(fails)} and warned ${shareText(warns)}: these are its false alarms.`,
    ...detections.map(
      ({ slowdown_percent: percent, caught, failed }) =>
        `Where something was slower by ${percent} % it failed ${shareText(failed)}, and failed or warned ${shareText(caught)}.`,
    ),
  ];
}

export function gateTable(gate: GateSelftest): Table {
  const cells = (share: Share): Cell[] => [
    { text: String(share.k), raw: share.k },
    { text: intervalText(share), raw: share.k / share.n, lo: share.lo, hi: share.hi },
  ];
  return {
    title: "How often the gate failed and warned",
    columns: [
      { key: "slowdown_percent", label: "slower by", numeric: true },
      { key: "gates", label: "gates", numeric: true },
      { key: "failed", label: "failed", numeric: true },
      { key: "failed_share", label: "of all, 95 % interval" },
      { key: "warned", label: "warned only", numeric: true },
    ],
    rows: [
      { percent: 0, failed: gate.false_fail, warned: gate.false_warn.k },
      ...gate.detections.map(({ slowdown_percent: percent, failed, caught }) => ({
        percent,
        failed,
        warned: caught.k - failed.k,
      })),
    ].map(({ percent, failed, warned }) => [
      { text: percent === 0 ? "nothing" : `${percent} %`, raw: percent },
      countCell(failed.n),
      ...cells(failed),
      countCell(warned),
    ]),
  };
}

/** Where and when the gate was tried. */
export function gateTrials(gate: GateSelftest): string {
  return `${gate.rounds} rounds of each side, on ${gate.cpu_model} (class ${gate.machine_class.slice(0, 8)}), ${dateAndTime(Date.parse(gate.time) / 1000)}; intervals of 95 %.`;
}

export function roundsTable({ benchmarks }: Methodology): Table {
  return {
    title: "Rounds, warm-ups and time limits",
    columns: [
      { key: "benchmark", label: "benchmark" },
      { key: "profile", label: "profile" },
      { key: "rounds", label: "rounds", numeric: true },
      { key: "warmups", label: "warm-ups", numeric: true },
      { key: "timeout_s", label: "time limit of a run", numeric: true },
      { key: "dataset", label: "dataset" },
      { key: "compared", label: "compared by" },
      { key: "class", label: "fairness class" },
    ],
    rows: benchmarks.flatMap((benchmark) =>
      benchmark.profiles.map(({ profile, rounds, warmups, timeout, dataset }) => [
        { text: benchmark.id, raw: benchmark.id, href: `#/benchmark/${encodeURIComponent(benchmark.id)}` },
        words(profile),
        { text: grouped(rounds), raw: rounds },
        { text: grouped(warmups), raw: warmups },
        figureCell(timeout, "s"),
        words(dataset),
        words(listed(benchmark.compare.map(spaced))),
        words(benchmark.class),
      ]),
    ),
  };
}

export function thresholdsTable({ gate }: Methodology): Table | null {
  if (!gate) return null;
  const percent = (value: number): Cell => ({ text: `${value} %`, raw: value });
  const of = (metric: string) => gate.metrics.find((one) => one.metric === metric);
  const row = (name: string, warn: number, fail: number, floor: number, unit: string): Cell[] => [
    { text: spaced(name), raw: name },
    percent(warn),
    percent(fail),
    floor === 0 ? { text: "none", raw: 0 } : figureCell(floor, unit),
  ];
  return {
    title: "When the gate warns and fails",
    columns: [
      { key: "metric", label: "metric" },
      { key: "warn_percent", label: "warns above", numeric: true },
      { key: "fail_percent", label: "fails above", numeric: true },
      { key: "floor", label: "and by more than", numeric: true },
    ],
    rows: [
      row("all others", gate.warn_percent, gate.fail_percent, 0, ""),
      ...gate.metrics.map((one) => row(one.metric, one.warn_percent, one.fail_percent, one.floor, one.unit)),
      ...gate.benchmarks.map(({ benchmark, metric, thresholds: own }) => {
        const usual = of(metric);
        return row(
          `${metric} of ${benchmark}`,
          own.warn_percent ?? usual?.warn_percent ?? gate.warn_percent,
          own.fail_percent ?? usual?.fail_percent ?? gate.fail_percent,
          own.floor ?? usual?.floor ?? 0,
          usual?.unit ?? "",
        );
      }),
    ],
  };
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
  return {
    title: "The machines, as they were in their newest session",
    columns: [
      { key: "field", label: "field" },
      ...environments.map(({ machine }) => ({ key: `machine_${machine}`, label: label(machine) })),
    ],
    rows: FIELDS.map((field) => [
      words(spaced(field)),
      ...environments.map(({ environment }) => value(environment, field)),
    ]),
  };
}

/** "13 benchmarks, 27 claims" */
export function configured({ benchmarks }: Methodology): string {
  const claims = benchmarks.reduce((sum, benchmark) => sum + benchmark.claims, 0);
  return `${plural(benchmarks.length, "benchmark")}, ${plural(claims, "claim")}`;
}

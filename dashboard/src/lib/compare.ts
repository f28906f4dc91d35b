// compare.ts - how two differ: runs, or implementations within one run; and what else differs between them
import type { Comparison, Metric, ResultRecord } from "../data/contracts";
import { isRateOrTime, toneOf } from "./format";
import type { Tone } from "./table";

/** comparator's threshold: less is not worth a word. */
export const THRESHOLD = 1.05;

export const RUNS_FORMULA =
  "Ratio of the medians; interval [lo a / hi b, hi a / lo b], which holds the worst of both: two 95 % intervals make one of " +
  "at least 90 % (Bonferroni). A difference only if the interval excludes 1 and the ratio is beyond 5 %. " +
  "Counts, shares and sizes that no round disagreed on are compared exactly. Runs are not paired; make gate is for decisions.";

/** What is needed of a metric; min and max are null where only the history knows of it. */
export type Measured = Pick<Metric, "metric" | "case" | "unit" | "direction" | "value" | "n" | "interval"> & {
  min: number | null;
  max: number | null;
};

/** What is needed of a record. */
export type Results = Pick<ResultRecord, "implementation"> & { metrics: { [key: string]: Measured } };

/** a against b: a ratio above 1 is more. */
export interface Line {
  /** "" where all lines are of one. */
  benchmark: string;
  /** "" where A and B are implementations or languages themselves. */
  implementation: string;
  metric: string;
  case: string;
  unit: string;
  /** Its benchmark compares this metric. */
  main: boolean;
  /** null: only the other has it. */
  a: Measured | null;
  b: Measured | null;
  ratio: number | null;
  ratio_lo: number | null;
  ratio_hi: number | null;
  /**
   * As comparator's: faster, slower, smaller, larger, lower, higher, equivalent, inconclusive; of
   * counts equal; of what is neither better nor worse changed; "only a", "only b", "not compared".
   */
  verdict: string;
  /** Whether a is the better one, also where the verdict's word alone does not say so. */
  tone: Tone | undefined;
  /** Of what must be the same, what is not: the numbers cannot be compared. */
  barred: string[];
}

type Judged = Pick<Line, "ratio" | "ratio_lo" | "ratio_hi" | "verdict">;

const NOT_COMPARED: Judged = { ratio: null, ratio_lo: null, ratio_hi: null, verdict: "not compared" };

/** Run against run: every metric and case that either has of an implementation, by our own rule. */
export function runs(a: Results, b: Results, main: string[]): Line[] {
  return linesOf(a, b, main, judge).map((line) => ({ ...line, implementation: a.implementation }));
}

/** Within a session, from its pairs: what comparator(1) says of a against b. */
export function within(a: Results, b: Results, main: string[], pairs: Comparison[]): Line[] {
  const mine = pairs.filter(
    (pair) => pair.implementation === a.implementation && pair.reference === b.implementation,
  );
  return linesOf(
    a,
    b,
    main,
    ({ metric, case: part }) =>
      mine.find((pair) => pair.metric === metric && (pair.case ?? "") === part) ?? NOT_COMPARED,
  );
}

function linesOf(
  a: Results,
  b: Results,
  main: string[],
  judged: (a: Measured, b: Measured) => Judged,
): Line[] {
  const keys = [...new Set([...Object.keys(a.metrics), ...Object.keys(b.metrics)])].sort();
  return keys.flatMap((key) => {
    const [mine, its] = [a.metrics[key] ?? null, b.metrics[key] ?? null];
    return lineOf(mine, its, main, judged) ?? [];
  });
}

export function lineOf(
  a: Measured | null,
  b: Measured | null,
  main: string[],
  judged: (a: Measured, b: Measured) => Judged,
): Line | null {
  const known = a ?? b;
  if (!known) return null;
  const { metric, case: part, unit, direction } = known;
  const { ratio, ratio_lo, ratio_hi, verdict } =
    a && b ? judged(a, b) : { ...NOT_COMPARED, verdict: a ? "only a" : "only b" };
  return {
    ...{ benchmark: "", implementation: "", metric, case: part, unit, main: main.includes(metric), a, b },
    ...{ ratio, ratio_lo, ratio_hi, verdict, tone: toneOf({ verdict, unit, direction }), barred: [] },
  };
}

function intervalOf(a: Measured, b: Measured): [number, number] | [null, null] {
  const [x, y] = [a.interval, b.interval];
  if (isExact(a) && isExact(b)) return [a.value / b.value, a.value / b.value];
  if (!x || !y || x.confidence < 0.95 || y.confidence < 0.95 || x.lo <= 0 || y.lo <= 0) return [null, null];
  return [x.lo / y.hi, x.hi / y.lo];
}

/** What the kernel or the moment decides is noise, even where all rounds had it alike. */
const NOISY = /faults|switches|rss|^tree_|samples|connections|processes/;

/** A count, share or size that every round agreed on. */
function isExact({ metric, unit, min, max }: Measured): boolean {
  return min !== null && min === max && !isRateOrTime(unit) && !NOISY.test(metric);
}

function judge(a: Measured, b: Measured): Judged {
  const ratio = a.value > 0 && b.value > 0 ? a.value / b.value : null;
  const [lo, hi] = ratio ? intervalOf(a, b) : [null, null];
  return { ratio, ratio_lo: lo, ratio_hi: hi, verdict: verdictOf(a, b, ratio, lo, hi) };
}

function verdictOf(
  a: Measured,
  b: Measured,
  ratio: number | null,
  lo: number | null,
  hi: number | null,
): string {
  if (isExact(a) && isExact(b)) return a.value === b.value ? "equal" : word(a, a.value > b.value);
  if (ratio === null || lo === null || hi === null) return "inconclusive";
  if ((lo > 1 && ratio > THRESHOLD) || (hi < 1 && ratio < 1 / THRESHOLD)) return word(a, ratio > 1);
  return lo >= 1 / THRESHOLD && hi <= THRESHOLD ? "equivalent" : "inconclusive";
}

/** The words of comparator(1), for more and for less. */
function word({ unit, direction }: Measured, more: boolean): string {
  if (direction === "neutral") return "changed";
  const better = more === (direction === "higher");
  if (isRateOrTime(unit)) return better ? "faster" : "slower";
  if (unit === "B") return more ? "larger" : "smaller";
  return more ? "higher" : "lower";
}

/** What else differs between two records, and so may be why they do. */
export interface Hidden {
  what: string;
  a: string;
  b: string;
}

const HIDDEN: (readonly [what: string, of: (record: ResultRecord) => unknown])[] = [
  ["machine", (r) => r.environment.machine_class],
  ["processor", (r) => r.environment.cpu_model],
  ["profile", (r) => r.profile],
  ["dataset", (r) => r.dataset && `${r.dataset.name}, content ${r.dataset.content_sha256.slice(0, 12)}`],
  ["specification", (r) => r.spec.sha256?.slice(0, 12)],
  ["arguments", (r) => r.spec.arguments.join(" ")],
  ["fairness class", (r) => r.fairness.class],
  ["timer", (r) => r.timer_sha256?.slice(0, 12)],
  ["toolchain", (r) => r.build.toolchain],
  ["kernel", (r) => r.environment.kernel],
  ["C library", (r) => r.environment.libc],
  ["microcode", (r) => r.environment.microcode],
  ["CPU governor", (r) => r.environment.governor],
  ["turbo", (r) => r.environment.turbo],
  ["CPUs allowed", (r) => r.environment.cpus_allowed],
  ["container", (r) => r.environment.container],
  ["order of rounds", (r) => r.order.method],
  ["answers", (r) => (r.answer.verified === true ? "verified" : "not verified")],
  ...["threads", "simd", "unsafe", "ffi"].map(
    (tag) =>
      [`tag ${tag}`, (r: ResultRecord) => new Map(Object.entries(r.fairness.tags ?? {})).get(tag)] as const,
  ),
  ["other load", ({ disturbances }) => busy(disturbances)],
  ["work tree", (r) => (r.dirty === null ? null : r.dirty ? "with changes" : "as committed")],
];

/** In words, not numbers: one more or less is no difference. */
function busy({ rounds, of }: ResultRecord["disturbances"]): string | null {
  if (rounds === null) return null;
  return rounds * 4 >= of && rounds > 0 ? "in a quarter of the rounds or more" : "in fewer rounds";
}

/** With another of these it is not the same work, or not the same machine: there is nothing to compare. */
const DECISIVE = ["machine", "profile", "dataset"];

export function isDecisive({ what }: Hidden): boolean {
  return DECISIVE.includes(what);
}

/** Of one implementation the toolchain must be the same; of two it never is. */
export function hidden(a: ResultRecord, b: ResultRecord): Hidden[] {
  return HIDDEN.filter(([what]) => what !== "toolchain" || a.language === b.language)
    .map(([what, of]) => ({ what, a: String(of(a) ?? "unknown"), b: String(of(b) ?? "unknown") }))
    .filter((one) => one.a !== one.b);
}

/** Hidden differences of several pairs at once: where says which. */
export interface Warning extends Hidden {
  where: string[];
}

/** The same difference of several pairs is said once, what forbids to compare first. */
export function warnings(found: { where: string; hidden: Hidden[] }[]): Warning[] {
  const merged = new Map<string, Warning>();
  for (const { where, hidden } of found)
    for (const one of hidden) {
      const key = [one.what, one.a, one.b].join("\n");
      const known = merged.get(key) ?? { ...one, where: [] };
      known.where.push(where);
      merged.set(key, known);
    }
  return [...merged.values()].sort((a, b) => Number(isDecisive(b)) - Number(isDecisive(a)));
}

/** How better or worse, not more or less, is marked without colour. */
export function sign(tone: Tone | undefined): "+ " | "− " | "" {
  return tone === "good" ? "+ " : tone === "bad" ? "− " : "";
}

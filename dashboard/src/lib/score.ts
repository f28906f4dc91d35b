// score.ts - one number for several benchmarks: the geometric mean of ratios to a reference
//
// P. J. Fleming and J. J. Wallace, How not to lie with statistics: the correct way to summarize
// benchmark results, Communications of the ACM 29(3), 1986.  Benchmarks are sessions of their
// own, so their errors are independent and add in squares, on the logarithmic scale on which
// comparator(1) works.
import type { Comparison, OverviewRecord, OverviewSession } from "../data/contracts";
import { listed } from "./format";
import { languageOf } from "./series";

export const FORMULA =
  "Geometric mean of the ratios r of k benchmarks: exp(mean of ln r). " +
  "Interval: exp(mean of ln r ± √(sum of h²) / k), where h is half the width of the interval of ln r; " +
  "the benchmarks are sessions of their own, so that their errors are independent, and of intervals of 95 % it is one of about 95 %. " +
  "Only benchmarks count that have a verified ratio, of one fairness class, for all that are shown. " +
  "Where a session compared neither with the other but both with a third, their ratios to it are divided, " +
  "with the interval that holds the worst of both.";

/** How a ratio to the reference was had. */
export type Source =
  /** comparator(1) compared the two. */
  | "compared"
  /** From the ratios of both to a third; the interval holds the worst of both. */
  | "divided";

export interface Ratio {
  benchmark: string;
  ratio: number;
  lo: number;
  hi: number;
  confidence: number | null;
  source: Source;
}

export interface Scorecard {
  /** A language or an implementation. */
  name: string;
  /** null: it shares no benchmark with the others. */
  ratio: number | null;
  lo: number | null;
  hi: number | null;
  /** What went into the mean. */
  benchmarks: string[];
  ratios: Ratio[];
  /** What did not, and why: "serialize: c: not there". */
  missing: string[];
}

/** Comparisons of every implementation with every other, if the session's are at hand. */
export type PairsOf = (session: OverviewSession) => Comparison[] | null;

/**
 * sessions: one of each benchmark.  of language: the plain implementation stands for it.
 * Over the benchmarks that all have; as long as there are none, whoever has the fewest is left out.
 */
export function scorecards(
  sessions: OverviewSession[],
  metric: string,
  of: "language" | "implementation",
  reference: string,
  pairs: PairsOf = () => null,
): Scorecard[] {
  const names = namesOf(sessions, of);
  const all = sessions.map(({ benchmark }) => benchmark);
  const found = new Map(
    names.map((name) => [
      name,
      new Map(sessions.map((one) => [one.benchmark, ratioIn(one, metric, name, reference, pairs(one))])),
    ]),
  );
  const at = (name: string, benchmark: string) => found.get(name)?.get(benchmark) ?? "";
  const owned = (name: string) => all.filter((benchmark) => typeof at(name, benchmark) === "object");
  // the reference comes first: it has whatever another has
  let shown = names
    .filter((name) => owned(name).length > 0)
    .sort((a, b) => owned(b).length - owned(a).length);
  const shared = () => all.filter((benchmark) => shown.every((name) => owned(name).includes(benchmark)));
  while (shown.length > 1 && shared().length === 0) shown = shown.slice(0, -1);
  const common = shown.length > 0 ? shared() : [];
  return names.map((name) => {
    const inside = shown.includes(name);
    const ratios = common.flatMap((benchmark) => {
      const ratio = at(name, benchmark);
      return inside && typeof ratio === "object" ? ratio : [];
    });
    const others = inside ? names.filter((other) => shown.includes(other)) : [...new Set([reference, name])];
    const missing = all
      .filter((benchmark) => !inside || !common.includes(benchmark))
      .flatMap((benchmark) =>
        others.flatMap((other) => {
          const why = at(other, benchmark);
          return typeof why === "string" && why !== "" ? `${benchmark}: ${other}: ${why}` : [];
        }),
      );
    if (!inside && owned(name).length > 0)
      missing.push(`no benchmark is shared by ${listed([...shown, name])}`);
    return { name, ...mean(ratios), benchmarks: ratios.map(({ benchmark }) => benchmark), ratios, missing };
  });
}

function namesOf(sessions: OverviewSession[], of: "language" | "implementation"): string[] {
  const names = sessions.flatMap(({ records }) =>
    records.map(({ implementation }) => (of === "language" ? languageOf(implementation) : implementation)),
  );
  return [...new Set(names)].sort();
}

export function mean(ratios: Ratio[]): { ratio: number | null; lo: number | null; hi: number | null } {
  const k = ratios.length;
  if (k === 0) return { ratio: null, lo: null, hi: null };
  const sum = (of: (ratio: Ratio) => number) => ratios.reduce((total, ratio) => total + of(ratio), 0);
  const centre = sum(({ ratio }) => Math.log(ratio)) / k;
  const half = Math.sqrt(sum(({ lo, hi }) => (Math.log(hi / lo) / 2) ** 2)) / k;
  return { ratio: Math.exp(centre), lo: Math.exp(centre - half), hi: Math.exp(centre + half) };
}

/** A plain implementation is called as its language, so that both kinds of names are found alike. */
function ratioIn(
  session: OverviewSession,
  metric: string,
  name: string,
  reference: string,
  pairs: Comparison[] | null,
): Ratio | string {
  const { benchmark, records } = session;
  const [one, other] = [name, reference].map((wanted) => records.find((r) => r.implementation === wanted));
  const refused = refusal(one, metric);
  // what the reference lacks is said of it, once
  if (refused !== null || refusal(other, metric) !== null) return refused ?? "";
  if (!one || !other) return "not there";
  if (one.class !== other.class) return `of class ${one.class}, ${reference} of ${other.class}`;
  if (name === reference) return { benchmark, ratio: 1, lo: 1, hi: 1, confidence: null, source: "compared" };
  const direct = pairs?.find(
    (p) => p.implementation === name && p.reference === reference && isOf(p, metric),
  );
  const [a, b] = [one, other].map((record) => record.comparisons.find((c) => isOf(c, metric)));
  const compared = direct ?? (a?.reference === reference ? a : undefined);
  const measured = known(compared);
  if (compared && !measured) return "too few rounds for an interval";
  if (measured) return { benchmark, ...measured, source: "compared" };
  const [mine, its] = [known(a), known(b)];
  if (its && b?.reference === name)
    return {
      benchmark,
      ratio: 1 / its.ratio,
      lo: 1 / its.hi,
      hi: 1 / its.lo,
      confidence: its.confidence,
      source: "compared",
    };
  if (!mine || !its || a?.reference !== b?.reference) return "not compared";
  return {
    benchmark,
    ratio: mine.ratio / its.ratio,
    lo: mine.lo / its.hi,
    hi: mine.hi / its.lo,
    confidence: Math.min(mine.confidence ?? 0, its.confidence ?? 0),
    source: "divided",
  };
}

function isOf(comparison: Comparison, metric: string): boolean {
  return comparison.metric === metric && !comparison.case;
}

/** Why a record cannot be compared; null if it can. */
function refusal(record: OverviewRecord | undefined, metric: string): string | null {
  if (!record) return "not there";
  if (record.status !== "ok") return record.status.replaceAll("_", " ");
  if (record.verified !== true) return "not verified";
  return record.metrics[metric] ? null : `has no ${metric}`;
}

/** What has an interval of at least 95 %: of less, as of three rounds, the mean's would say too much. */
function known(comparison: Comparison | undefined): Omit<Ratio, "benchmark" | "source"> | null {
  if (!comparison) return null;
  const { ratio, ratio_lo: lo, ratio_hi: hi, confidence } = comparison;
  return ratio && lo && hi && (confidence ?? 0) >= 0.95 ? { ratio, lo, hi, confidence } : null;
}

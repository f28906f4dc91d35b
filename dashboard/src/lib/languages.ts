// languages.ts - two languages against each other, benchmark by benchmark, and their geometric mean
import type { Benchmark, Figure, OverviewSession } from "../data/contracts";
import { type Hidden, type Measured, THRESHOLD } from "./compare";
import type { Line } from "./differences";
import { countCell, humaneRatio, toneOf } from "./format";
import { mean, type PairsOf, type Ratio, scorecards } from "./score";
import { type Table, words } from "./table";

export interface ByBenchmark {
  lines: Line[];
  missing: { what: string; why: string }[];
  hidden: { where: string; hidden: Hidden[] }[];
  mean: ReturnType<typeof mean>;
  /** Benchmarks in the mean. */
  counted: number;
}

/** sessions: one of each benchmark. */
export function byBenchmark(
  sessions: OverviewSession[],
  benchmarks: Benchmark[],
  a: string,
  b: string,
  pairs: PairsOf,
): ByBenchmark {
  const result: Omit<ByBenchmark, "mean" | "counted"> = { lines: [], missing: [], hidden: [] };
  const ratios: Ratio[] = [];
  for (const session of sessions) {
    const { id, compare, incomparable } = benchmarks.find((one) => one.id === session.benchmark) ?? {
      id: session.benchmark,
      compare: [],
      incomparable: null,
    };
    const metric = compare[0] ?? "";
    const two = session.records.filter(({ implementation }) => implementation === a || implementation === b);
    const card = scorecards([{ ...session, records: two }], metric, "language", b, () => pairs(session)).find(
      ({ name }) => name === a,
    );
    const ratio = card?.ratios[0];
    if (incomparable !== null) result.missing.push({ what: id, why: incomparable });
    else if (!ratio) result.missing.push({ what: id, why: reason(card?.missing[0], session, a, b) });
    else {
      ratios.push(ratio);
      result.lines.push(lineOf(session, metric, a, b, ratio, pairs));
      if (ratio.source === "divided")
        result.hidden.push({
          where: id,
          hidden: [{ what: "divided", a: DIVIDED, b: DIVIDED }],
        });
    }
  }
  return { ...result, mean: mean(ratios), counted: ratios.length };
}

const DIVIDED = "from the ratios of both to a third; the interval holds the worst of both";

/** scorecards says "BENCHMARK: LANGUAGE: why". */
function reason(said: string | undefined, session: OverviewSession, a: string, b: string): string {
  if (said !== undefined) return said.replace(`${session.benchmark}: `, "");
  const names = session.records.map(({ implementation }) => implementation);
  const absent = [a, b].filter((name) => !names.includes(name));
  return absent.length > 0 ? `it has no ${absent.join(" and no ")}` : "not compared";
}

function lineOf(
  session: OverviewSession,
  metric: string,
  a: string,
  b: string,
  ratio: Ratio,
  pairs: PairsOf,
): Line {
  const figure = (name: string) =>
    session.records.find(({ implementation }) => implementation === name)?.metrics[metric];
  const [one, other] = [figure(a), figure(b)];
  const compared = pairs(session)?.find(
    (pair) => pair.implementation === a && pair.reference === b && pair.metric === metric && !pair.case,
  );
  const verdict = compared?.verdict ?? verdictOf(ratio, one);
  return {
    benchmark: session.benchmark,
    implementation: "",
    metric,
    case: "",
    unit: one?.unit ?? "1",
    direction: one?.direction ?? "neutral",
    a: one ? measured(metric, one) : null,
    b: other ? measured(metric, other) : null,
    ratio: ratio.ratio,
    ratio_lo: ratio.lo,
    ratio_hi: ratio.hi,
    verdict,
    tone: toneOf(verdict),
    barred: [],
  };
}

/** Of what comparator(1) did not compare itself: its rule, on the wider interval. */
function verdictOf({ ratio, lo, hi }: Ratio, figure: Figure | undefined): string {
  if (lo >= 1 / THRESHOLD && hi <= THRESHOLD) return "equivalent";
  if ((lo <= 1 && hi >= 1) || Math.abs(Math.log(ratio)) <= Math.log(THRESHOLD)) return "inconclusive";
  const less = ratio < 1;
  if (figure?.unit === "B") return less ? "smaller" : "larger";
  return less === (figure?.direction === "lower") ? "faster" : "slower";
}

function measured(metric: string, { value, lo, hi, n, unit, direction }: Figure): Measured {
  const interval = lo === null || hi === null ? null : { lo, hi, confidence: 0.95 };
  return { metric, case: "", unit, direction, value, n, interval, min: null, max: null };
}

/** "rust takes ×12.5 less", if the interval tells. */
export function meanWords({ mean: { ratio, lo, hi } }: ByBenchmark, a: string): string {
  if (ratio === null || lo === null || hi === null) return "";
  if (lo <= 1 && hi >= 1) return "which of them takes more cannot be told";
  return `${a} takes ${humaneRatio(Math.max(ratio, 1 / ratio))} ${ratio < 1 ? "less" : "more"}`;
}

export function meanTable({ mean: of, counted, missing }: ByBenchmark, a: string, b: string): Table {
  return {
    title: `${a} against ${b}, geometric mean`,
    columns: [
      { key: "a", label: "A" },
      { key: "b", label: "B" },
      { key: "ratio", label: "A ÷ B", numeric: true },
      { key: "ratio_lo", label: "from", numeric: true },
      { key: "ratio_hi", label: "to", numeric: true },
      { key: "benchmarks", label: "benchmarks", numeric: true },
      { key: "missing", label: "not in it" },
    ],
    rows: [
      [
        words(a),
        words(b),
        { text: humaneRatio(of.ratio), raw: of.ratio },
        { text: humaneRatio(of.lo), raw: of.lo },
        { text: humaneRatio(of.hi), raw: of.hi },
        countCell(counted),
        words(missing.map(({ what }) => what).join(", ")),
      ],
    ],
  };
}

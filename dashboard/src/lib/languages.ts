// languages.ts - two languages against each other, benchmark by benchmark, and their geometric mean
import type { Benchmark, Comparison, Figure, OverviewSession } from "../data/contracts";
import { type Line, lineOf, type Measured } from "./compare";
import { countCell, humaneRatio } from "./format";
import { mean, type PairsOf, type Ratio, scorecards } from "./score";
import { type Table, words } from "./table";

export interface ByBenchmark {
  lines: Line[];
  missing: { what: string; why: string }[];
  mean: ReturnType<typeof mean>;
}

/** sessions: one of each benchmark.  Only what comparator(1) compared counts. */
export function byBenchmark(
  sessions: OverviewSession[],
  benchmarks: Benchmark[],
  a: string,
  b: string,
  pairs: PairsOf,
): ByBenchmark {
  const result: Omit<ByBenchmark, "mean"> = { lines: [], missing: [] };
  const ratios: Ratio[] = [];
  for (const session of sessions) {
    const known = benchmarks.find(({ id }) => id === session.benchmark);
    const [metric = ""] = known?.compare ?? [];
    const two = [a, b].flatMap((name) => session.records.filter((one) => one.implementation === name));
    const card = scorecards([{ ...session, records: two }], metric, "language", b, () => pairs(session)).find(
      ({ name }) => name === a,
    );
    const compared = pairs(session)?.find((pair) => isOf(pair, metric, a, b));
    const [ratio] = card?.ratios ?? [];
    if (known?.incomparable || !ratio || !compared) {
      const why = known?.incomparable ?? reason(card?.missing[0], session, a, b);
      result.missing.push({ what: session.benchmark, why });
      continue;
    }
    ratios.push(ratio);
    const [one = null, other = null] = [a, b].map((name) => measured(session, name, metric));
    const line = lineOf(one, other, [metric], () => compared);
    if (line) result.lines.push({ ...line, benchmark: session.benchmark });
  }
  return { ...result, mean: mean(ratios) };
}

function isOf(pair: Comparison, metric: string, a: string, b: string): boolean {
  return pair.metric === metric && !pair.case && pair.implementation === a && pair.reference === b;
}

/** scorecards says "BENCHMARK: LANGUAGE: why". */
function reason(said: string | undefined, session: OverviewSession, a: string, b: string): string {
  if (said !== undefined) return said.replace(`${session.benchmark}: `, "");
  const names = session.records.map(({ implementation }) => implementation);
  const absent = [a, b].filter((name) => !names.includes(name));
  return absent.length > 0 ? `it has no ${absent.join(" and no ")}` : "not compared";
}

function measured({ records }: OverviewSession, name: string, metric: string): Measured | null {
  const figure: Figure | undefined = records.find(({ implementation }) => implementation === name)?.metrics[
    metric
  ];
  if (!figure) return null;
  const { lo, hi } = figure;
  const interval = lo === null || hi === null ? null : { lo, hi, confidence: 0.95 };
  return { ...figure, metric, case: "", interval, min: null, max: null };
}

/** "rust takes ×12.5 less", if the interval tells. */
export function meanWords({ mean: { ratio, lo, hi } }: ByBenchmark, a: string, b: string): string {
  if (ratio === null || lo === null || hi === null) return "";
  if (lo <= 1 && hi >= 1) return "which of them takes more cannot be told";
  return `${ratio < 1 ? b : a} takes ${humaneRatio(Math.max(ratio, 1 / ratio))} as much`;
}

export function meanTable(
  { mean: { ratio, lo, hi }, lines, missing }: ByBenchmark,
  a: string,
  b: string,
): Table {
  return {
    title: `${a} against ${b}, geometric mean`,
    columns: [
      { key: "a", label: "A" },
      { key: "b", label: "B" },
      { key: "ratio", label: "A ÷ B", numeric: true },
      { key: "benchmarks", label: "benchmarks", numeric: true },
      { key: "missing", label: "not in it" },
    ],
    rows: [
      [
        words(a),
        words(b),
        { text: humaneRatio(ratio, lo, hi), raw: ratio, lo, hi },
        countCell(lines.length),
        words(missing.map(({ what }) => what).join(", ")),
      ],
    ],
  };
}

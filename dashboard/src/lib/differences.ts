// differences.ts - what was compared with what, as lines: those that differ, the largest first, as a table, in words
import type { Metric } from "../data/contracts";
import { type Line, sign } from "./compare";
import { faster, figureCell, humane, humaneRatio, intervalCell, listed, plural, spaced } from "./format";
import { type Cell, type Column, type Table, type Tone, words } from "./table";

/** What only one of them has is said elsewhere. */
const SAME = ["equivalent", "equal", "inconclusive", "not compared", "only a", "only b"];

export function differs({ verdict, barred }: Line): boolean {
  return barred.length === 0 && !SAME.includes(verdict);
}

/** How large a difference is, whichever way. */
function size({ ratio }: Line): number {
  return ratio === null || ratio <= 0 ? -1 : Math.abs(Math.log(ratio));
}

export function bySize(lines: Line[]): Line[] {
  return lines.toSorted((a, b) => size(b) - size(a));
}

export function lineName({ benchmark, implementation, case: part, metric }: Line): string {
  return [benchmark, implementation, part, spaced(metric)].filter(Boolean).join(" ");
}

/** What A and B are called. */
export type Names = readonly [a: string, b: string];

/** "A is ×1.29 faster, 1.22 s against 1.57 s"; what is not compared has but its values. */
export function verdictText(line: Line, [nameA]: Names): string {
  const { a, b, unit, ratio, ratio_lo, ratio_hi, verdict, barred } = line;
  const words: { [verdict: string]: string[] } = {
    inconclusive: ["cannot tell", ...(ratio === null ? [] : [humaneRatio(ratio, ratio_lo, ratio_hi)])],
    changed: ["changed", ...(ratio === null ? [] : [humaneRatio(ratio)])],
    "not compared": [],
  };
  const said = barred.length > 0 ? [] : (words[verdict] ?? [`${nameA} is ${faster(line)}`]);
  const values = a && b ? [`${humane(a.value, unit)} against ${humane(b.value, unit)}`] : [];
  return [...said, ...values].join(", ");
}

export function linesTable(title: string, lines: Line[], names: Names): Table {
  const columns: Column[] = [
    { key: "benchmark", label: "benchmark" },
    { key: "implementation", label: "implementation" },
    { key: "metric", label: "metric" },
    { key: "case", label: "case" },
    { key: "verdict", label: `${names[0]} is` },
    { key: "ratio", label: names.join(" ÷ "), numeric: true },
    { key: "a", label: names[0], numeric: true },
    { key: "a_interval", label: "interval", numeric: true },
    { key: "b", label: names[1], numeric: true },
    { key: "b_interval", label: "interval", numeric: true },
    { key: "unit", label: "raw unit" },
  ];
  const rows = lines.map((line) => [
    words(line.benchmark),
    words(line.implementation),
    { text: spaced(line.metric), raw: line.metric },
    words(line.case),
    verdictCell(line),
    ratioOf(line),
    figureCell(line.a ? line.a.value : undefined, line.unit),
    interval(line.a?.interval, line.unit),
    figureCell(line.b ? line.b.value : undefined, line.unit),
    interval(line.b?.interval, line.unit),
    words(line.unit),
  ]);
  return { title, ...withoutEmpty(columns, rows) };
}

function ratioOf({ ratio, ratio_lo, ratio_hi, barred }: Line): Cell {
  return ratio === null || barred.length > 0
    ? { text: "", raw: null, lo: null, hi: null }
    : { text: humaneRatio(ratio, ratio_lo, ratio_hi), raw: ratio, lo: ratio_lo, hi: ratio_hi };
}

function interval(of: Metric["interval"] | undefined, unit: string): Cell {
  if (!of) return intervalCell(of, of, unit);
  const { lo, hi, confidence } = of;
  // of one round there is an interval in name only
  if (confidence === 0) return intervalCell(null, null, unit);
  const cell = intervalCell(lo, hi, unit);
  return lo === hi ? { ...cell, text: "no spread" } : cell;
}

const ONLY: { [verdict: string]: string } = { "only a": "only in A", "only b": "only in B" };

/** Better or worse is said by sign, shape, colour and word. */
export function verdictCell(line: Line): Cell {
  if (line.barred.length > 0) return { text: "not comparable", raw: `another ${listed(line.barred)}` };
  const { tone } = line;
  const cell = { text: sign(tone) + (ONLY[line.verdict] ?? faster(line)), raw: line.verdict };
  return tone ? { ...cell, tone } : cell;
}

/** Without columns that say the same nothing in every row. */
function withoutEmpty(columns: Column[], rows: Cell[][]): Pick<Table, "columns" | "rows"> {
  const empty = (i: number) => rows.every((row) => row[i]?.text === "");
  const kept = columns.map((_, i) => i).filter((i) => rows.length === 0 || !empty(i));
  const pick = <T>(list: T[]) => kept.flatMap((i) => list[i] ?? []);
  return { columns: pick(columns), rows: rows.map(pick) };
}

/** "rust against c in 20 comparisons: 3 better in rust, 2 worse, ...  Most: ..." */
export function linesSummary(lines: Line[], names: Names): string {
  const compared = lines.filter(
    ({ a, b, barred, verdict }) => a && b && barred.length === 0 && verdict !== "not compared",
  );
  if (compared.length === 0) return "Nothing can be compared.";
  const count = (tone: Tone) => compared.filter((line) => line.tone === tone).length;
  const parts = [
    `${count("good")} better in ${names[0]}`,
    `${count("bad")} worse`,
    `${count("tie")} the same within 5 %`,
    `${count("unsure")} too uncertain to tell`,
  ];
  const most = bySize(compared.filter(differs)).slice(0, 3);
  return [
    `${names.join(" against ")} in ${plural(compared.length, "comparison")}: ${parts.join(", ")}.`,
    ...(most.length > 0
      ? [`Most: ${most.map((line) => `${lineName(line)}: ${verdictText(line, names)}`).join("; ")}.`]
      : []),
  ].join(" ");
}

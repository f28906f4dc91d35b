// scaling.tsx - what an implementation takes to start, and what it takes for each item, from a sweep
import { useMemo } from "react";
import { lanesOption } from "../../charts/lanes";
import { timeBySizeOption } from "../../charts/scaling";
import { Chart } from "../../components/chart";
import type { Mark } from "../../components/legend";
import type { ResultRecord } from "../../data/contracts";
import { figureCell, grouped, humane, humaneRange, intervalCell } from "../../lib/format";
import { type SeriesStyle, seriesStyle } from "../../lib/series";
import { type Cell, type Table, tableOf, words } from "../../lib/table";
import css from "./benchmark.module.css";
import type { ChosenPart, Section } from "./part";

interface Swept {
  implementation: string;
  scaling: NonNullable<ResultRecord["scaling"]>;
  style: SeriesStyle;
}

type Piece = "intercept" | "slope";

export const scaling: Section = {
  id: "scaling",
  titleOf: (part) => {
    const swept = sweptOf(part);
    return swept.length === 0 ? null : `Start-up, and cost per ${itemOf(swept)}`;
  },
  Content: Scaling,
  tablesOf: (part) => {
    const swept = sweptOf(part);
    return swept.length === 0 ? [] : [scalingTable(swept)];
  },
};

function Scaling({ part }: { part: ChosenPart }) {
  const swept = useMemo(() => sweptOf(part), [part]);
  return (
    <>
      <BySize swept={swept} log={part.log} />
      <div className={css.pair}>
        <OnePiece swept={swept} log={part.log} of="intercept" title="Start-up" />
        <OnePiece swept={swept} log={part.log} of="slope" title={`Cost per ${itemOf(swept)}`} />
      </div>
    </>
  );
}

/** What the two come to at each size, and from where on which takes less. */
function BySize({ swept, log }: { swept: Swept[]; log: boolean }) {
  const { lines, sizes } = useMemo(() => linesOf(swept), [swept]);
  const option = useMemo(() => sizes && timeBySizeOption(lines, sizes, log), [lines, sizes, log]);
  if (!sizes || !option) return null;
  const crossings = swept.flatMap(breakEven);
  return (
    <Chart
      title={`Time by ${sizes.of}`}
      summary={`Start-up, and what each costs, over the sizes that were measured: ${grouped(sizes.least)} to ${grouped(sizes.most)} ${sizes.of}. ${crossings.join(" ")}`}
      table={scalingTable(swept)}
      option={option}
      legend={lines.map(({ implementation: label, colour, dash }) => ({
        label,
        colour,
        dash,
        symbol: "line",
      }))}
    />
  );
}

function linesOf(swept: Swept[]) {
  const fitting = swept.filter(({ scaling }) => scaling.verdict !== "not_linear");
  const lines = fitting.flatMap(({ implementation, scaling: { intercept: start, slope: each }, style }) =>
    start === undefined || each === undefined ? [] : { implementation, ...style, start, each },
  );
  // all of them had the same sizes
  const { items_min: least, items_max: most, of, unit = "s" } = fitting[0]?.scaling ?? {};
  return { lines, sizes: of && least && most ? { least, most, of: of.replaceAll("_", " "), unit } : null };
}

/** As fit(1) has it: 0 if one always takes less; without an upper end nobody knows. */
function breakEven({ implementation, scaling }: Swept): string[] {
  const { reference, slope_ratio: ratio, break_even: at, break_even_lo: lo, break_even_hi: hi } = scaling;
  if (reference === undefined || ratio === undefined) return [];
  if (at === undefined || lo === undefined || hi === undefined) return [];
  const [less, more] = ratio > 1 ? [reference, implementation] : [implementation, reference];
  if (hi === 0) return [`${less} always takes less than ${more}.`];
  return [`From ${count(at)} ${scaling.of} on (${count(lo)}–${count(hi)}) ${less} takes less than ${more}.`];
}

function count(items: number): string {
  return grouped(Math.round(items));
}

function OnePiece({ swept, of, title, log }: { swept: Swept[]; of: Piece; title: string; log: boolean }) {
  const lanes = useMemo(() => swept.flatMap((one) => laneOf(one, of)), [swept, of]);
  const option = useMemo(() => lanesOption(lanes, swept[0]?.scaling.unit ?? "s", log), [lanes, swept, log]);
  const said = fitSaid(swept);
  if (lanes.length === 0) return <p>{`${title}: unknown. ${said}`}</p>;
  return (
    <Chart
      title={title}
      summary={`${lanes.map((lane) => lane.estimates[0]?.lines[0]).join("; ")}. ${said}`}
      table={scalingTable(swept)}
      option={option}
      legend={lanes.some(({ estimates: [one] }) => one?.hollow) ? [ESTIMATE, DOUBTFUL] : [ESTIMATE]}
      height={lanes.length * 40 + 40}
    />
  );
}

const ESTIMATE: Mark = { label: "estimate and its interval", colour: "--text", symbol: "interval" };
const DOUBTFUL: Mark = { label: "not known to be linear", colour: "--text", symbol: "circle", hollow: true };

/** Whether a line is what goes through the sizes. */
function fitSaid(swept: Swept[]): string {
  const others = swept.filter(({ scaling }) => scaling.verdict !== "linear");
  if (others.length === 0) return "All are linear.";
  const each = others.map(
    ({ implementation, scaling: { verdict, reason } }) =>
      `${implementation} ${verdict.replace("_", " ")}${reason ? ` (${reason})` : ""}`,
  );
  return `All are linear but ${each.join("; ")}.`;
}

/** None where the line does not fit: its start says nothing. */
function laneOf({ implementation, scaling, style }: Swept, piece: Piece) {
  const { [piece]: value, unit = "s", verdict, rounds } = scaling;
  if (value === undefined || (piece === "intercept" && verdict === "not_linear")) return [];
  const [lo = null, hi = null] = [scaling[`${piece}_lo`], scaling[`${piece}_hi`]];
  const range = lo !== null && hi !== null ? ` (${humaneRange(lo, hi, unit)})` : "";
  const lines = [
    `${implementation}: ${humane(value, unit)}${range}`,
    `${value} (${lo} to ${hi}) ${unit}`,
    `${verdict.replace("_", " ")}, ${rounds} rounds`,
  ];
  const { colour, symbol } = style;
  return [
    {
      name: implementation,
      estimates: [{ value, lo, hi, colour, symbol, hollow: verdict !== "linear", lines }],
    },
  ];
}

/** Only those of the newest sweep, as they were measured together. */
function sweptOf({ session, everyone }: ChosenPart): Swept[] {
  const all = session.records.flatMap(({ implementation, scaling }) =>
    scaling ? [{ implementation, scaling, style: seriesStyle(implementation, everyone) }] : [],
  );
  const started = all.map(({ scaling }) => scaling.started).sort();
  return all
    .filter(({ scaling }) => scaling.started === started.at(-1))
    .sort((a, b) => (a.scaling.slope ?? Infinity) - (b.scaling.slope ?? Infinity));
}

function itemOf(swept: Swept[]): string {
  return (swept[0]?.scaling.of ?? "items").replace(/s$/, "").replaceAll("_", " ");
}

function scalingTable(swept: Swept[]): Table {
  const cells = (piece: Piece) => {
    const known = ({ scaling }: Swept) => piece === "slope" || scaling.verdict !== "not_linear";
    const { [piece]: label } = { intercept: "start-up", slope: `per ${itemOf(swept)}` };
    const key = `${label.replace(/\W/g, "_")}_s`;
    return [
      {
        ...{ label, key, numeric: true },
        cell: (one: Swept) => figureCell(known(one) ? one.scaling[piece] : null, one.scaling.unit ?? "s"),
      },
      {
        ...{ label: "interval", key: `${key}_interval`, numeric: true },
        cell: (one: Swept): Cell => {
          const [lo, hi] = [one.scaling[`${piece}_lo`], one.scaling[`${piece}_hi`]];
          return known(one) && lo !== undefined
            ? intervalCell(lo, hi, one.scaling.unit ?? "s")
            : words("unknown");
        },
      },
    ];
  };
  return tableOf(
    `Start-up and cost per ${itemOf(swept)}: the charts`,
    [
      { label: "implementation", cell: (one) => one.implementation },
      ...cells("intercept"),
      ...cells("slope"),
      { label: "the line", cell: ({ scaling }) => scaling.verdict.replace("_", " ") },
      { label: "why", cell: ({ scaling }) => scaling.reason ?? "" },
    ],
    swept,
  );
}

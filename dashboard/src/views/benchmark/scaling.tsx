// scaling.tsx - what an implementation takes to start, and what it takes for each item, from a sweep
import { useMemo } from "react";
import { lanesOption } from "../../charts/lanes";
import { Chart } from "../../components/chart";
import type { Mark } from "../../components/legend";
import type { ResultRecord } from "../../data/contracts";
import { figureCell, humane, humaneRange, intervalCell } from "../../lib/format";
import { type SeriesStyle, seriesStyle } from "../../lib/series";
import { type Cell, type Table, tableOf, words } from "../../lib/table";
import type { ChosenPart } from "./part";

interface Swept {
  implementation: string;
  scaling: NonNullable<ResultRecord["scaling"]>;
  style: SeriesStyle;
}

type Piece = "intercept" | "slope";

export function Scaling({ part }: { part: ChosenPart }) {
  const swept = useMemo(() => sweptOf(part), [part]);
  const { benchmark, session } = part;
  if (swept.length === 0)
    return benchmark.category === "performance" && !session.records.some((r) => r.stability) ? (
      <section aria-labelledby="scaling">
        <h2 id="scaling">Start-up and cost of an item</h2>
        <p>
          Not taken apart here: <code>make sweep-{benchmark.id}</code> measures inputs of several sizes with
          the same artifacts, if the benchmark declares them.
        </p>
      </section>
    ) : null;
  return (
    <section aria-labelledby="scaling">
      <h2 id="scaling">Start-up, and cost per {itemOf(swept)}</h2>
      <OnePiece swept={swept} log={part.log} of="intercept" title="Start-up" />
      <OnePiece swept={swept} log={part.log} of="slope" title={`Cost per ${itemOf(swept)}`} />
    </section>
  );
}

function OnePiece({ swept, of, title, log }: { swept: Swept[]; of: Piece; title: string; log: boolean }) {
  const lanes = useMemo(() => swept.flatMap((one) => laneOf(one, of)), [swept, of]);
  const option = useMemo(() => lanesOption(lanes, swept[0]?.scaling.unit ?? "s", log), [lanes, swept, log]);
  const fits = swept.map(
    ({ implementation, scaling: { verdict, reason } }) =>
      `${implementation}: ${verdict.replace("_", " ")}${reason ? ` (${reason})` : ""}`,
  );
  const said = `The line through the sizes: ${fits.join("; ")}.`;
  if (lanes.length === 0) return <p>{`${title}: unknown. ${said}`}</p>;
  return (
    <Chart
      title={title}
      summary={`${lanes.map((lane) => lane.estimates[0]?.lines[0]).join("; ")}. ${said}`}
      table={scalingTable(swept)}
      option={option}
      legend={LEGEND}
      height={lanes.length * 40 + 40}
    />
  );
}

const LEGEND: Mark[] = [
  { label: "estimate and its interval", colour: "--text", symbol: "interval" },
  { label: "not known to be linear", colour: "--text", symbol: "circle", hollow: true },
];

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

export function scalingTables(part: ChosenPart): Table[] {
  const swept = sweptOf(part);
  return swept.length === 0 ? [] : [scalingTable(swept)];
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

// scaling.tsx - what an implementation takes to start, and what it takes for each item, from a sweep
import { useMemo } from "react";
import { inFull, type Lane, lanesOption } from "../../charts/lanes";
import { timeBySizeOption } from "../../charts/scaling";
import { Chart } from "../../components/chart";
import type { Mark } from "../../components/legend";
import { grouped } from "../../lib/format";
import {
  breakEvens,
  estimateOf,
  fitSaid,
  itemOf,
  linesOf,
  type Piece,
  type Swept,
  scalingTable,
  sweptOf,
  verdictOf,
} from "../../lib/scaling";
import { seriesStyle } from "../../lib/series";
import css from "./benchmark.module.css";
import type { ChosenPart, Section } from "./part";

export const scaling: Section = {
  id: "scaling",
  titleOf: ({ session: { records } }) => {
    const swept = sweptOf(records);
    return swept.length === 0 ? null : `Start-up, and cost per ${itemOf(swept)}`;
  },
  Content: Scaling,
  tablesOf: ({ session: { records } }) => [scalingTable(sweptOf(records))],
};

interface Props {
  part: ChosenPart;
  swept: Swept[];
}

function Scaling({ part }: { part: ChosenPart }) {
  const swept = useMemo(() => sweptOf(part.session.records), [part]);
  return (
    <>
      <BySize part={part} swept={swept} />
      <div className={css.pair}>
        <OnePiece part={part} swept={swept} of="intercept" title="Start-up" />
        <OnePiece part={part} swept={swept} of="slope" title={`Cost per ${itemOf(swept)}`} />
      </div>
    </>
  );
}

/** What the two come to at each size, and from where on which takes less. */
function BySize({ part: { everyone, log }, swept }: Props) {
  const drawn = useMemo(() => linesOf(swept), [swept]);
  const option = useMemo(() => drawn && timeBySizeOption(drawn, everyone, log), [drawn, everyone, log]);
  if (!drawn || !option) return null;
  const { lines, least, most, of } = drawn;
  return (
    <Chart
      title={`Time by ${of}`}
      summary={`Start-up, and what each costs, over the sizes that were measured: ${grouped(least)} to ${grouped(most)} ${of}. ${breakEvens(swept).join(" ")}`}
      table={scalingTable(swept)}
      option={option}
      legend={lines.map(({ implementation: label }) => ({
        ...{ label, ...seriesStyle(label, everyone), symbol: "line" },
      }))}
    />
  );
}

function OnePiece({ part: { everyone, log }, swept, of, title }: Props & { of: Piece; title: string }) {
  const lanes = useMemo(() => swept.flatMap((one) => laneOf(one, of, everyone)), [swept, of, everyone]);
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

function laneOf(one: Swept, piece: Piece, everyone: string[]): Lane[] {
  const { implementation: name, scaling } = one;
  const { text, raw: value, lo = null, hi = null } = estimateOf(one, piece);
  if (typeof value !== "number") return [];
  const lines = [
    `${name}: ${text}`,
    inFull(value, lo, hi, scaling.unit),
    `${verdictOf(one)}, ${scaling.rounds} rounds`,
  ];
  const { colour, symbol } = seriesStyle(name, everyone);
  return [
    { name, estimates: [{ value, lo, hi, colour, symbol, hollow: scaling.verdict !== "linear", lines }] },
  ];
}

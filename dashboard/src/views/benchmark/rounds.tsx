// rounds.tsx - every round of the chosen metric as a dot, with medians and intervals
import { useMemo } from "react";
import { CROSS, dotsOf, type RoundsLane, roundsOption } from "../../charts/rounds";
import { Chart } from "../../components/chart";
import type { Mark } from "../../components/legend";
import { countCell, figureCell, humane, humaneRange, listed, plural } from "../../lib/format";
import { columnKey, type Table, tableOf } from "../../lib/table";
import { type ChosenPart, measured, named, type Section } from "./part";

export const rounds: Section = {
  id: "rounds",
  // all have failed, or verdicts are from samples within the rounds: memory over time
  titleOf: (part) => {
    const { records } = part.session;
    const measured = records.some(({ metrics }) => Object.keys(metrics).length > 0);
    const others = !measured || records.some(({ stability }) => stability);
    return lanesOf(part).length === 0 && others ? null : "Rounds";
  },
  Content: Rounds,
  tablesOf: (part) => {
    const lanes = lanesOf(part);
    return lanes.length > 0 ? [roundsTable(lanes, titleOf(part))] : [];
  },
};

function Rounds({ part }: { part: ChosenPart }) {
  const lanes = useMemo(() => lanesOf(part), [part]);
  const unit = lanes[0]?.metric.unit ?? "1";
  const option = useMemo(() => roundsOption(lanes, unit, part.log), [lanes, unit, part.log]);
  if (lanes.length === 0)
    return (
      <p>
        There is no {named(part.metric, part.case)} of each round here: it was counted in a run of its own, or
        not at all. All figures are listed below.
      </p>
    );
  const title = titleOf(part);
  return (
    <Chart
      title={title}
      summary={summaryOf(lanes)}
      table={roundsTable(lanes, title)}
      option={option}
      legend={legendOf(lanes)}
      height={lanes.length * 56 + 40}
    />
  );
}

function titleOf(part: ChosenPart): string {
  return `Every round: ${named(part.metric, part.case)}`;
}

function lanesOf(part: ChosenPart): RoundsLane[] {
  return measured(part, part.metric, part.case)
    .map(({ implementation, record, metric, style }) => ({
      implementation,
      metric,
      colour: style.colour,
      symbol: style.symbol,
      dots: dotsOf(record, metric),
    }))
    .filter((lane) => lane.dots.length > 0);
}

function roundsTable(lanes: RoundsLane[], title: string): Table {
  const { unit, metric } = lanes[0]?.metric ?? { unit: "1", metric: "value" };
  return tableOf(
    title,
    [
      { label: "implementation", cell: ({ implementation }) => implementation },
      { label: "round", numeric: true, cell: ({ round }) => countCell(round) },
      { label: "position", numeric: true, cell: ({ position }) => countCell(position) },
      { label: "kind", cell: ({ kind }) => kind },
      {
        ...{ key: columnKey(metric, unit), label: "value", numeric: true },
        cell: ({ value }) => figureCell(value, unit),
      },
    ],
    lanes.flatMap(({ implementation, dots }) => dots.map((dot) => ({ implementation, ...dot }))),
  );
}

function summaryOf(lanes: RoundsLane[]): string {
  const each = lanes.map(({ implementation, metric }) => {
    const interval = metric.interval?.confidence
      ? ` (${humaneRange(metric.interval.lo, metric.interval.hi, metric.unit)})`
      : " (too few rounds for an interval)";
    return `${implementation} ${humane(metric.value, metric.unit)}${interval}`;
  });
  const dots = lanes.flatMap((lane) => lane.dots);
  const disturbed = dots.filter((dot) => dot.kind === "disturbed").length;
  const timed = dots.filter((dot) => dot.kind !== "warm-up").length;
  const unknown = dots.filter((dot) => dot.kind === "perhaps disturbed").length;
  const confidence = Math.min(...lanes.flatMap(({ metric }) => metric.interval?.confidence || []));
  return [
    `Medians${Number.isFinite(confidence) ? ` and intervals of at least ${Math.floor(confidence * 100)} % confidence` : ""}: ${listed(each)}.`,
    disturbed > 0
      ? `${disturbed} of ${plural(timed - unknown, "round")} were disturbed.`
      : unknown < timed
        ? `None of ${plural(timed - unknown, "round")} was disturbed.`
        : "Whether rounds were disturbed is not known.",
    lanes.some((lane) => lane.metric.samples === null)
      ? "A round has several values: a dot is their median."
      : "",
  ]
    .filter(Boolean)
    .join(" ");
}

function legendOf(lanes: RoundsLane[]): Mark[] {
  const first = lanes[0];
  const kinds = new Set(lanes.flatMap((lane) => lane.dots.map((dot) => dot.kind)));
  if (!first) return [];
  const { colour, symbol } = first;
  return [
    { label: "a round; the first at the top of its lane", colour, symbol },
    ...(kinds.has("disturbed") ? [{ label: "disturbed", colour, symbol, hollow: true }] : []),
    ...(kinds.has("warm-up") ? [{ label: "warm-up", colour: "--muted", symbol: CROSS }] : []),
    {
      label: lanes.some(({ metric }) => metric.interval) ? "median and its interval" : "median",
      colour: "--text",
      symbol: "interval",
    },
  ];
}

// memory.tsx - memory and CPU over the time of each round, and whether memory grows
import { useMemo } from "react";
import {
  DASHES,
  knownOf,
  memoryHeight,
  memoryOption,
  type Quantity,
  quantityText,
  scalesOf,
} from "../../charts/memory";
import { Chart } from "../../components/chart";
import { Problem, Waiting } from "../../components/state";
import type { MemorySeries } from "../../data/contracts";
import { countCell, humane } from "../../lib/format";
import { seriesStyle } from "../../lib/series";
import { type Table, tableOf } from "../../lib/table";
import { type ChosenPart, groups, type Section } from "./part";

export const memoryOverTime: Section = {
  id: "memory",
  titleOf: (part) =>
    seriesOf(part).length > 0 ||
    part.session.records.some(({ metrics, stability }) => metrics.tree_anon ?? stability)
      ? "Memory and CPU over time"
      : null,
  Content: MemoryOverTime,
  tablesOf: (part) => {
    const series = seriesOf(part);
    return series.length > 0 ? [memoryTable(series, "memory"), memoryTable(series, "cpu")] : [];
  },
};

function MemoryOverTime({ part }: { part: ChosenPart }) {
  const { memory } = part;
  const series = useMemo(() => seriesOf(part), [part]);
  return (
    <>
      {memory?.state === "loading" && <Waiting what="memory over time" />}
      {memory?.state === "broken" && <Problem what="Memory over time" reason={memory.reason} />}
      {memory === null && (
        <p>
          The samples are in the raw files, and those are not here: <code>make dashboard</code> draws them
          where they are. Medians are in the tables below.
        </p>
      )}
      {series.length > 0 && <Over part={part} series={series} quantity="memory" />}
      {series.some((one) => knownOf(one, "cpu").length > 0) && (
        <Over part={part} series={series} quantity="cpu" />
      )}
    </>
  );
}

const TITLES = { memory: "Memory over time", cpu: "CPU over time" } as const;

function Over(props: { part: ChosenPart; series: MemorySeries[]; quantity: Quantity }) {
  const { part, series, quantity } = props;
  const { everyone } = part;
  const panels = useMemo(
    () =>
      [...groups(series, (one) => one.implementation)].map(([implementation, rounds]) => ({
        implementation,
        colour: seriesStyle(implementation, everyone).colour,
        rounds,
      })),
    [series, everyone],
  );
  const option = useMemo(() => memoryOption(panels, quantity), [panels, quantity]);
  const table = useMemo(() => memoryTable(series, quantity), [series, quantity]);
  const most = Math.max(...panels.map((panel) => panel.rounds.length));
  const [first, ...others] = scalesOf(panels, quantity);
  const apart = others.some((scale) => scale !== first);
  const legend = DASHES.slice(0, most).map((dash, i) => ({
    label: `${ORDINALS[i]} round`,
    colour: "--text",
    symbol: "line",
    dash,
  }));
  return (
    <Chart
      title={TITLES[quantity]}
      summary={`${summaryOf(part, series, quantity)}${apart ? " Each implementation has a scale of its own." : ""}`}
      table={table}
      option={option}
      legend={legend}
      height={memoryHeight(panels)}
    />
  );
}

const ORDINALS = ["first", "second", "third", "fourth"];

function seriesOf({ memory, session }: ChosenPart): MemorySeries[] {
  const names = new Set(session.records.map((record) => record.implementation));
  return memory?.state === "ready"
    ? memory.data.series.filter((one) => names.has(one.implementation) && one.time.length > 0)
    : [];
}

function memoryTable(series: MemorySeries[], quantity: Quantity): Table {
  const points = series.flatMap(({ implementation, round, time, [quantity]: values }) =>
    time.flatMap((after, i) => {
      const value = values[i] ?? null;
      return value === null ? [] : [{ implementation, round, after, value }];
    }),
  );
  const measured =
    quantity === "memory"
      ? { key: "memory_B", label: "memory" }
      : { key: "cpu_share", label: "share of a processor" };
  return tableOf(
    TITLES[quantity],
    [
      { label: "implementation", cell: ({ implementation }) => implementation },
      { label: "round", numeric: true, cell: ({ round }) => countCell(round) },
      {
        ...{ label: "after", key: "time_s", numeric: true },
        cell: ({ after }) => ({ text: humane(after, "s"), raw: after }),
      },
      {
        ...{ ...measured, numeric: true },
        cell: ({ value }) => ({ text: quantityText(quantity, value), raw: value }),
      },
    ],
    points,
  );
}

/** How much memory grows is in the report's table. */
function summaryOf({ session }: ChosenPart, series: MemorySeries[], quantity: Quantity): string {
  const each = [...groups(series, (one) => one.implementation)].map(([name, of]) => {
    const values = of.flatMap((one) => knownOf(one, quantity));
    if (values.length === 0) return `${name} was not sampled`;
    const [least, most] = [Math.min(...values), Math.max(...values)];
    const range = `${name} from ${quantityText(quantity, least)} to ${quantityText(quantity, most)}`;
    const stability = session.records.find((record) => record.implementation === name)?.stability;
    return quantity === "memory" && stability ? `${range}: ${stability.verdict}` : range;
  });
  return `${each.join("; ")}. A line is a round.`;
}

// scaling.tsx - what an implementation takes to start, and what it takes for each item, from a sweep
import { useMemo } from "react";
import { valuesOption } from "../../charts/ratios";
import { type Part, type Swept, scalingLanes } from "../../charts/scaling";
import { Chart } from "../../components/chart";
import type { Mark } from "../../components/legend";
import { figureCell, grouped, humaneRatio, intervalCell, listed } from "../../lib/format";
import { seriesStyle } from "../../lib/series";
import { type Cell, type Table, words } from "../../lib/table";
import { type ChosenPart, columnKey, numberIn } from "./part";

export function Scaling({ part }: { part: ChosenPart }) {
  const swept = useMemo(() => sweptOf(part), [part]);
  const [table] = useMemo(() => scalingTables(part), [part]);
  if (!table)
    return part.benchmark.category === "performance" && !part.session.records.some((r) => r.stability) ? (
      <section aria-labelledby="scaling">
        <h2 id="scaling">Start-up and cost of an item</h2>
        <p>
          Not taken apart here: <code>make sweep-{part.benchmark.id}</code> measures inputs of several sizes
          with the same artifacts, if the benchmark declares them.
        </p>
      </section>
    ) : null;
  const item = itemOf(swept);
  return (
    <section aria-labelledby="scaling">
      <h2 id="scaling">
        Start-up and cost of {article(item)} {item}
      </h2>
      <Piece part={part} swept={swept} of="intercept" title="Start-up" table={table} />
      <Piece part={part} swept={swept} of="slope" title={`Cost of ${article(item)} ${item}`} table={table} />
    </section>
  );
}

function Piece(props: { part: ChosenPart; swept: Swept[]; of: Part; title: string; table: Table }) {
  const { swept, of, title, table } = props;
  const { log } = props.part;
  const lanes = useMemo(() => scalingLanes(swept, of), [swept, of]);
  const unit = swept[0]?.scaling.unit ?? "s";
  const option = useMemo(() => valuesOption(lanes, unit, log), [lanes, unit, log]);
  const summary = `${lanes.map((lane) => lane.estimates[0]?.lines[0]).join("; ")}. ${fitText(swept)}`;
  if (lanes.length === 0) return <p>{`${title}: unknown. ${fitText(swept)}`}</p>;
  return (
    <Chart
      title={title}
      summary={summary}
      table={table}
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

/** Only those of the newest sweep, as they were measured together. */
function sweptOf({ session, everyone }: ChosenPart): Swept[] {
  const all = session.records.flatMap(({ implementation, scaling }) =>
    scaling ? [{ implementation, scaling, style: seriesStyle(implementation, everyone) }] : [],
  );
  const newest = all
    .map(({ scaling }) => scaling.started)
    .sort()
    .at(-1);
  return all
    .filter(({ scaling }) => scaling.started === newest)
    .sort((a, b) => (a.scaling.slope ?? Infinity) - (b.scaling.slope ?? Infinity));
}

function itemOf(swept: Swept[]): string {
  return (swept[0]?.scaling.of ?? "items").replace(/s$/, "").replaceAll("_", " ");
}

function article(word: string): string {
  return /^[aeiou]/.test(word) ? "an" : "a";
}

const FITS: { [verdict: string]: string } = { linear: "yes", not_linear: "no", inconclusive: "unclear" };

function fitText(swept: Swept[]): string {
  const linear = swept.filter(({ scaling }) => scaling.verdict === "linear").map((one) => one.implementation);
  const others = swept.filter(({ scaling }) => scaling.verdict !== "linear");
  const [first] = swept;
  const [least, most] = [numberIn(first?.scaling, "items_min"), numberIn(first?.scaling, "items_max")];
  return [
    linear.length > 0 ? `Linear: ${listed(linear)}.` : "",
    ...others.map(
      ({ implementation, scaling }) =>
        `${implementation}: ${scaling.verdict.replace("_", " ")}${scaling.reason ? ` (${scaling.reason})` : ""}.`,
    ),
    first && least !== null && most !== null
      ? `${first.scaling.rounds} rounds of ${grouped(least)} to ${grouped(most)} ${first.scaling.of.replaceAll("_", " ")}.`
      : "",
  ]
    .filter(Boolean)
    .join(" ");
}

export function scalingTables(part: ChosenPart): Table[] {
  const swept = sweptOf(part);
  if (swept.length === 0) return [];
  const item = itemOf(swept);
  const unit = swept[0]?.scaling.unit ?? "s";
  const per = `${columnKey("", unit).replace(/^_/, "")}_per_${item.replaceAll(" ", "_")}`;
  return [
    {
      title: `Start-up and cost per ${item}`,
      columns: [
        { key: "implementation", label: "implementation" },
        { key: columnKey("start_up", unit), label: "start-up", numeric: true },
        { key: columnKey("start_up_interval", unit), label: "interval", numeric: true },
        { key: `cost_${per}`, label: `per ${item}`, numeric: true },
        { key: `cost_interval_${per}`, label: "interval", numeric: true },
        { key: "ratio", label: `ratio per ${item}`, numeric: true },
        { key: `break_even_${item.replaceAll(" ", "_")}s`, label: "break-even", numeric: true },
        { key: "linear", label: "linear" },
        { key: "reason", label: "why" },
      ],
      rows: swept.map(({ implementation, scaling }) => {
        const { intercept, intercept_lo, intercept_hi, slope, slope_lo, slope_hi, verdict, reason } = scaling;
        const starts = verdict !== "not_linear" && intercept_lo !== undefined;
        return [
          words(implementation),
          starts ? figureCell(intercept ?? null, unit) : words("unknown"),
          starts ? intervalCell(intercept_lo, intercept_hi, unit) : words("unknown"),
          figureCell(slope ?? null, unit),
          slope_lo === undefined ? words("unknown") : intervalCell(slope_lo, slope_hi, unit),
          ratioOf(implementation, scaling),
          breakEven(implementation, scaling),
          {
            ...words(FITS[verdict] ?? verdict),
            ...(verdict === "linear" ? {} : { tone: "unsure" as const }),
          },
          words(reason ?? ""),
        ];
      }),
    },
  ];
}

function ratioOf(implementation: string, scaling: Swept["scaling"]): Cell {
  const of = (name: string) => numberIn(scaling, name);
  if (isReference(implementation, scaling)) return { text: "×1", raw: 1 };
  const ratio = of("slope_ratio");
  if (ratio === null) return words("unknown");
  const [lo, hi] = [of("slope_ratio_lo"), of("slope_ratio_hi")];
  return { text: humaneRatio(ratio, lo, hi), raw: ratio, lo, hi };
}

/** From so many items on, the one that takes less for each takes less in all. */
function breakEven(implementation: string, scaling: Swept["scaling"]): Cell {
  const [at, lo, hi] = ["break_even", "break_even_lo", "break_even_hi"].map((name) =>
    numberIn(scaling, name),
  );
  if (isReference(implementation, scaling)) return words("");
  if (typeof hi !== "number" || typeof at !== "number" || typeof lo !== "number") return words("unknown");
  if (hi === 0) return { text: "none", raw: 0 };
  const whole = (value: number) => grouped(Math.round(value));
  return { text: `${whole(at)} (${whole(lo)}–${whole(hi)})`, raw: at, lo, hi };
}

function isReference(implementation: string, scaling: { [name: string]: unknown }): boolean {
  return scaling.reference === implementation;
}

// summary.tsx - who is ahead, by how much and how sure; what did not work
import { useMemo } from "react";
import { DataTable } from "../../components/table";
import type { ResultRecord } from "../../data/contracts";
import { whatToDo } from "../../lib/evidence";
import {
  countCell,
  dateAndTime,
  figureCell,
  humaneAge,
  intervalCell,
  listed,
  ratioCell,
  spaced,
} from "../../lib/format";
import { type Cell, type Table, type Tone, words } from "../../lib/table";
import { type Ranked, type Ranking, ranking } from "../../lib/winners";
import { headline, superlative } from "../../lib/words";
import style from "./benchmark.module.css";
import { type ChosenPart, columnKey } from "./part";
import { stabilityTable } from "./stability";

export function Summary({ part }: { part: ChosenPart }) {
  const { overview, benchmark, whole, session } = part;
  const places = useMemo(() => ranking(overview, benchmark), [overview, benchmark]);
  const tables = useMemo(() => summaryTables(part), [part]);
  const text =
    benchmark.incomparable === null
      ? (whole.report?.headline ?? headline(places, overview))
      : `Not ranked. ${benchmark.incomparable}`;
  const levels = session.records.flatMap(
    ({ metrics, stability }) => (stability ? [] : metrics[places.metric]?.interval?.confidence) ?? [],
  );
  const confidence = Math.min(...levels.filter((level) => level > 0));
  const hidden = whole.records
    .filter((record) => !session.records.includes(record))
    .map((record) => record.implementation);
  return (
    <section aria-label="Summary">
      <p className={style.headline}>{text}</p>
      {hidden.length > 0 && (
        <p role="note">The filters hide {listed(hidden)}; that sentence and the verdicts are of all.</p>
      )}
      {tables.map((table) => (
        <DataTable key={table.title} table={table} />
      ))}
      {confidence < 0.95 && (
        <p role="note">
          The intervals of medians have a confidence of {Math.floor(100 * confidence)} % only, as the rounds
          are few.
        </p>
      )}
    </section>
  );
}

export function summaryTables(part: ChosenPart): Table[] {
  const { overview, benchmark, session } = part;
  const places = ranking(overview, benchmark);
  const shown = places.rows.flatMap((row) => {
    const record = session.records.find((r) => r.implementation === row.record.implementation);
    return record ? [{ row, record }] : [];
  });
  const failed = shown.filter(({ row }) => row.place === "failed");
  const works = shown.filter(({ row }) => row.place !== "failed");
  const main = works.some(({ record }) => record.stability)
    ? stabilityTable(works.map(({ record }) => record))
    : mainTable(works, places, part.now);
  return [
    ...(main.rows.length > 0 ? [main] : []),
    ...(failed.length > 0 ? [failedTable(failed, places)] : []),
  ];
}

interface Shown {
  row: Ranked;
  record: ResultRecord;
}

function mainTable(shown: Shown[], places: Ranking, now: number): Table {
  const { metric: name, reference } = places;
  const unit = shown[0]?.record.metrics[name]?.unit ?? "1";
  const classes = new Set(places.rows.map((row) => row.record.class)).size > 1;
  const best = bestOf(places);
  const of = (suffix: string) => columnKey(`${name}_${suffix}`, unit);
  return {
    title: `${capital(spaced(name))}, whole run`,
    columns: [
      { key: "implementation", label: "implementation" },
      ...(classes ? [{ key: "class", label: "class" }] : []),
      { key: of("median"), label: "median", numeric: true },
      { key: of("interval"), label: "interval", numeric: true },
      ...(reference === null
        ? []
        : [
            { key: "ratio", label: `ratio to ${reference}`, numeric: true },
            { key: "verdict", label: "verdict" },
          ]),
      { key: of("p95"), label: "p95", numeric: true },
      { key: of("stddev"), label: "stddev", numeric: true },
      { key: "max_rss_B", label: "peak memory", numeric: true },
      { key: "n", label: "n", numeric: true },
      { key: "disturbed", label: "disturbed", numeric: true },
      { key: "measured", label: "age", numeric: true },
    ],
    rows: shown.map(({ row, record }) => {
      const metric = record.metrics[name];
      const { disturbances } = record;
      const measured = row.record.measured;
      return [
        words(record.implementation),
        ...(classes ? [words(row.record.class)] : []),
        figureCell(metric?.value, unit),
        metric?.interval && metric.interval.confidence > 0
          ? intervalCell(metric.interval.lo, metric.interval.hi, unit)
          : intervalCell(null, null, unit),
        ...(reference === null
          ? []
          : [
              row.place === "reference" ? { text: "×1", raw: 1 } : ratioCell(row.comparison),
              verdictCell(row, places, best),
            ]),
        figureCell(metric?.p95, unit),
        figureCell(metric?.stddev, unit),
        peakCell(record),
        countCell(metric?.n ?? 0),
        {
          text: disturbances.rounds === null ? "unknown" : String(disturbances.rounds),
          raw: disturbances.rounds,
          ...(disturbances.rounds === 0 ? {} : { tone: "tie" as const, shaped: true }),
        },
        { text: humaneAge(measured === null ? null : now - measured), raw: dateAndTime(measured) },
      ];
    }),
  };
}

/** Below what exec left behind, the peak is not the program's own. */
function peakCell(record: ResultRecord): Cell {
  const cell = figureCell(record.metrics.max_rss?.value, "B");
  const atFloor = (record.metrics.max_rss_at_floor?.max ?? 0) > 0;
  return atFloor ? { ...cell, text: `≤ ${cell.text}` } : cell;
}

/** The word for the best one: "fastest", or "lowest median" if these rounds cannot tell. */
function bestOf({ rows, metric }: Ranking): string {
  const figure = rows[0]?.record.metrics[metric];
  if (!figure) return "";
  const unclear = rows.some(({ place, record }) => place === "unclear" && record.verified === true);
  return unclear
    ? `${figure.direction === "higher" ? "highest" : "lowest"} median`
    : superlative(figure.unit, figure.direction);
}

function verdictCell({ place, comparison, record }: Ranked, { winners }: Ranking, best: string): Cell {
  const verdict = comparison?.verdict ?? "";
  const several = winners.length > 1;
  const but = record.verified === true ? "" : ", unverified";
  const say = (text: string, tone?: Tone): Cell => ({
    text: text + but,
    raw: text + but,
    ...(tone ? { tone } : {}),
  });
  if (place === "reference")
    return several ? say("tie", "tie") : say(best, winners.length > 0 ? "good" : undefined);
  if (place === "tie" && record.verified === true && several) return say(`tie: ${verdict}`, "tie");
  if (place === "other class") return say(`${verdict}, class ${record.class}`);
  if (place === "alone") return say("not compared");
  if (place === "unclear" && comparison?.rounds_needed)
    return say(`${verdict}, ${comparison.rounds_needed} rounds might tell`, "unsure");
  return say(verdict, place === "unclear" ? "unsure" : place === "behind" ? "bad" : undefined);
}

function failedTable(failed: Shown[], { metric }: Ranking): Table {
  return {
    title: "Not ranked",
    columns: [
      { key: "implementation", label: "implementation" },
      { key: "status", label: "status" },
      { key: "reason", label: "reason" },
      { key: "what_to_do", label: "what to do" },
    ],
    rows: failed.map(({ record }) => [
      words(record.implementation),
      { ...words(record.status), tone: "bad" },
      words(record.reason ?? `it has no ${spaced(metric)}`),
      words(whatToDo(record)),
    ]),
  };
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

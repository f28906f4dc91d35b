// scorecards.tsx - one number for all benchmarks of a category, to a reference that one may choose
import { memo } from "react";
import { More } from "../../components/more";
import { Select } from "../../components/select";
import { DataTable } from "../../components/table";
import { type Interval, intervalOf } from "../../components/whisker";
import type { Benchmark, OverviewSession } from "../../data/contracts";
import type { Dashboard } from "../../data/store";
import { humaneRatio, listed, plural, spaced } from "../../lib/format";
import type { Choice } from "../../lib/place";
import { FORMULA, type Scorecard, scorecards } from "../../lib/score";
import { type Cell, type Table, words } from "../../lib/table";
import { capital, drawn } from "./winners";

interface Card {
  category: string;
  means: Table;
  ratios: Table;
  missing: string[];
  intervals: Map<Cell, Interval>;
}

export interface Scores {
  metrics: string[];
  /** The metric if none is chosen. */
  usual: string;
  metric: string;
  names: string[];
  reference: string;
  of: "language" | "implementation";
  cards: Card[];
}

/** Of the benchmarks that somebody can win, each category on its own. */
export function scoresOf(
  sessions: OverviewSession[],
  benchmarks: Benchmark[],
  choices: { [choice in Choice]?: string },
): Scores {
  const open = benchmarks.filter(({ incomparable }) => incomparable === null);
  const ofCategory = (category: string) =>
    sessions.filter((session) =>
      open.some(({ id, category: its }) => id === session.benchmark && its === category),
    );
  const categories = [...new Set(open.map(({ category }) => category))].sort();
  const counted = categories.flatMap(ofCategory);
  const metrics = byFrequency(
    counted.flatMap(({ records }) => [...new Set(records.flatMap((record) => Object.keys(record.metrics)))]),
  );
  const usual = metrics.includes("wall_time") ? "wall_time" : (metrics[0] ?? "wall_time");
  const metric = choices.metric ?? usual;
  const of = choices.mode === "implementation" ? "implementation" : "language";
  const names = byFrequency(
    counted.flatMap(({ records }) =>
      records.flatMap(({ implementation }) =>
        of === "implementation" || !implementation.includes("-") ? implementation : [],
      ),
    ),
  );
  const reference = choices.reference ?? names[0] ?? "";
  const cards = categories.flatMap((category) => {
    const found = scorecards(ofCategory(category), metric, of, reference);
    return found.some(({ ratio, name }) => ratio !== null && name !== reference)
      ? [cardOf(category, metric, reference, found)]
      : [];
  });
  return { metrics, usual, metric, names, reference, of, cards };
}

export const ScorecardsPart = memo(function ScorecardsPart(props: { scores: Scores; go: Dashboard["go"] }) {
  const { scores, go } = props;
  const { metrics, usual, metric, names, reference, of, cards } = scores;
  return (
    <>
      <p>
        The geometric mean of the ratios in {spaced(metric)}, over the benchmarks that all of them share. ×2
        is twice that of {reference}.
      </p>
      <div>
        <Select
          label="metric"
          value={metric}
          options={metrics.map((value) => ({ value, label: spaced(value) }))}
          onChange={(value) => go({ choices: { metric: value === usual ? "" : value } })}
        />
        <Select
          label="of each"
          value={of}
          options={["language", "implementation"]}
          onChange={(value) => go({ choices: { mode: value === "language" ? "" : value, reference: "" } })}
        />
        <Select
          label="to"
          value={reference}
          options={names}
          onChange={(value) => go({ choices: { reference: value === names[0] ? "" : value } })}
        />
      </div>
      {cards.length === 0 && (
        <p>No two of them share a benchmark with a verified ratio in {spaced(metric)}: there is no mean.</p>
      )}
      {cards.map(({ category, means, ratios, missing, intervals }) => (
        <section key={category}>
          <h3>{means.title}</h3>
          <DataTable table={means} beside={drawn(intervals)} headed />
          <More summary="The formula, and the benchmarks in it">
            <p>{FORMULA}</p>
            <DataTable table={ratios} compact />
            {missing.length > 0 && (
              <>
                <p>What is left out, and why:</p>
                <ul>
                  {missing.map((text) => (
                    <li key={text}>{text}</li>
                  ))}
                </ul>
              </>
            )}
          </More>
        </section>
      ))}
    </>
  );
});

function cardOf(category: string, metric: string, reference: string, found: Scorecard[]): Card {
  const intervals = new Map<Cell, Interval>();
  const ratioCell = (of: { ratio: number | null; lo: number | null; hi: number | null }): Cell => ({
    text: of.ratio === null ? "" : humaneRatio(of.ratio, of.lo, of.hi),
    raw: of.ratio,
  });
  const shown = found.filter(({ ratio }) => ratio !== null).sort((a, b) => (a.ratio ?? 0) - (b.ratio ?? 0));
  const rows = shown.map((card) => {
    const isReference = card.name === reference;
    const cell = { text: humaneRatio(card.ratio), raw: card.ratio };
    const interval = intervalOf(card);
    if (interval) intervals.set(cell, interval);
    return [
      words(card.name),
      cell,
      { text: isReference ? "" : humaneRatio(card.lo), raw: card.lo },
      { text: isReference ? "" : humaneRatio(card.hi), raw: card.hi },
      words(listed(card.benchmarks)),
    ];
  });
  const names = shown.map(({ name }) => name);
  const missing = [...new Set(found.flatMap((card) => card.missing))];
  return {
    category,
    intervals,
    missing,
    means: {
      title: `${capital(category)}: mean ratio of ${spaced(metric)}, to ${reference}`,
      columns: [
        { key: "name", label: "name" },
        { key: "mean_ratio", label: "mean ratio", numeric: true },
        { key: "lo", label: "from", numeric: true },
        { key: "hi", label: "to", numeric: true },
        { key: "benchmarks", label: `over ${plural(shown[0]?.benchmarks.length ?? 0, "benchmark")}` },
      ],
      rows,
    },
    ratios: {
      title: `${capital(category)}: the ratios of ${spaced(metric)}, to ${reference}`,
      columns: [
        { key: "benchmark", label: "benchmark" },
        ...names.map((name) => ({ key: `${name}_ratio`, label: name, numeric: true })),
      ],
      rows: (shown[0]?.benchmarks ?? []).map((benchmark) => [
        words(benchmark),
        ...shown.map(({ ratios, name }) => {
          const one = ratios.find((ratio) => ratio.benchmark === benchmark);
          if (name === reference || !one) return { text: "×1", raw: 1 };
          const cell = ratioCell(one);
          return one.source === "divided" ? { ...cell, text: `${cell.text}, divided` } : cell;
        }),
      ]),
    },
  };
}

function byFrequency(list: string[]): string[] {
  const counts = new Map<string, number>();
  for (const word of list) counts.set(word, (counts.get(word) ?? 0) + 1);
  return [...counts].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1)).map(([word]) => word);
}

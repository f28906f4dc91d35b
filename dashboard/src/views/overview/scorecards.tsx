// scorecards.tsx - one number for all benchmarks of a category, to a reference that one may choose
import { More } from "../../components/more";
import { Select } from "../../components/select";
import { DataTable } from "../../components/table";
import type { Benchmark, Metric, OverviewSession } from "../../data/contracts";
import { type Dashboard, useDashboard } from "../../data/store";
import { humaneRatio, listed, spaced } from "../../lib/format";
import type { Choice } from "../../lib/place";
import { FORMULA, type Scorecard, scorecards } from "../../lib/score";
import { type Cell, sortedBy, type Table, tableOf } from "../../lib/table";
import css from "../overview.module.css";

interface Card {
  category: string;
  means: Table;
  /** What is over the same benchmarks, so that these are said once. */
  drawn: Table;
  benchmarks: string[];
  ratios: Table;
  missing: string[];
}

export interface Scores {
  metrics: string[];
  /** The metric if none is chosen. */
  usual: string;
  metric: string;
  direction: Metric["direction"];
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
  const counted = sessions.filter(({ benchmark }) => open.some(({ id }) => id === benchmark));
  const metrics = byFrequency(
    counted.flatMap(({ records }) => [...new Set(records.flatMap(({ metrics }) => Object.keys(metrics)))]),
  );
  const usual = metrics.includes("wall_time") ? "wall_time" : (metrics[0] ?? "wall_time");
  const metric = choices.metric ?? usual;
  const figures = counted.flatMap(({ records }) => records.flatMap(({ metrics }) => metrics[metric] ?? []));
  const direction = figures[0]?.direction ?? "neutral";
  const of = choices.mode === "implementation" ? "implementation" : "language";
  const names = byFrequency(
    counted
      .flatMap(({ records }) => records.map(({ implementation }) => implementation))
      .filter((name) => of === "implementation" || !name.includes("-")),
  );
  const reference = choices.reference ?? names[0] ?? "";
  const cards = [...new Set(open.map(({ category }) => category))].sort().flatMap((category) => {
    const mine = open.filter((benchmark) => benchmark.category === category).map(({ id }) => id);
    const found = scorecards(
      counted.filter(({ benchmark }) => mine.includes(benchmark)),
      ...([metric, of, reference] as const),
    );
    return found.some(({ ratio, name }) => ratio !== null && name !== reference)
      ? [cardOf(`${spaced(metric)} to ${reference}: ${category}`, category, reference, found, direction)]
      : [];
  });
  return { metrics, usual, metric, direction, names, reference, of, cards };
}

export function ScorecardsPart({ scores, go }: { scores: Scores; go: Dashboard["go"] }) {
  const { metrics, usual, metric, direction, names, reference, of, cards } = scores;
  const { href } = useDashboard();
  const mode = of === "language" ? of : "variant";
  if (metrics.length === 0) return <p>There is nothing to rank, so that there is no mean.</p>;
  return (
    <>
      <p>
        The geometric mean of the ratios in {spaced(metric)}, over the benchmarks that all of them share: ×2
        is twice that of {reference}.{SAYS[direction]}
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
        <a href={href({ page: "compare", choices: { mode } })}>Compare two {of}s</a>
      </div>
      {cards.length === 0 && (
        <p>No two of them share a benchmark with a verified ratio in {spaced(metric)}: there is no mean.</p>
      )}
      {cards.map(({ category, drawn, benchmarks, ratios, missing }) => (
        <section key={category}>
          <h3 className={css.category}>{category}</h3>
          <DataTable table={drawn} headed />
          <More summary={`Over ${listed(benchmarks)}: the ratios, and the formula`}>
            <p>{FORMULA}</p>
            <DataTable table={ratios} />
            {missing.length > 0 && <p>What is left out, and why:</p>}
            <ul>
              {missing.map((text) => (
                <li key={text}>{text}</li>
              ))}
            </ul>
          </More>
        </section>
      ))}
    </>
  );
}

const SAYS = { lower: " Less is better.", higher: " More is better.", neutral: "" };

/** What is compared with itself has no interval. */
function ratioCell(
  name: string,
  reference: string,
  { ratio, lo, hi }: Pick<Scorecard, "ratio" | "lo" | "hi">,
): Cell {
  return name === reference
    ? { text: "×1", raw: 1, lo: null, hi: null }
    : { text: humaneRatio(ratio, lo, hi), raw: ratio, lo, hi };
}

/** The best comes first. */
function cardOf(
  what: string,
  category: string,
  reference: string,
  found: Scorecard[],
  direction: Metric["direction"],
): Card {
  const shown = sortedBy(
    found.filter(({ ratio }) => ratio !== null),
    ({ ratio }) => (ratio ?? 0) * (direction === "higher" ? -1 : 1),
  );
  const benchmarks = shown[0]?.benchmarks ?? [];
  const means = tableOf(
    `Mean ratio of ${what}`,
    [
      { label: "name", cell: ({ name }) => name },
      {
        ...{ label: "mean ratio", numeric: true, whiskers: true },
        cell: (card) => ratioCell(card.name, reference, card),
      },
      { key: "benchmarks", label: "over", cell: (card) => listed(card.benchmarks) },
    ],
    shown,
  );
  return {
    ...{ category, means, benchmarks, drawn: { ...means, columns: means.columns.slice(0, 2) } },
    missing: [...new Set(found.flatMap((card) => card.missing))],
    ratios: tableOf(
      `The ratios of ${what}`,
      [
        { label: "benchmark", cell: (benchmark) => benchmark },
        ...shown.map(({ name, ratios }) => ({
          ...{ key: `${name}_ratio`, label: name, numeric: true },
          cell: (benchmark: string): Cell => {
            const one = ratios.find((ratio) => ratio.benchmark === benchmark);
            const cell = ratioCell(name, reference, one ?? { ratio: null, lo: null, hi: null });
            return one?.source === "divided" ? { ...cell, text: `${cell.text}, divided` } : cell;
          },
        })),
      ],
      benchmarks,
    ),
  };
}

function byFrequency(list: string[]): string[] {
  const counts = new Map<string, number>();
  for (const word of list) counts.set(word, (counts.get(word) ?? 0) + 1);
  return [...counts].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1)).map(([word]) => word);
}

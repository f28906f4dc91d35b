// winners.tsx - who is ahead in each benchmark, by category
import { memo, type ReactNode } from "react";
import { Empty } from "../../components/state";
import { DataTable } from "../../components/table";
import { type Interval, intervalOf, Whisker } from "../../components/whisker";
import type { Benchmark, OverviewSession } from "../../data/contracts";
import { countCell, humaneAge, listed, ratioCell, spaced } from "../../lib/format";
import { type Cell, type Table, words } from "../../lib/table";
import { type Ranking, ranking } from "../../lib/winners";
import { winnersByCategory } from "../../lib/wins";

/** The tables of a category; what is drawn beside which cell. */
interface Standings {
  category: string;
  ranked: Table;
  unranked: Table;
  intervals: Map<Cell, Interval>;
}

export interface Winners {
  summary: Table;
  standings: Standings[];
}

/** link: to the page of a benchmark.  elsewhere: of one that was not measured here, where it was. */
export function winnersOf(
  sessions: OverviewSession[],
  benchmarks: Benchmark[],
  link: (benchmark: string) => string,
  elsewhere: (benchmark: string) => Cell,
): Winners {
  const categories = [...new Set(benchmarks.map(({ category }) => category))].sort();
  return {
    summary: summaryTable(sessions, benchmarks),
    standings: categories.map((category) =>
      standingsOf(
        category,
        sessions,
        benchmarks.filter((benchmark) => benchmark.category === category),
        link,
        elsewhere,
      ),
    ),
  };
}

export function tablesOf({ summary, standings }: Winners): Table[] {
  return [summary, ...standings.flatMap(({ ranked, unranked }) => [ranked, unranked])].filter(
    ({ rows }) => rows.length > 0,
  );
}

export const WinnersPart = memo(function WinnersPart({ winners }: { winners: Winners }) {
  if (winners.standings.length === 0)
    return (
      <Empty title="No session to rank">
        <p>
          <code>make bench</code> measures; <code>make dashboard</code> then shows who is ahead.
        </p>
      </Empty>
    );
  return (
    <>
      <p>
        Only verified results of one fairness class, one machine and one session are ranked. A winner is shown
        to be ahead of every other; those that are shown to be equivalent tie; where the rounds cannot tell,
        nobody wins.
      </p>
      {winners.summary.rows.length > 0 && <DataTable table={winners.summary} />}
      {winners.standings.map(({ category, ranked, unranked, intervals }) => (
        <section key={category}>
          <h3>{ranked.rows.length > 0 ? ranked.title : unranked.title}</h3>
          {ranked.rows.length > 0 && <DataTable table={ranked} beside={drawn(intervals)} headed />}
          {unranked.rows.length > 0 && <DataTable table={unranked} headed={ranked.rows.length === 0} />}
        </section>
      ))}
    </>
  );
});

export function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

export function drawn(intervals: Map<Cell, Interval>): Map<Cell, ReactNode> {
  const among = [...intervals.values()];
  return new Map([...intervals].map(([cell, of]) => [cell, <Whisker key="" of={of} among={among} />]));
}

function summaryTable(sessions: OverviewSession[], benchmarks: Benchmark[]): Table {
  const count = (list: string[]) => countCell(list.length);
  return {
    title: "Who wins how often",
    columns: [
      { key: "category", label: "category" },
      { key: "language", label: "language" },
      { key: "won", label: "won", numeric: true },
      { key: "tied", label: "tied", numeric: true },
      { key: "behind", label: "behind", numeric: true },
      { key: "undecided", label: "nobody won", numeric: true },
      { key: "missing", label: "no verified result", numeric: true },
      { key: "coverage", label: "in all" },
    ],
    rows: winnersByCategory(sessions, benchmarks)
      .toSorted((a, b) => (a.category < b.category ? -1 : 1))
      .flatMap(({ category, languages, unranked }) =>
        languages
          .filter(
            ({ won, tied, behind, undecided }) =>
              won.length + tied.length + behind.length + undecided.length > 0,
          )
          .map(({ language, won, tied, behind, undecided, missing, coverage }) => [
            words(category),
            words(language),
            count(won),
            count(tied),
            count(behind),
            count(undecided),
            count(missing),
            words(unranked.length > 0 ? `${coverage}; ${unranked.length} more not ranked` : coverage),
          ]),
      ),
  };
}

function standingsOf(
  category: string,
  sessions: OverviewSession[],
  benchmarks: Benchmark[],
  link: (benchmark: string) => string,
  elsewhere: (benchmark: string) => Cell,
): Standings {
  const intervals = new Map<Cell, Interval>();
  const ranked: Cell[][] = [];
  const unranked: Cell[][] = [];
  for (const benchmark of benchmarks) {
    const session = sessions.find((one) => one.benchmark === benchmark.id);
    const name = { ...words(benchmark.id), href: link(benchmark.id) };
    if (benchmark.incomparable !== null)
      unranked.push([name, words(benchmark.title), words(benchmark.incomparable)]);
    else if (!session) unranked.push([words(benchmark.id), words(benchmark.title), elsewhere(benchmark.id)]);
    else {
      const standing = ranking(session, benchmark);
      const next = nextOf(standing);
      const ratio = ratioCell(next?.comparison);
      const interval = intervalOf(next?.comparison);
      if (interval) intervals.set(ratio, interval);
      ranked.push([
        name,
        winnerCell(standing),
        words(next?.record.implementation ?? ""),
        ratio,
        words(spaced(standing.metric)),
        verifiedCell(session),
        ageCell(session),
        words(standing.why ?? ""),
        classCell(standing),
        words(benchmark.title),
      ]);
    }
  }
  return {
    category,
    ranked: { title: `${capital(category)}: who is ahead`, columns: RANKED, rows: ranked },
    unranked: { title: `${capital(category)}: not ranked`, columns: UNRANKED, rows: unranked },
    intervals,
  };
}

const RANKED = [
  { key: "benchmark", label: "benchmark" },
  { key: "winner", label: "winner" },
  { key: "next", label: "next" },
  { key: "next_ratio", label: "next, to the winner", numeric: true },
  { key: "metric", label: "in" },
  { key: "verified", label: "verified" },
  { key: "age_s", label: "age", numeric: true },
  { key: "why_nobody", label: "why nobody" },
  { key: "class", label: "class" },
  { key: "title", label: "what it does" },
];

const UNRANKED = [
  { key: "benchmark", label: "benchmark" },
  { key: "title", label: "what" },
  { key: "why", label: "why" },
];

/** The best of those that did not win, in the class of those that did. */
function nextOf({ rows, winners }: Ranking) {
  return rows.find(
    ({ record, place }) =>
      ["behind", "unclear", "ahead"].includes(place) && !winners.includes(record.implementation),
  );
}

function winnerCell({ winners }: Ranking): Cell {
  if (winners.length === 0) return { text: "nobody", raw: null, tone: "unsure" };
  return { text: listed(winners), raw: winners.join(" "), tone: winners.length > 1 ? "tie" : "good" };
}

function classCell({ rows, reference }: Ranking): Cell {
  const classes = [...new Set(rows.map(({ record }) => record.class))];
  const home = rows.find(({ record }) => record.implementation === reference)?.record.class ?? classes[0];
  const others = classes.filter((name) => name !== home);
  return {
    text: others.length > 0 ? `${home}, not ${listed(others)}` : (home ?? ""),
    raw: home ?? null,
  };
}

function verifiedCell({ records }: OverviewSession): Cell {
  const worked = records.filter(({ status }) => status === "ok");
  const count = worked.filter(({ verified }) => verified === true).length;
  const all = count === worked.length && count > 0;
  return {
    text: all ? `all ${count}` : `${count} of ${worked.length}`,
    raw: count,
    tone: all ? "good" : worked.some(({ verified }) => verified === false) ? "bad" : "unsure",
  };
}

function ageCell({ records }: OverviewSession): Cell {
  const times = records.flatMap(({ measured }) => measured ?? []);
  const age = times.length > 0 ? Math.round(Date.now() / 1000 - Math.max(...times)) : null;
  return { text: humaneAge(age), raw: age };
}

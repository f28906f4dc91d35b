// winners.tsx - who is ahead in each benchmark, by category
import { Empty } from "../../components/state";
import { DataTable } from "../../components/table";
import type { Benchmark, OverviewSession } from "../../data/contracts";
import { countCell, humaneAge, listed, ratioCell, spaced } from "../../lib/format";
import { type Cell, type Table, tableOf, words } from "../../lib/table";
import { type Ranking, ranking } from "../../lib/winners";
import { type Fate, isOpen, winsByCategory } from "../../lib/wins";

/** How often who wins; of each category who is ahead, and what is not ranked. */
export interface Winners {
  summary: Table;
  categories: { ranked: Table; unranked: Table }[];
}

/** link: to the page of a benchmark.  elsewhere: of one that was not measured here, where it was. */
export function winnersOf(
  sessions: OverviewSession[],
  benchmarks: Benchmark[],
  link: (benchmark: string) => string,
  elsewhere: (benchmark: string) => Cell,
): Winners {
  const all = benchmarks.map((benchmark) => {
    const session = sessions.find((one) => one.benchmark === benchmark.id);
    return { benchmark, session, ranking: session ? ranking(session, benchmark) : null };
  });
  return {
    summary: summaryTable(winsByCategory(all)),
    categories: [...new Set(benchmarks.map(({ category }) => category))].sort().map((category) => {
      const mine = all.filter(({ benchmark }) => benchmark.category === category);
      const ranked = mine.flatMap(({ benchmark, session, ranking: its }) =>
        session && its && isOpen({ benchmark, ranking: its })
          ? [{ ...its, benchmark, session, next: nextOf(its) }]
          : [],
      );
      return {
        ranked: tableOf(
          `${capital(category)}: who is ahead`,
          [
            { label: "benchmark", cell: ({ benchmark: { id } }) => ({ ...words(id), href: link(id) }) },
            { label: "winner", cell: winnerCell },
            { label: "next", cell: ({ next }) => next?.record.implementation ?? "" },
            {
              ...{ key: "next_ratio", label: "next, to the winner", numeric: true, whiskers: true },
              cell: ({ next }) => ratioCell(next?.comparison),
            },
            { key: "metric", label: "in", cell: ({ metric }) => spaced(metric) },
            { label: "verified", cell: ({ session }) => verifiedCell(session) },
            { key: "age_s", label: "age", numeric: true, cell: ({ session }) => ageCell(session) },
            { label: "why nobody", cell: ({ why }) => why ?? "" },
            { label: "class", cell: classCell },
          ],
          ranked,
        ),
        unranked: tableOf(
          `${capital(category)}: not ranked`,
          [
            {
              label: "benchmark",
              cell: ({ benchmark: { id }, session }) =>
                session ? { ...words(id), href: link(id) } : words(id),
            },
            {
              label: "why",
              cell: ({ benchmark: { id, incomparable }, session, ranking: its }) =>
                session ? (incomparable ?? its?.why ?? "") : elsewhere(id),
            },
          ],
          mine.filter(({ benchmark }) => !ranked.some((one) => one.benchmark === benchmark)),
        ),
      };
    }),
  };
}

export function WinnersPart({ winners: { summary, categories } }: { winners: Winners }) {
  return categories.length === 0 ? (
    <Empty title="No session to rank">
      <p>
        <code>make bench</code> measures; <code>make dashboard</code> then shows who is ahead.
      </p>
    </Empty>
  ) : (
    <>
      <p>
        Only verified results of one fairness class, one machine and one session are ranked. A winner is shown
        to be ahead of every other; those that are shown to be equivalent tie; where the rounds cannot tell,
        nobody wins.
      </p>
      {[summary, ...categories.flatMap(({ ranked, unranked }) => [ranked, unranked])]
        .filter(({ rows }) => rows.length > 0)
        .map((table) => (
          <DataTable key={table.title} table={table} />
        ))}
    </>
  );
}

export function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

function summaryTable(wins: ReturnType<typeof winsByCategory>): Table {
  const count = (fate: Fate, label: string = fate) => ({
    ...{ key: fate, label, numeric: true },
    cell: ({ counts }: (typeof wins)[number]) => countCell(counts[fate]),
  });
  return tableOf(
    "Who wins how often",
    [
      { label: "category", cell: ({ category }) => category },
      { label: "language", cell: ({ language }) => language },
      count("won"),
      count("tied"),
      count("behind"),
      count("undecided", "nobody won"),
      count("missing", "no comparable result"),
      { key: "of", label: "of benchmarks", numeric: true, cell: ({ of }) => countCell(of) },
      { label: "not ranked", numeric: true, cell: ({ unranked }) => countCell(unranked) },
    ],
    wins,
  );
}

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

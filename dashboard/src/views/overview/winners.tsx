// winners.tsx - who is ahead in each benchmark, and what is not ranked
import { More } from "../../components/more";
import { DataTable } from "../../components/table";
import type { Benchmark, OverviewSession } from "../../data/contracts";
import { listed, plural, ratioCell, spaced } from "../../lib/format";
import { type Cell, sortedBy, type Table, tableOf, words } from "../../lib/table";
import { type Ranking, ranking } from "../../lib/winners";
import { isOpen, type Wins, winsByCategory } from "../../lib/wins";

export interface Winners {
  wins: Wins[];
  ranked: Table;
  unranked: Table;
}

/** link: to the page of a benchmark.  absent: of one that has no session here, why. */
export function winnersOf(
  sessions: OverviewSession[],
  benchmarks: Benchmark[],
  link: (benchmark: string) => string,
  absent: (benchmark: string) => Cell,
): Winners {
  const all = sortedBy(
    benchmarks,
    ({ category }) => category,
    ({ id }) => id,
  ).map((benchmark) => {
    const session = sessions.find((one) => one.benchmark === benchmark.id);
    return { benchmark, session, ranking: session ? ranking(session, benchmark) : null };
  });
  const ranked = all.flatMap(({ benchmark, session, ranking: its }) =>
    session && its && isOpen({ benchmark, ranking: its })
      ? [{ ...its, benchmark, session, next: nextOf(its) }]
      : [],
  );
  return {
    wins: winsByCategory(all),
    ranked: tableOf(
      "Who is ahead",
      [
        { label: "benchmark", cell: ({ benchmark: { id } }) => ({ ...words(id), href: link(id) }) },
        { label: "winner", cell: winnerCell },
        { label: "next", cell: ({ next }) => next?.record.implementation ?? "" },
        {
          ...{ key: "next_ratio", label: "next, to the winner", numeric: true, whiskers: true },
          cell: ({ next }) => ratioCell(next?.comparison),
        },
        { key: "metric", label: "in", cell: ({ metric }) => spaced(metric) },
        { label: "why nobody", cell: ({ why }) => why ?? "" },
        { label: "verified", cell: ({ session }) => verifiedCell(session) },
        { label: "disturbed", numeric: true, cell: ({ session }) => disturbedCell(session) },
        { label: "class", cell: classCell },
        { label: "category", cell: ({ benchmark: { category } }) => category },
      ],
      ranked,
    ),
    unranked: tableOf(
      "Not ranked",
      [
        {
          label: "benchmark",
          cell: ({ benchmark: { id }, session }) => (session ? { ...words(id), href: link(id) } : words(id)),
        },
        { label: "category", cell: ({ benchmark: { category } }) => category },
        {
          label: "why",
          cell: ({ benchmark: { id, incomparable }, session, ranking: its }) =>
            session ? (incomparable ?? its?.why ?? "") : absent(id),
        },
      ],
      all.filter(({ benchmark }) => !ranked.some((one) => one.benchmark === benchmark)),
    ),
  };
}

export function WinnersPart({ winners: { ranked, unranked } }: { winners: Winners }) {
  if (ranked.rows.length === 0) return <DataTable table={unranked} />;
  return (
    <>
      <DataTable table={ranked} headed />
      {unranked.rows.length > 0 && (
        <More summary={`${plural(unranked.rows.length, "benchmark")} not ranked, and why`}>
          <DataTable table={unranked} />
        </More>
      )}
    </>
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

/** Timed rounds in which something else was busy; marked where the reports advise to measure again. */
function disturbedCell({ records }: OverviewSession): Cell {
  const known = records.filter(({ status, disturbed }) => status === "ok" && disturbed.rounds !== null);
  const rounds = known.reduce((sum, { disturbed }) => sum + (disturbed.rounds ?? 0), 0);
  const of = known.reduce((sum, { disturbed }) => sum + disturbed.of, 0);
  if (of === 0) return { text: "unknown", raw: null };
  return { text: `${rounds} of ${of}`, raw: rounds, ...(2 * rounds > of ? { tone: "unsure" } : {}) };
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

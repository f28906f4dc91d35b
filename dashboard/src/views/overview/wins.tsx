// wins.tsx - how often each language wins, by category: all that somebody can win as one bar, in parts
import { Mark } from "../../components/figures";
import tones from "../../components/figures.module.css";
import { More } from "../../components/more";
import { Empty } from "../../components/state";
import { DataTable } from "../../components/table";
import { countCell, listed } from "../../lib/format";
import { type Table, type Tone, tableOf } from "../../lib/table";
import type { Fate, Wins } from "../../lib/wins";
import parts from "../overview.module.css";
import css from "./wins.module.css";

/** short: for a bar, in which there may be little room. */
const FATES: { fate: Fate; label: string; short?: string; tone?: Tone }[] = [
  { fate: "won", label: "won", tone: "good" },
  { fate: "tied", label: "tied", tone: "tie" },
  { fate: "undecided", label: "undecided", tone: "unsure" },
  { fate: "behind", label: "behind", tone: "bad" },
  { fate: "missing", label: "no comparable result", short: "no result" },
];

export function winsTable(wins: Wins[]): Table {
  return tableOf(
    "Who wins how often",
    [
      { label: "category", cell: ({ category }) => category },
      { label: "language", cell: ({ language }) => language },
      ...FATES.map(({ fate, label }) => ({
        ...{ key: fate, label, numeric: true },
        cell: ({ fates }: Wins) => countCell(fates[fate].length),
      })),
      { key: "of", label: "of benchmarks", numeric: true, cell: ({ of }) => countCell(of) },
      { label: "not ranked", numeric: true, cell: ({ unranked }) => countCell(unranked) },
    ],
    wins,
  );
}

export function WinsPart({ wins, table }: { wins: Wins[]; table: Table }) {
  return wins.length === 0 ? (
    <Empty title="Nothing to rank">
      <p>
        Why stands below. <code>make bench</code> measures all that there is to rank;{" "}
        <code>make dashboard</code> then shows who is ahead.
      </p>
    </Empty>
  ) : (
    <>
      {[...new Set(wins.map(({ category }) => category))].map((category) => (
        <section key={category}>
          <h3 className={parts.category}>{category}</h3>
          <dl className={css.wins}>
            {wins
              .filter((one) => one.category === category)
              .map(({ language, fates }) => (
                <div key={language}>
                  <dt>{language}</dt>
                  {FATES.filter(({ fate }) => fates[fate].length > 0).map(
                    ({ fate, label, short = label, tone }) => (
                      <dd
                        key={fate}
                        className={tone ? tones[tone] : css.none}
                        style={{ flexGrow: fates[fate].length }}
                        title={`${label}: ${listed(fates[fate])}`}
                      >
                        {tone && <Mark tone={tone} />}
                        {fates[fate].length} {short}
                      </dd>
                    ),
                  )}
                </div>
              ))}
          </dl>
        </section>
      ))}
      <p>
        Only verified results of one fairness class, one machine and one session are ranked. A winner is shown
        to be ahead of every other; those that are shown to be equivalent tie; where the rounds cannot tell,
        it is undecided.
      </p>
      <More summary="The same as a table">
        <DataTable table={table} />
      </More>
    </>
  );
}

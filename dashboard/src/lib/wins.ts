// wins.ts - how often each language won, by category
import type { Benchmark, Category } from "../data/contracts";
import { languageOf } from "./series";
import { sortedBy } from "./table";
import { isCompared, type Ranking } from "./winners";

/** null: it was not measured. */
export interface Ranked {
  benchmark: Benchmark;
  ranking: Ranking | null;
}

/** won, tied, behind, undecided (nobody won) and missing (no verified result of the class) are all that somebody can win. */
export type Fate = "won" | "tied" | "behind" | "undecided" | "missing";

export interface Wins {
  category: Category;
  language: string;
  /** The benchmarks of each. */
  fates: { [fate in Fate]: string[] };
  of: number;
  /** Benchmarks whose implementations must not be ranked, or were not compared. */
  unranked: number;
}

/**
 * all: of one machine and profile; a language that is in none of a category's rankings is not counted there.
 * Who won most comes first.
 */
export function winsByCategory(all: Ranked[]): Wins[] {
  const categories = [...new Set(all.map(({ benchmark }) => benchmark.category))].sort();
  return categories.flatMap((category) => {
    const mine = all.filter(({ benchmark }) => benchmark.category === category);
    const open = mine.filter(isOpen);
    const names = mine.flatMap(
      ({ ranking }) => ranking?.rows.map(({ record }) => record.implementation) ?? [],
    );
    const wins = [...new Set(names.map(languageOf))].flatMap((language) => {
      const fates: Wins["fates"] = { won: [], tied: [], undecided: [], behind: [], missing: [] };
      for (const { benchmark, ranking } of open) fates[fate(ranking, language)].push(benchmark.id);
      const none = fates.missing.length === open.length;
      return none ? [] : { category, language, fates, of: open.length, unranked: mine.length - open.length };
    });
    return sortedBy(
      wins,
      ({ fates }) => -fates.won.length,
      ({ fates }) => -fates.tied.length,
      ({ language }) => language,
    );
  });
}

/** Whether somebody can win it. */
export function isOpen({ benchmark, ranking }: Ranked): boolean {
  const working = ranking?.rows.filter(({ place }) => place !== "failed") ?? [];
  return benchmark.incomparable === null && (working.length < 2 || isCompared(working));
}

/** What became of a language in a ranking. */
function fate(ranking: Ranking | null, language: string): Fate {
  const isThere = ranking?.rows.some(
    ({ record, place }) =>
      languageOf(record.implementation) === language &&
      record.verified === true &&
      place !== "failed" &&
      place !== "other class",
  );
  if (!ranking || !isThere) return "missing";
  const ahead = new Set(ranking.winners.map(languageOf));
  if (ahead.size === 0) return "undecided";
  if (!ahead.has(language)) return "behind";
  return ahead.size > 1 ? "tied" : "won";
}

// wins.ts - how often each language won, by category
import type { Benchmark, Category, OverviewSession, Profile } from "../data/contracts";
import { languageOf } from "./series";
import { isCompared, type Ranking, ranking } from "./winners";

/** Of one category, machine and profile: how often each language won. */
export interface Wins {
  category: Category;
  machine: string;
  profile: Profile;
  languages: LanguageWins[];
  /** Benchmarks whose implementations must not be ranked, or were not compared. */
  unranked: string[];
}

/** Lists of benchmarks: together all that somebody can win. */
export interface LanguageWins {
  language: string;
  won: string[];
  tied: string[];
  behind: string[];
  /** Measured, but nobody won. */
  undecided: string[];
  /** No verified result of the winner's class. */
  missing: string[];
  /** "won 3 of 8; 2 tied; 1 undecided; 2 not measured" */
  coverage: string;
}

/** sessions: at most one of each benchmark, machine and profile. */
export function winnersByCategory(sessions: OverviewSession[], benchmarks: Benchmark[]): Wins[] {
  const groups = new Map<string, { category: Category; sessions: OverviewSession[] }>();
  for (const session of sessions) {
    const category = benchmarks.find(({ id }) => id === session.benchmark)?.category;
    if (category === undefined) continue;
    const key = [category, session.machine, session.profile].join("\n");
    const group = groups.get(key) ?? { category, sessions: [] };
    group.sessions.push(session);
    groups.set(key, group);
  }
  return [...groups.values()].flatMap(({ category, sessions: group }) =>
    group[0] ? winsOf(group, group[0], category, benchmarks) : [],
  );
}

function winsOf(
  group: OverviewSession[],
  { machine, profile }: OverviewSession,
  category: Category,
  benchmarks: Benchmark[],
): Wins {
  const ofCategory = benchmarks.filter((benchmark) => benchmark.category === category);
  const found = new Map(
    ofCategory.map((benchmark) => {
      const session = group.find((one) => one.benchmark === benchmark.id);
      return [benchmark.id, session ? ranking(session, benchmark) : null];
    }),
  );
  const isOpen = ({ id, incomparable }: Benchmark) => {
    const working = found.get(id)?.rows.filter(({ place }) => place !== "failed") ?? [];
    return incomparable === null && (working.length < 2 || isCompared(working));
  };
  const open = ofCategory.filter(isOpen);
  const names = new Set(group.flatMap(({ records }) => records.map((r) => languageOf(r.implementation))));
  const languages = [...names].sort().map((language) => {
    const wins: LanguageWins = {
      language,
      won: [],
      tied: [],
      behind: [],
      undecided: [],
      missing: [],
      coverage: "",
    };
    for (const { id } of open) {
      const standing = found.get(id);
      wins[standing ? fate(standing, language) : "missing"].push(id);
    }
    wins.coverage = coverageOf(wins, open.length);
    return wins;
  });
  const unranked = ofCategory.filter((benchmark) => !isOpen(benchmark)).map(({ id }) => id);
  return { category, machine, profile, languages, unranked };
}

/** What became of a language in a ranking. */
function fate(
  { rows, winners }: Ranking,
  language: string,
): "won" | "tied" | "behind" | "undecided" | "missing" {
  const there = rows.some(
    ({ record, place }) =>
      languageOf(record.implementation) === language &&
      record.verified === true &&
      place !== "failed" &&
      place !== "other class",
  );
  const ahead = new Set(winners.map(languageOf));
  if (!there) return "missing";
  if (winners.length === 0) return "undecided";
  if (!ahead.has(language)) return "behind";
  return ahead.size > 1 ? "tied" : "won";
}

function coverageOf({ won, tied, undecided, missing }: LanguageWins, of: number): string {
  const rest = [
    [tied, "tied"],
    [undecided, "undecided"],
    [missing, "not measured"],
  ] as const;
  return [
    `won ${won.length} of ${of}`,
    ...rest.flatMap(([list, word]) => (list.length > 0 ? `${list.length} ${word}` : [])),
  ].join("; ");
}

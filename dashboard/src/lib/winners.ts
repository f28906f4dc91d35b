// winners.ts - who is ahead, as the reports say it: mk/report.jq holds the same rules
import type {
  Benchmark,
  Category,
  Comparison,
  Figure,
  Metric,
  OverviewRecord,
  OverviewSession,
  Profile,
  ResultRecord,
} from "../data/contracts";
import { listed, spaced, toneOf } from "./format";
import { languageOf } from "./series";

/** What a ranking needs of a record. */
export function overviewRecord(record: ResultRecord): OverviewRecord {
  const metrics: { [metric: string]: Figure } = {};
  const whole = Object.values(record.metrics).filter((metric) => metric.case === "");
  const compared = whole.filter((metric) => record.spec.compare.includes(metric.metric));
  // where none is one number of a run, the reports show the time
  for (const metric of compared.length > 0 ? compared : whole)
    if (compared.length > 0 || metric.metric === "wall_time")
      metrics[metric.metric] = {
        value: metric.value,
        ...intervalOf(metric),
        n: metric.n,
        unit: metric.unit,
        direction: metric.direction,
      };
  const began = record.rounds.flatMap((round) => round.start_time ?? []);
  return {
    implementation: record.implementation,
    class: record.fairness.class,
    verified: record.answer.verified,
    status: record.status,
    reason: record.reason,
    measured: began.length > 0 ? Math.max(...began) : null,
    disturbed: { rounds: record.disturbances.rounds, of: record.disturbances.of },
    metrics,
    comparisons: record.comparisons.filter((comparison) => !comparison.case),
  };
}

/** Of one round there is an interval in name only. */
export function intervalOf({ interval }: Metric): { lo: number | null; hi: number | null } {
  return interval && interval.confidence > 0 ? { lo: interval.lo, hi: interval.hi } : { lo: null, hi: null };
}

/**
 * reference: what all were compared with, the best median; tie: shown to be equivalent; ahead:
 * better than the reference, in a metric that did not choose it; alone: not compared.
 */
export type Standing =
  | "reference"
  | "tie"
  | "unclear"
  | "behind"
  | "ahead"
  | "other class"
  | "alone"
  | "failed";

export interface Ranked {
  record: OverviewRecord;
  place: Standing;
  comparison: Comparison | null;
}

export interface Ranking {
  metric: string;
  /** The best first, other classes after that of the reference, what failed last. */
  rows: Ranked[];
  /** One, several if they tie, none if none may win or these rounds cannot tell. */
  winners: string[];
  reference: string | null;
  /** Why nobody won. */
  why: string | null;
}

/** The first that is one number of a run; not all are: latency has cases only. */
export function primaryMetric(session: OverviewSession, benchmark: Benchmark): string {
  const has = (metric: string) => session.records.some((record) => record.metrics[metric]);
  const first = benchmark.compare.find(has);
  if (first !== undefined) return first;
  return session.records.some((record) => record.status === "ok")
    ? "wall_time"
    : (benchmark.compare[0] ?? "wall_time");
}

export function ranking(
  session: OverviewSession,
  benchmark: Benchmark,
  metric = primaryMetric(session, benchmark),
): Ranking {
  const records = [...session.records].sort((a, b) => (a.implementation < b.implementation ? -1 : 1));
  const imported = String(session.profile) === "imported";
  const works = (record: OverviewRecord) =>
    record.status === "ok" && (imported || record.metrics[metric] !== undefined);
  const failed = records.filter((record) => !works(record));
  const compared = records.filter(works).map((record) => ({
    record,
    comparison: record.comparisons.find((comparison) => comparison.metric === metric) ?? null,
  }));
  const reference = referenceOf(compared);
  const home = compared.find(({ record }) => record.implementation === reference)?.record.class;
  const rows: Ranked[] = compared.map((row) => ({ ...row, place: standing(row, reference, home) }));
  const away = (row: Ranked) => (home !== undefined && row.record.class !== home ? 1 : 0);
  const value = ({ record }: Ranked) => {
    const figure = record.metrics[metric];
    return figure === undefined ? 0 : figure.direction === "higher" ? -figure.value : figure.value;
  };
  rows.sort(
    (a, b) => away(a) - away(b) || compareText(a.record.class, b.record.class) || value(a) - value(b),
  );
  const why = benchmark.incomparable ?? whyNone(rows, metric);
  return {
    metric,
    rows: [...rows, ...failed.map((record): Ranked => ({ record, place: "failed", comparison: null }))],
    winners: why === null ? at(rows, "reference", "tie") : [],
    reference,
    why,
  };
}

function referenceOf(compared: Pick<Ranked, "record" | "comparison">[]): string | null {
  const names = compared.map(({ record }) => record.implementation);
  const named = compared.flatMap(({ comparison }) => comparison?.reference ?? []);
  return named.find((name) => names.includes(name)) ?? (names.length === 1 ? (names[0] ?? null) : null);
}

function standing(
  { record, comparison }: Pick<Ranked, "record" | "comparison">,
  reference: string | null,
  home: string | undefined,
): Standing {
  if (record.implementation === reference) return "reference";
  if (!comparison) return "alone";
  if (home !== undefined && record.class !== home) return "other class";
  if (comparison.verdict === "equivalent") return "tie";
  if (comparison.verdict === "inconclusive") return "unclear";
  return toneOf(comparison.verdict) === "good" ? "ahead" : "behind";
}

/** Only verified answers count: of others it is not known what was measured. */
function at(rows: Ranked[], ...places: Standing[]): string[] {
  return places.flatMap((place) =>
    rows.flatMap((row) =>
      row.place === place && row.record.verified === true ? row.record.implementation : [],
    ),
  );
}

function whyNone(rows: Ranked[], metric: string): string | null {
  const [first] = rows;
  const reference = rows.find((row) => row.place === "reference");
  const [ahead, unclear] = [at(rows, "ahead"), at(rows, "unclear")];
  if (!first) return "No implementation worked.";
  if (rows.length === 1) return `Only ${first.record.implementation} worked: nothing to compare it with.`;
  if (!reference) return "What these were compared with is not among them.";
  const name = reference.record.implementation;
  if (reference.record.verified !== true) return `The answers of ${name} are not verified.`;
  if (ahead.length > 0)
    return `All were compared with ${name}, and ${listed(ahead)} did better in ${spaced(metric)}: who is the best was not asked.`;
  if (unclear.length > 0) return `These rounds cannot tell ${name} from ${listed(unclear)}.`;
  return null;
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Of one category, machine and profile: how often each language won. */
export interface Wins {
  category: Category;
  machine: string;
  profile: Profile;
  languages: LanguageWins[];
  /** Benchmarks whose implementations must not be ranked. */
  incomparable: string[];
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
  const open = ofCategory.filter((benchmark) => benchmark.incomparable === null);
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
    for (const benchmark of open) {
      const session = group.find((one) => one.benchmark === benchmark.id);
      wins[session ? fate(ranking(session, benchmark), language) : "missing"].push(benchmark.id);
    }
    wins.coverage = coverageOf(wins, open.length);
    return wins;
  });
  const incomparable = ofCategory.filter((benchmark) => benchmark.incomparable !== null).map(({ id }) => id);
  return { category, machine, profile, languages, incomparable };
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

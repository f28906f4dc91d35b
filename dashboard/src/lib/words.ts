// words.ts - what a ranking says, in the words of the reports: headline of mk/report.jq
import type { OverviewSession } from "../data/contracts";
import { humane, humaneRatio, listed, spaced } from "./format";
import type { Ranked, Ranking, Standing } from "./winners";

/** What the best one is: of times and rates the fastest, of bytes the smallest. */
export function superlative(unit: string, direction: string): string {
  if (unit === "s" || unit.endsWith("/s")) return "fastest";
  if (unit === "B") return "smallest";
  return direction === "higher" ? "highest" : "lowest";
}

/** "rust is the fastest (84.2 ms); c takes ×1.29 and python ×6.24 as much." */
export function headline(ranking: Ranking, session: OverviewSession): string {
  const rows = ranking.rows.filter(({ place }) => place !== "failed");
  const unverified = rows.filter(({ record }) => record.verified !== true);
  const away = rows.filter(({ place }) => place === "other class");
  const said = verdictOf(ranking, rows, session);
  const runs = rows.reduce((sum, { record }) => sum + record.disturbed.of, 0);
  const disturbed = rows.reduce((sum, { record }) => sum + (record.disturbed.rounds ?? 0), 0);
  const told = rows.length === 1 || at(rows, "reference").length > 0;
  return [
    said,
    told && unverified.length > 0 ? `Not verified: ${names(unverified)}.` : "",
    2 * disturbed > runs
      ? `But ${disturbed} of ${runs} runs were disturbed: measure again on a quieter machine.`
      : "",
    away.length > 0 ? `Not in the same class: ${names(away)}.` : "",
  ]
    .filter(Boolean)
    .join(" ");
}

function verdictOf({ metric, winners, why }: Ranking, rows: Ranked[], session: OverviewSession): string {
  const [first] = rows;
  const reference = at(rows, "reference")[0];
  const figure = reference?.record.metrics[metric];
  if (first && rows.length === 1)
    return `${session.records.length === 1 ? `${names(rows)} alone` : `Only ${names(rows)} worked`}: nothing to compare it with.`;
  if (!reference || !figure) return why === null || !first ? (why ?? "") : `No winner: ${lower(why)}`;
  const behind = at(rows, "behind");
  const best = superlative(figure.unit, figure.direction);
  if (winners.length > 1)
    return `${listed(winners)} tie for the ${best} (equivalent within 5 %)${behind.length > 0 ? `, ahead of ${names(behind)}` : ""}.`;
  const median = ` (${metric === "wall_time" ? "" : `${spaced(metric)} `}${humane(figure.value, figure.unit)})`;
  const name = reference.record.implementation;
  const far = behind.length > 0 ? howFar(behind, figure.direction) : "";
  if (winners.length === 1) return `${name} is the ${best}${median}${far && `; ${far}`}.`;
  const unclear = at(rows, "unclear");
  if (unclear.length === 0) return `No winner: ${lower(why ?? "nobody can be told from the others.")}`;
  const ties = at(rows, "tie");
  const rounds = enoughRounds(unclear);
  const profile = session.profile === "quick" ? "" : ` PROFILE=${session.profile}`;
  const extreme = figure.direction === "higher" ? "highest" : "lowest";
  return [
    `${name} has the ${extreme} median${median}, `,
    ties.length > 0 ? `equivalent to ${names(ties)} within 5 %, ` : "",
    `but these rounds cannot tell it from ${names(unclear)}`,
    rounds === null
      ? "."
      : `; ${rounds} rounds might: make bench-${session.benchmark}${profile} ROUNDS=${rounds}.`,
    far && ` ${far}.`,
  ].join("");
}

/** Only those whose answers are verified. */
function at(rows: Ranked[], place: Standing): Ranked[] {
  return rows.filter((row) => row.place === place && row.record.verified === true);
}

function names(rows: Ranked[]): string {
  return listed(rows.map(({ record }) => record.implementation));
}

/** To follow a colon; a name stays as it is. */
function lower(sentence: string): string {
  return /^(The|These|They|What|All) /.test(sentence)
    ? sentence.charAt(0).toLowerCase() + sentence.slice(1)
    : sentence;
}

/** "b takes ×1.29 and c ×6.24 as much" */
function howFar(rows: Ranked[], direction: string): string {
  const verb = direction === "higher" ? "gives" : "takes";
  const parts = rows.map(({ record, comparison }, i) =>
    [record.implementation, ...(i === 0 ? [verb] : []), humaneRatio(comparison?.ratio)].join(" "),
  );
  return `${listed(parts)} as much`;
}

/** How many rounds might tell all of these from the best: a number that make takes, or null. */
function enoughRounds(rows: Ranked[]): number | null {
  const needed = rows.map(({ comparison }) => comparison?.rounds_needed ?? Number.POSITIVE_INFINITY);
  const most = Math.max(...needed);
  return most <= 99 ? most : null;
}

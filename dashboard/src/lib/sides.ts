// sides.ts - the sessions that can be put against each other
import type { Columns } from "../data/contracts";
import type { Measured, Results } from "./compare";
import { dateAndTime } from "./format";
import type { Row } from "./rows";

/** A session, whole or as the history knows it. */
export interface Side
  extends Pick<Row, "run" | "time" | "benchmark" | "profile" | "machine" | "commit" | "dirty" | "whole"> {
  rows: Row[];
}

/** The sessions of these rows, the newest first. */
export function sidesOf(rows: Row[]): Side[] {
  const sides = new Map<string, Side>();
  for (const row of rows) {
    const key = [row.run, row.benchmark.id, row.profile].join("\n");
    const side = sides.get(key);
    if (side) side.rows.push(row);
    else sides.set(key, { ...row, rows: [row] });
  }
  return [...sides.values()].reverse().sort((a, b) => b.time - a.time);
}

/** What each is called, the run itself as its value; where all are on one machine, that goes without saying. */
export function sideOptions(sides: Side[]): { value: string; label: string }[] {
  const one = new Set(sides.map(({ machine }) => machine.id)).size === 1;
  return sides.map(({ run, time, profile, commit, dirty, machine, whole }) => {
    const state = commit === null ? "commit unknown" : `${commit.slice(0, 7)}${dirty ? "+" : ""}`;
    const where = one ? [] : [`${machine.label} (${machine.id.slice(0, 8)})`];
    const parts = [dateAndTime(time), profile, state, ...where, ...(whole ? [] : ["history only"])];
    return { value: run, label: parts.join(" · ") };
  });
}

/** What to put a session against: one of its benchmark, rather of the same profile and machine, rather new. */
export function partner(sides: Side[], side: Side): Side | undefined {
  return sides
    .filter((other) => other !== side && other.benchmark.id === side.benchmark.id)
    .sort((x, y) => alike(side, y) - alike(side, x))[0];
}

/** First those that can be ranked and have most implementations. */
export function telling(sides: Side[]): Side[] {
  const rank = ({ benchmark, rows }: Side) => (benchmark.incomparable === null ? rows.length : 0);
  return sides.toSorted((a, b) => rank(b) - rank(a));
}

/** What A and B are if nobody chose: two that are comparable, or else of one benchmark; A is the newer one. */
export function usual(sides: Side[]): [a: Side, b: Side] | undefined {
  let any: [Side, Side] | undefined;
  const newer = (a: Side, b: Side): [Side, Side] => (a.time < b.time ? [b, a] : [a, b]);
  for (const side of telling(sides)) {
    const other = partner(sides, side);
    if (other && alike(side, other) === 2) return newer(side, other);
    if (other) any ??= newer(side, other);
  }
  return any;
}

function alike(a: Side, b: Side): number {
  return Number(a.profile === b.profile) + Number(a.machine.id === b.machine.id);
}

/** Of fewer values no interval of a median reaches 95 %; the history does not say what an interval reaches. */
const SURE = 6;

/** What the columns of all runs have of a session's records. */
export function resultsOf(side: Side, columns: Columns): Results[] {
  const places = new Map(columns.record.map((record, place) => [record, place]));
  return side.rows.map((row) => {
    const place = places.get(row.id);
    const metrics: { [key: string]: Measured } = {};
    if (place !== undefined)
      columns.metrics.forEach((column, i) => {
        const at = (list: (number | null)[][]) => list[i]?.[place] ?? null;
        const [value, lo, hi] = [at(columns.value), at(columns.lo), at(columns.hi)];
        const n = at(columns.n) ?? 0;
        if (value !== null)
          metrics[[column.case, column.metric].filter(Boolean).join("/")] = {
            ...column,
            value,
            n,
            interval: lo === null || hi === null || n < SURE ? null : { lo, hi, confidence: 0.95 },
            min: null,
            max: null,
          };
      });
    return { implementation: row.implementation, metrics };
  });
}

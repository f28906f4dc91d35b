// sides.ts - what can be put against what: sessions, by run or by commit
import type { Columns } from "../data/contracts";
import type { Measured, Results } from "./compare";
import { dateAndTime, plural } from "./format";
import type { Row } from "./rows";

/** A session, whole or as the history knows it. */
export interface Side
  extends Pick<Row, "run" | "time" | "benchmark" | "profile" | "machine" | "commit" | "dirty" | "whole"> {
  rows: Row[];
}

export interface Choice {
  value: string;
  label: string;
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

/** Runs of a single benchmark, or else commits, as a benchmark's session is a run of its own. */
export function choices(sides: Side[]): Choice[] {
  const single = new Set(sides.map((side) => side.benchmark.id)).size === 1;
  const labels = new Map(sides.map(({ machine }) => [machine.id, machine.label]));
  const unclear = new Set(labels.values()).size < labels.size;
  const found = new Map<string, string>();
  for (const side of sides) {
    const value = single ? side.run : side.commit;
    if (value !== null && !found.has(value))
      found.set(value, single ? runLabel(side, unclear) : commitLabel(sides, value));
  }
  return [...found].map(([value, label]) => ({ value, label }));
}

/** unclear: two machines have the same label. */
function runLabel({ time, profile, commit, dirty, machine, whole }: Side, unclear: boolean): string {
  const state = commit === null ? "commit unknown" : `${commit.slice(0, 7)}${dirty ? "+" : ""}`;
  const where = unclear ? `${machine.label} (${machine.id.slice(0, 8)})` : machine.label;
  return [dateAndTime(time), profile, state, where, ...(whole ? [] : ["history only"])].join(" · ");
}

function commitLabel(sides: Side[], commit: string): string {
  const own = sides.filter((side) => side.commit === commit);
  const benchmarks = new Set(own.map((side) => side.benchmark.id)).size;
  return [dateAndTime(own[0]?.time), commit.slice(0, 7), plural(benchmarks, "benchmark")].join(" · ");
}

/** Of a run its sessions; of a commit the newest of each benchmark, profile and machine. */
export function resolve(sides: Side[], end: string): Side[] {
  const own = sides.filter((side) => side.run === end);
  if (own.length > 0) return own;
  const newest = new Map<string, Side>();
  for (const side of sides) {
    const key = [side.benchmark.id, side.profile, side.machine.id].join("\n");
    if (side.commit === end && !newest.has(key)) newest.set(key, side);
  }
  return [...newest.values()];
}

/** What a and b are if nobody chose: the newest that has a partner, and of its partners the one with most in common. */
export function defaults(sides: Side[], options: Choice[]): [a: string, b: string] {
  const ends = options.map(({ value }) => ({ value, sides: resolve(sides, value) }));
  // what is alike in all outweighs anything that is not
  const common = (a: Side[], b: Side[]) =>
    pairUp(a, b).pairs.reduce(
      (sum, [one, other]) => sum + (alike(one, other) === 2 ? 1000 : alike(one, other)),
      0,
    );
  let fallback: [string, string] = [options[0]?.value ?? "", options[1]?.value ?? ""];
  let most = 0;
  for (const [i, a] of ends.entries()) {
    const partners = ends.slice(i + 1).map((b) => ({ value: b.value, common: common(a.sides, b.sides) }));
    const best = partners.reduce((x, y) => (y.common > x.common ? y : x), { value: "", common: 0 });
    if (best.common >= 1000) return [a.value, best.value];
    if (best.common > most) [fallback, most] = [[a.value, best.value], best.common];
  }
  return fallback;
}

export interface PairedUp {
  pairs: [a: Side, b: Side][];
  onlyA: Side[];
  onlyB: Side[];
}

/** Sessions of the same benchmark; of the same profile and machine rather than of others. */
export function pairUp(a: Side[], b: Side[]): PairedUp {
  const candidates = a
    .flatMap((one) =>
      b.filter((other) => other.benchmark.id === one.benchmark.id).map((other) => [one, other] as const),
    )
    .sort(([a1, b1], [a2, b2]) => alike(a2, b2) - alike(a1, b1));
  const taken = new Set<Side>();
  const pairs: [Side, Side][] = [];
  for (const [one, other] of candidates) {
    if (taken.has(one) || taken.has(other)) continue;
    taken.add(one).add(other);
    pairs.push([one, other]);
  }
  const left = (sides: Side[]) => sides.filter((side) => !taken.has(side));
  return {
    pairs: pairs.sort(([x], [y]) => (x.benchmark.id < y.benchmark.id ? -1 : 1)),
    onlyA: left(a),
    onlyB: left(b),
  };
}

function alike(a: Side, b: Side): number {
  return Number(a.profile === b.profile) + Number(a.machine.id === b.machine.id);
}

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
        if (value !== null)
          metrics[[column.case, column.metric].filter(Boolean).join("/")] = {
            ...column,
            value,
            n: at(columns.n) ?? 0,
            // both are written only of intervals of 95 %
            interval: lo === null || hi === null ? null : { lo, hi, confidence: 0.95 },
            min: null,
            max: null,
          };
      });
    return { implementation: row.implementation, metrics };
  });
}

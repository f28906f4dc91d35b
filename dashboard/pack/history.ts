// history.ts - the lines of the history, and those that records have and it does not, from historian
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { constants, gunzipSync } from "node:zlib";
import type { Broken } from "../src/data/contracts";
import { ifWhole, state } from "./kept";
import { messageOf, type Options } from "./options";
import { csv, finished, number, outputAndWarnings } from "./programs";
import { firstError, type Known, validator } from "./read";

/** One metric of one implementation in one run. */
export type Line = ReturnType<typeof lineOf>;

export interface History {
  header: string;
  lines: Line[];
  broken: Broken[];
}

/** In order of time.  Where records have to be added, that goes on beside what the caller does. */
export async function readHistory(options: Options, records: Known[]): Promise<History> {
  const broken: Broken[] = [];
  const historian = join(options.root, "build/bin/historian");
  let folder = options.history;
  let stored = empty;
  if (existsSync(folder))
    try {
      stored = query(historian, folder, broken);
    } catch (error) {
      folder = join(options.work, "salvaged");
      try {
        salvage(options, folder, broken);
        stored = query(historian, folder, broken);
      } catch {
        rmSync(folder, { recursive: true, force: true });
      }
      if (broken.length === 0 || stored === empty)
        broken.push({ path: options.history, reason: messageOf(error) });
    }
  const there = new Set(stored.lines.map((line) => key(line)));
  const missing = records.filter((record) => !there.has(key(record)));
  if (missing.length === 0) return { ...stored, broken };
  try {
    const merged = await merge(historian, folder, join(options.work, "history"), missing);
    return { ...query(historian, merged, []), broken };
  } catch (error) {
    broken.push({ path: folder, reason: `records could not be added to its lines: ${messageOf(error)}` });
    return { ...stored, broken };
  }
}

const empty: Omit<History, "broken"> = { header: "", lines: [] };

function key(of: { run: string; benchmark: string; profile: string; implementation: string }): string {
  return [of.run, of.benchmark, of.profile, of.implementation].join("\n");
}

function query(historian: string, folder: string, broken: Broken[]): Omit<History, "broken"> {
  const found = outputAndWarnings(historian, ["-q", "-C", "-d", folder]);
  for (const warning of found.warnings) {
    const [, path = folder, reason = warning] = /^historian: (.+?:\d+): (.*)/.exec(warning) ?? [];
    broken.push({ path, reason });
  }
  const { header, rows, get } = csv(found.output);
  const words = new Map<string, string>();
  /** Each word once, and not as a part of the whole text, which would stay in memory. */
  const once = (text: string) => {
    const known = words.get(text);
    if (known !== undefined) return known;
    const own = Buffer.from(text).toString();
    words.set(own, own);
    return own;
  };
  return { header, lines: rows.map((row) => lineOf(row.text, (name) => get(row, name), once)) };
}

function lineOf(text: string, get: (name: string) => string, once: (text: string) => string) {
  const word = (name: string) => once(get(name));
  const dirty = get("dirty");
  return {
    /** As historian writes it. */
    text,
    segment: word("segment"),
    benchmark: word("benchmark"),
    implementation: word("implementation"),
    profile: word("profile"),
    case: word("case"),
    metric: word("metric"),
    unit: word("unit"),
    direction: word("direction") as "lower" | "higher" | "neutral",
    status: word("status"),
    value: number(get("value")),
    lo: number(get("lo")),
    hi: number(get("hi")),
    n: number(get("n")),
    time: Date.parse(get("time")) / 1000,
    run: word("run_id"),
    commit: word("commit") || null,
    dirty: dirty === "" ? null : dirty === "true",
    workload: word("workload"),
    dataset: word("dataset"),
    toolchain: word("toolchain") || null,
    machine: word("machine"),
  };
}

/**
 * A copy of the history with these records, too.  Reading 10,000 takes a quarter of a
 * minute, so what was appended for the same history before is not appended again.
 */
async function merge(historian: string, history: string, copy: string, records: Known[]): Promise<string> {
  const base = historyFiles(history).map(state);
  const appended = new Map(records.map((record) => [state(record.path), record.path]));
  const noted = join(copy, "appended.json");
  const before = ifWhole(noted) as { base: string[]; appended: string[] } | null;
  const goesOn =
    before !== null &&
    before.base.join("\n") === base.join("\n") &&
    before.appended.every((line) => appended.has(line));
  const done = new Set(goesOn ? before.appended : []);
  if (!goesOn) {
    rmSync(copy, { recursive: true, force: true });
    mkdirSync(copy, { recursive: true });
    for (const path of historyFiles(history)) cpSync(path, join(copy, path.slice(history.length + 1)));
  }
  const left = [...appended].filter(([line]) => !done.has(line)).map(([, path]) => path);
  rmSync(noted, { force: true });
  const list = join(copy, "left");
  writeFileSync(list, left.join("\0"));
  if (left.length > 0) await finished("xargs", ["-0", "-a", list, historian, "-a", "-d", copy]);
  writeFileSync(noted, JSON.stringify({ base, appended: [...appended.keys()] }));
  return copy;
}

function historyFiles(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => /^history(-\d+)?\.jsonl(\.gz)?$/.test(name))
    .sort()
    .map((name) => join(folder, name));
}

/** Of a file that is cut off all that is there. */
const UNTIL_CUT = { finishFlush: constants.Z_SYNC_FLUSH };

/** All lines that obey the schema, in a history of their own; the others by name. */
function salvage(options: Options, folder: string, broken: Broken[]): void {
  const valid = validator<object>(join(options.root, "schemas"), "history", []);
  const good: string[] = [];
  for (const path of historyFiles(options.history)) {
    try {
      const bytes = readFileSync(path);
      const text = path.endsWith(".gz") ? gunzipSync(bytes, UNTIL_CUT) : bytes;
      const lines = text.toString("utf8").split("\n");
      lines.forEach((line, i) => {
        if (line === "") return;
        try {
          if (!valid(JSON.parse(line))) throw new Error(firstError(valid.errors));
          good.push(line);
        } catch (error) {
          broken.push({ path: `${path}:${i + 1}`, reason: messageOf(error) });
        }
      });
    } catch (error) {
      broken.push({ path, reason: messageOf(error) });
    }
  }
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "history.jsonl"), `${good.join("\n")}\n`);
}

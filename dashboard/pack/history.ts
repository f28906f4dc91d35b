// history.ts - the lines of the history, and those that records have and it does not, from historian
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
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
  const missing = new Map(records.map((record) => [key(record), record.path]));
  for (const known of there) missing.delete(known);
  if (missing.size === 0) return { ...stored, broken };
  try {
    const added = query(historian, await appended(historian, options.work, missing), []);
    const lines = [...stored.lines, ...added.lines.filter((line) => missing.has(key(line)))];
    return { header: added.header, lines: lines.sort((a, b) => a.time - b.time), broken };
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
 * A history that has these records, and perhaps others.  Reading 10,000 takes a quarter of a
 * minute, so what an earlier call appended stays, unless it is another by now.
 */
async function appended(historian: string, work: string, records: Map<string, string>): Promise<string> {
  const folder = join(work, "history");
  const noted = join(folder, "appended.json");
  const states = new Map([...records].map(([name, path]) => [name, state(path)]));
  const before = Object.entries((ifWhole(noted) ?? {}) as { [name: string]: string });
  const goesOn = before.length > 0 && before.every(([name, was]) => (states.get(name) ?? was) === was);
  if (!goesOn) rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const done = new Map(goesOn ? before : []);
  const left = [...records].filter(([name]) => !done.has(name));
  if (left.length === 0) return folder;
  rmSync(noted, { force: true });
  const list = join(folder, "left");
  writeFileSync(list, left.map(([, path]) => path).join("\0"));
  await finished("xargs", ["-0", "-a", list, historian, "-a", "-d", folder]);
  writeFileSync(noted, JSON.stringify(Object.fromEntries([...done, ...states])));
  return folder;
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

// testing.ts - what tests of pack share: a folder that goes away, and real records
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { runInNewContext } from "node:vm";
import { onTestFinished } from "vitest";
import type { ResultRecord } from "../src/data/contracts";
import { type Found, readRecords } from "./read";

export const ROOT = join(import.meta.dirname, "../..");
export const BUILT = existsSync(join(ROOT, "build/bin/comparator"));

/** A folder of its own for a test. */
export function scratch(): string {
  const folder = mkdtempSync(join(tmpdir(), "pack-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export function write(path: string, content: string | object): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, typeof content === "string" ? content : JSON.stringify(content));
}

/** A record of etl, c unless it is said which, of the newest baseline. */
export function realRecord(implementation = "c"): ResultRecord {
  const published = join(ROOT, "results/published");
  const newest = readdirSync(published)
    .filter((name) => existsSync(join(published, name, "quick/etl")))
    .sort()
    .at(-1);
  return JSON.parse(readFileSync(join(published, `${newest}`, `quick/etl/${implementation}.json`), "utf8"));
}

export function read(...folders: string[]): Found {
  return readRecords(join(ROOT, "schemas"), folders, join(scratch(), "kept.json"), () => {});
}

/** What the page gets of a shard's script. */
export function evaluated(text: string): { name: string; data: unknown } {
  const got = { name: "", data: null as unknown };
  runInNewContext(text, {
    plumbline: (name: string, data: unknown) => Object.assign(got, { name, data }),
  });
  return got;
}

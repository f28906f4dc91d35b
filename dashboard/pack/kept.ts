// kept.ts - what the last call found out, so that 10,000 records need not all be read for each new one
import { mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { isObject } from "./json";

/** Values by keys that say all they depend on; those that this call did not ask for are forgotten. */
export class Kept<T> {
  private readonly before: Map<string, T>;
  private readonly now = new Map<string, T>();

  /** base: what all of them depend on, too. */
  constructor(
    private readonly path: string,
    private readonly base: string,
  ) {
    this.before = new Map(Object.entries(stored<T>(path, base)));
  }

  get(key: string): T | undefined {
    const value = this.before.get(key);
    if (value !== undefined) this.now.set(key, value);
    return value;
  }

  set(key: string, value: T): T {
    this.now.set(key, value);
    return value;
  }

  save(): void {
    mkdirSync(dirname(this.path), { recursive: true });
    writeFileSync(this.path, JSON.stringify({ base: this.base, values: Object.fromEntries(this.now) }));
  }
}

function stored<T>(path: string, base: string): { [key: string]: T } {
  const data = ifWhole(path);
  return isObject(data) && data.base === base ? (data.values as { [key: string]: T }) : {};
}

/** The JSON of a file that an earlier call wrote, which may have ended in the middle of it: then null. */
export function ifWhole(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch {
    return null;
  }
}

/** The file as it is now: another state, other content. */
export function state(path: string): string {
  try {
    const { mode, size, mtimeMs } = statSync(path);
    return `${path} ${mode} ${size} ${mtimeMs}`;
  } catch {
    return path;
  }
}

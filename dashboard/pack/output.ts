// output.ts - what pack writes: each file whole or absent, and left alone if it is the same
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { messageOf } from "./options";

export class Output {
  private readonly made = new Set<string>();
  constructor(private readonly folder: string) {}

  /** Puts a file there, by its path in the folder. */
  put(name: string, content: string | Uint8Array): void {
    const path = join(this.folder, name);
    const bytes = Buffer.from(content);
    this.made.add(path);
    if (existsSync(path) && statSync(path).size === bytes.length && readFileSync(path).equals(bytes)) return;
    mkdirSync(dirname(path), { recursive: true });
    const unfinished = `${path}.${process.pid}.tmp`;
    try {
      writeFileSync(unfinished, bytes);
      renameSync(unfinished, path);
    } catch (error) {
      rmSync(unfinished, { force: true });
      throw new Error(`${path}: ${messageOf(error)}`);
    }
  }

  /** A shard, as contracts.ts says: data/NAME.js. */
  shard(name: string, data: object): void {
    this.put(`data/${name}.js`, script(name, data));
  }

  /** Leaves a shard of the last call there; false if there is none. */
  keep(name: string): boolean {
    const path = join(this.folder, `data/${name}.js`);
    const there = existsSync(path);
    if (there) this.made.add(path);
    return there;
  }

  /** Like shard, and dated now though nothing changed: by its date make knows that all is done. */
  lastShard(name: string, data: object): void {
    this.shard(name, data);
    const now = new Date();
    utimesSync(join(this.folder, `data/${name}.js`), now, now);
  }

  /** Removes from these of its folders what was not put there. */
  prune(...folders: string[]): void {
    for (const folder of folders) this.sweep(join(this.folder, folder));
  }

  private sweep(folder: string): void {
    if (!existsSync(folder)) return;
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) this.sweep(path);
      else if (!this.made.has(path)) rmSync(path);
    }
    if (readdirSync(folder).length === 0) rmdirSync(folder);
  }
}

/** A script that hands the data to the page.  In a literal "__proto__" would not be a key, in brackets it is. */
export function script(name: string, data: object): string {
  let json = JSON.stringify(data);
  if (json.includes('"__proto__"')) json = json.replace(/(?<=[{,])"__proto__":/g, '["__proto__"]:');
  return `plumbline(${JSON.stringify(name)},${json})\n`;
}

// files.ts - raw files and flame graphs beside the page, and what claims needs of them
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { type ResultRecord, type Session, shardName } from "../src/data/contracts";
import { isObject } from "./json";
import type { Output } from "./output";
import type { RawFiles } from "./raw";
import type { Known } from "./read";

/** All raw files together; the newest sessions come first. */
const LIMIT = 20e6;

export class Attachments {
  private left = LIMIT;
  constructor(
    private readonly root: string,
    private readonly to: Output,
    private readonly raw: RawFiles,
  ) {}

  /** Copies of the records' raw files, by their paths in the records. */
  filesOf(records: [Known, ResultRecord][]): Session["files"] {
    const copies = new Map<string, string>();
    for (const [known, record] of records) {
      const folder = shardName("raw", record.run_id, record.benchmark_id, record.profile);
      for (const file of record.raw) {
        if (file.bytes > this.left) continue;
        const bytes = this.raw.find(known.path, file);
        if (!bytes) continue;
        this.left -= bytes.length;
        const path = `${folder}/${file.path.split("/").slice(4).map(plain).join("/")}`;
        this.to.put(path, bytes);
        copies.set(file.path, path);
      }
    }
    return Object.fromEntries(copies);
  }

  /** The flame graphs of the artifacts that were measured, by implementation. */
  flameGraphsOf(records: [Known, ResultRecord][]): Session["flameGraphs"] {
    const graphs = new Map<string, string>();
    for (const [known, record] of records) {
      const { profile, benchmark_id: benchmark, implementation } = record;
      const [svg, json] = this.flameGraph(known, record);
      if (!svg || !json) continue;
      const about: unknown = JSON.parse(json.toString("utf8"));
      const digest = createHash("sha256").update(svg).digest("hex");
      if (!isObject(about) || about.svg_sha256 !== digest) continue;
      if (about.artifact_sha256 !== record.build.artifact?.sha256) continue;
      const path = `${shardName("raw", record.run_id, benchmark, profile)}/${plain(implementation)}.svg`;
      this.to.put(path, svg);
      graphs.set(implementation, path);
    }
    return Object.fromEntries(graphs);
  }

  /** The drawing and what is known of it: of a published record those that were published with it. */
  private flameGraph({ path }: Known, record: ResultRecord): (Buffer | undefined)[] {
    const { profile, benchmark_id: benchmark, implementation } = record;
    return ["svg", "json"].map((kind) => {
      const published = this.raw.published(path, "flame", `${benchmark}/${implementation}.${kind}`);
      const here = join(this.root, "results/profile", profile, benchmark, `${implementation}.${kind}`);
      return published ?? (existsSync(here) ? readFileSync(here) : undefined);
    });
  }
}

/** A folder in which the raw files of records are at their paths, for claims -r. */
export function rawRoot(
  folder: string,
  records: Known[],
  whole: (record: Known) => ResultRecord,
  raw: RawFiles,
): void {
  for (const record of records)
    for (const file of whole(record).raw) {
      const bytes = raw.find(record.path, file);
      if (!bytes) continue;
      const path = join(folder, file.path);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, bytes);
    }
}

/** A name that is one everywhere, and hidden nowhere. */
function plain(name: string): string {
  return name.replace(/[^A-Za-z0-9._-]/g, "_").replace(/^\./, "_");
}

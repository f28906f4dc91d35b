// raw.ts - the raw files that records name, where they are and are the same still
import { createHash } from "node:crypto";
import { existsSync, readFileSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { gunzipSync } from "node:zlib";
import type { Broken, ResultRecord } from "../src/data/contracts";
import { messageOf } from "./options";

type RawFile = ResultRecord["raw"][number];

export class RawFiles {
  private readonly archives = new Map<string, Map<string, Buffer>>();
  constructor(private readonly broken: Broken[]) {}

  /** null: it is not there, or another session has written it since. */
  find(record: string, raw: RawFile): Buffer | null {
    const same = (bytes: Buffer) => createHash("sha256").update(bytes).digest("hex") === raw.sha256;
    if (!within(raw.path)) return null;
    const path = join(homeOf(record), raw.path);
    if (existsSync(path) && statSync(path).size === raw.bytes) {
      const bytes = readFileSync(path);
      if (same(bytes)) return bytes;
    }
    const packed = this.published(record, "raw", raw.path.split("/").slice(3).join("/"));
    return packed && same(packed) ? packed : null;
  }

  /** A file of the archive that lies beside the folder of a published record. */
  published(record: string, kind: "raw" | "flame", name: string): Buffer | undefined {
    return this.archive(`${dirname(record)}-${kind}.tar.gz`).get(name);
  }

  /** The files of an archive by name; one that is broken has none, and is named. */
  private archive(path: string): Map<string, Buffer> {
    const known = this.archives.get(path);
    if (known) return known;
    let files = new Map<string, Buffer>();
    try {
      if (existsSync(path)) files = untarred(gunzipSync(readFileSync(path)));
    } catch (error) {
      this.broken.push({ path, reason: `no archive, perhaps cut off: ${messageOf(error)}` });
    }
    this.archives.set(path, files);
    return files;
  }
}

/** results/raw/PROFILE/BENCH/..., and nothing that leads out of there. */
function within(path: string): boolean {
  return path.startsWith("results/raw/") && !path.split("/").some((part) => part === ".." || part === "");
}

/** The folder that paths in the record are relative to. */
function homeOf(record: string): string {
  const results = record.lastIndexOf("results/");
  return results < 0 ? "." : record.slice(0, results) || ".";
}

/** Ordinary files of a POSIX archive. */
function untarred(tar: Buffer): Map<string, Buffer> {
  const files = new Map<string, Buffer>();
  const text = (at: number, length: number) => {
    const end = tar.indexOf(0, at);
    return tar.toString("utf8", at, Math.min(end < 0 ? at + length : end, at + length));
  };
  let long: string | null = null;
  for (let at = 0; at + 512 <= tar.length && tar[at] !== 0; ) {
    const size = Number.parseInt(text(at + 124, 12).trim(), 8) || 0;
    const kind = text(at + 156, 1);
    const prefix = text(at + 345, 155);
    const name = long ?? (prefix ? `${prefix}/${text(at, 100)}` : text(at, 100));
    long = kind === "L" ? text(at + 512, size) : null;
    if (kind === "0" || kind === "") files.set(name, tar.subarray(at + 512, at + 512 + size));
    at += 512 + Math.ceil(size / 512) * 512;
  }
  return files;
}

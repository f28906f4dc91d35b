// claims.ts - what the specs claim, held against the newest records by claims
import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { type Broken, type Claims, type ClaimsReport, FORMAT } from "../src/data/contracts";
import { rawRoot } from "./files";
import { grouped } from "./group";
import { specsOf } from "./methodology";
import { messageOf, type Options } from "./options";
import { output } from "./programs";
import type { RawFiles } from "./raw";
import { type Known, whole } from "./read";
import { type PackedSession, wholeRecords } from "./sessions";

/** By profile; null if nothing is claimed or measured. */
export function claimsOf(
  options: Options,
  sessions: PackedSession[],
  raw: RawFiles,
  broken: Broken[],
): Claims | null {
  const profiles = new Map<string, ClaimsReport>();
  const specs = specsOf(options.root).filter(({ spec }) => (spec.claims ?? []).length > 0);
  for (const profile of new Set(sessions.map((session) => session.profile))) {
    const there = sessions.filter(
      (session) => session.profile === profile && wholeRecords(session).length > 0,
    );
    const records = [...grouped(there, (session) => session.benchmark).values()].flatMap(newest);
    if (records.length === 0 || specs.length === 0) continue;
    const root = join(options.work, "claims");
    try {
      rmSync(root, { recursive: true, force: true });
      mkdirSync(root, { recursive: true });
      rawRoot(root, records, whole, raw);
      const args = ["-J", "-p", profile, "-r", root, "-x", join(options.root, "schemas/result.schema.json")];
      const paths = records.map((record) => record.path);
      const said = output(
        join(options.root, "build/bin/claims"),
        [...args, ...specs.map(({ path }) => path), ...paths],
        "",
        [1],
      );
      profiles.set(profile, JSON.parse(said));
    } catch (error) {
      broken.push({ path: `claims of profile ${profile}`, reason: messageOf(error) });
    } finally {
      rmSync(root, { recursive: true, force: true });
    }
  }
  return profiles.size > 0 ? { format: FORMAT, profiles: Object.fromEntries(profiles) } : null;
}

/** Of a benchmark the newest record of each implementation, all of the machine that measured last. */
function newest(sessions: PackedSession[]): Known[] {
  const machine = sessions.at(-1)?.machine;
  const records = sessions.filter((session) => session.machine === machine).flatMap(wholeRecords);
  return [...new Map(records.map((record) => [record.implementation, record])).values()];
}

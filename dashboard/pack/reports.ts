// reports.ts - what the reports say of sessions, so that the page need not say it in its own words
import { join } from "node:path";
import type { Report } from "../src/data/contracts";
import { output } from "./programs";
import { type PackedSession, sessionKey, wholeRecords } from "./sessions";

/** So many sessions a call: jq takes longer to start than to tell of one. */
const CHUNK = 25;

/** By sessionKey. */
export function reportsOf(root: string, sessions: PackedSession[]): Map<string, Report> {
  const reports = new Map<string, Report>();
  for (let i = 0; i < sessions.length; i += CHUNK) {
    const records = sessions.slice(i, i + CHUNK).flatMap(wholeRecords);
    if (records.length === 0) continue;
    const lines = output(join(root, "mk/bin/report"), ["-f", "json", ...records.map(({ path }) => path)]);
    for (const line of lines.split("\n").filter(Boolean)) {
      const report: Report = JSON.parse(line);
      const { benchmark, profile, run_id: run } = report;
      reports.set(sessionKey({ run, benchmark, profile }), report);
    }
  }
  return reports;
}

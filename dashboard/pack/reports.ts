// reports.ts - what the reports say of sessions, so that the page need not say it in its own words
import { readdirSync } from "node:fs";
import { join } from "node:path";
import type { Report } from "../src/data/contracts";
import { Kept, state } from "./kept";
import type { Options } from "./options";
import { output } from "./programs";
import { type PackedSession, sessionKey, sessionState, wholeRecords } from "./sessions";

/** So many sessions a call: jq takes longer to start than to tell of one. */
const CHUNK = 25;

/** By sessionKey; what the last call told is told again if the records and the reports are the same. */
export function reportsOf(options: Options, sessions: PackedSession[]): Map<string, Report> {
  const kept = new Kept<Report>(
    join(options.work, "reports.json"),
    renderers(options.root).map(state).join("\n"),
  );
  const reports = new Map<string, Report>();
  const untold = sessions.filter((session) => {
    const report = kept.get(sessionState(session));
    if (report) reports.set(sessionKey(session), report);
    return !report;
  });
  for (let i = 0; i < untold.length; i += CHUNK) {
    const some = new Map(untold.slice(i, i + CHUNK).map((session) => [sessionKey(session), session]));
    const paths = [...some.values()].flatMap(wholeRecords).map(({ path }) => path);
    if (paths.length === 0) continue;
    const lines = output(join(options.root, "mk/bin/report"), ["-f", "json", ...paths]);
    for (const line of lines.split("\n").filter(Boolean)) {
      const report: Report = JSON.parse(line);
      const { benchmark, profile, run_id: run } = report;
      const key = sessionKey({ run, benchmark, profile });
      const session = some.get(key);
      if (session) reports.set(key, kept.set(sessionState(session), report));
    }
  }
  kept.save();
  return reports;
}

/** What the reports are made with. */
function renderers(root: string): string[] {
  const mk = join(root, "mk");
  const programs = readdirSync(mk, { recursive: true, encoding: "utf8" }).filter((name) =>
    name.endsWith(".jq"),
  );
  return ["bin/report", ...programs.sort()].map((name) => join(mk, name));
}

import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { claimsOf } from "./claims";
import { readHistory } from "./history";
import { output } from "./programs";
import { RawFiles } from "./raw";
import { sessionsOf } from "./sessions";
import { BUILT, ROOT, read, realRecord, scratch, write } from "./testing";
import { trendsOf } from "./trends";

function options() {
  const folder = scratch();
  mkdirSync(join(folder, "work"));
  const [history, work] = [join(folder, "history"), join(folder, "work")];
  return { root: ROOT, history, output: join(folder, "out"), work, folders: [] };
}

test.skipIf(!BUILT)("a trend has all runs, its failures and its changes", async () => {
  const opts = options();
  const folder = scratch();
  for (let run = 1; run <= 14; run++) {
    const record = realRecord();
    record.run_id = `run ${run}`;
    record.timestamp = `2026-01-${String(run).padStart(2, "0")}T00:00:00Z`;
    const wall = record.metrics.wall_time;
    if (wall) wall.value = wall.median = (run > 7 ? 2 : 1) + run / 1000;
    if (run === 3)
      Object.assign(record, { status: "failed", reason: "exit status 1", metrics: {}, comparisons: [] });
    write(join(folder, `${run}.json`), record);
  }
  output(join(ROOT, "build/bin/historian"), ["-a", "-d", opts.history, folder]);
  const { header, lines } = await readHistory(opts, []);
  const trend = trendsOf(opts, header, lines, null).find(({ metric }) => metric === "wall_time")?.trends;
  expect(trend?.runs.run).toHaveLength(14);
  expect(trend?.runs.time).toEqual([...(trend?.runs.time ?? [])].sort((a, b) => a - b));
  const segment = trend?.series.find((series) => series.case === "")?.segments[0];
  expect(segment?.failed).toEqual({ 2: "failed" });
  expect(segment?.value[2]).toBeNull();
  expect(segment?.value[13]).toBe(2.014);
  expect(segment?.changes).toMatchObject([
    {
      point: 7,
      verdict: "worse",
      annotation: null,
      before: expect.closeTo(1, 1),
      after: expect.closeTo(2, 1),
    },
  ]);
});

test.skipIf(!BUILT)("claims are held against the newest records, those of raw files too", () => {
  const { records } = read(join(ROOT, "results/published"));
  const broken: { path: string; reason: string }[] = [];
  const claims = claimsOf(options(), sessionsOf(records, []), new RawFiles(), broken);
  expect(broken).toEqual([]);
  const { quick } = claims?.profiles ?? {};
  expect(quick?.counts.validated).toBeGreaterThan(10);
  const latency = quick?.claims.filter(({ metric }) => metric === "latency") ?? [];
  expect(latency.map(({ status }) => status)).not.toContain("not run");
});

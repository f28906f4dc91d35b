import { mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { trendOption } from "../src/charts/trend";
import type { Trends } from "../src/data/contracts";
import { seriesStyle } from "../src/lib/series";
import { changesOf } from "../src/lib/trend";
import { changesTable } from "../src/lib/trend-words";
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

const DAYS = 14;
const day = (i: number) => `2026-01-${String(i).padStart(2, "0")}`;

/** The course of etl's wall time over 14 days: on the 8th all take twice as long, on the 3rd c fails. */
async function course(annotations?: object[]): Promise<Trends> {
  const root = scratch();
  for (const part of ["build", "schemas"]) symlinkSync(join(ROOT, part), join(root, part));
  if (annotations) write(join(root, "workloads/etl/annotations.json"), annotations);
  const opts = { ...options(), root };
  const folder = scratch();
  for (let i = 1; i <= DAYS; i++)
    for (const name of ["c", "python", "rust"]) {
      const record = realRecord(name);
      record.run_id = `run ${i}`;
      record.timestamp = `${day(i)}T00:00:00Z`;
      record.commit_sha = i.toString(16).padStart(40, "0");
      const wall = record.metrics.wall_time;
      if (wall) wall.value = wall.median = (i > 7 ? 2 : 1) + i / 1000;
      if (i === 3 && name === "c")
        Object.assign(record, { status: "failed", reason: "exit status 1", metrics: {}, comparisons: [] });
      write(join(folder, `${i}/${name}.json`), record);
    }
  output(join(ROOT, "build/bin/historian"), ["-a", "-d", opts.history, folder]);
  const { header, lines } = await readHistory(opts, []);
  const found = trendsOf(opts, header, lines, null).find(({ metric }) => metric === "wall_time");
  if (!found) throw new Error("wall_time has no trend");
  return { ...found.trends, series: found.trends.series.filter((one) => one.case === "") };
}

test.skipIf(!BUILT)("a trend has all runs, its failures and its changes", async () => {
  const { runs, series } = await course();
  expect(runs.run).toHaveLength(DAYS);
  expect(runs.time).toEqual(runs.time.toSorted((a, b) => a - b));
  const segment = series.find(({ implementation }) => implementation === "c")?.segments[0];
  expect(segment?.failed).toEqual({ 2: "failed" });
  expect(segment?.value[2]).toBeNull();
  expect(segment?.value[13]).toBe(2.014);
  const levels = { before: expect.closeTo(1, 1), after: expect.closeTo(2, 1) };
  expect(segment?.changes).toMatchObject([{ point: 7, verdict: "worse", annotation: null, ...levels }]);
});

test.skipIf(!BUILT)("a change is drawn hollow as long as an annotation accepts it", async () => {
  const { runs, series } = await course([
    { implementation: "rust", from: day(8), reason: "reads with checksums now", expires: "9999-12-31" },
    {
      ...{ implementation: "python", metric: "wall_time", from: "8".padStart(40, "0") },
      ...{ reason: "a safer reader", expires: "2026-01-31" },
    },
  ]);
  const style = (name: string) => seriesStyle(name, []);
  const changes = changesOf(series);
  expect(changes.map((change) => change.series.implementation)).toEqual(["c", "python", "rust"]);
  const filled = (color: string) =>
    expect.objectContaining({ symbol: "triangle", itemStyle: expect.objectContaining({ color }) });
  const option = trendOption({ runs, series, borders: [], style, byCommit: false })((name) => name, false);
  expect(option.series).toContainEqual(
    expect.objectContaining({ data: ["--bad", "--bad", "--page"].map(filled) }),
  );
  const { rows } = changesTable("changes", changes, runs, () => "");
  expect(rows.map((row) => row.at(-1))).toMatchObject([
    { raw: null },
    { text: "a safer reader (expired 2026-01-31)", tone: "unsure" },
    { text: "reads with checksums now (until 9999-12-31)", tone: "tie" },
  ]);
});

test.skipIf(!BUILT)("claims are held against the newest records, those of raw files too", () => {
  const { records } = read(join(ROOT, "results/published"));
  const broken: { path: string; reason: string }[] = [];
  const claims = claimsOf(options(), sessionsOf(records, []), new RawFiles([]), broken);
  expect(broken).toEqual([]);
  const { quick } = claims?.profiles ?? {};
  expect(quick?.counts.validated).toBeGreaterThan(10);
  const latency = quick?.claims.filter(({ metric }) => metric === "latency") ?? [];
  expect(latency.map(({ status }) => status)).not.toContain("not run");
});

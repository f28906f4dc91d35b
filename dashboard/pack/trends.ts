// trends.ts - the course of each metric, with its changes, from changepoint
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { FORMAT, type TrendChange, type TrendSegment, type Trends } from "../src/data/contracts";
import type { Line } from "./history";
import type { Options } from "./options";
import { output } from "./programs";

/** What changepoint -J writes, as far as it is read here. */
interface Course {
  implementation: string;
  profile: string;
  case: string;
  metric: string;
  unit: string;
  direction: Line["direction"];
  segments: { segment: string; points: Point[]; changes: TrendChange[] }[];
}

interface Point {
  run_id: string;
  value: number | null;
  lo: number | null;
  hi: number | null;
  status: string;
}

interface TrendsOf {
  benchmark: string;
  profile: string;
  metric: string;
  trends: Trends;
}

/** The commits there are, in a file, so that an annotation may name one that was never measured. */
export function commitsFile(options: Options): string | null {
  try {
    const path = join(options.work, "commits");
    writeFileSync(path, output("git", ["-C", options.root, "rev-list", "HEAD"]));
    return path;
  } catch {
    return null;
  }
}

/** All trends of a benchmark. */
export function trendsOf(
  options: Options,
  header: string,
  lines: Line[],
  commits: string | null,
): TrendsOf[] {
  const benchmark = lines[0]?.benchmark ?? "";
  const annotations = join(options.root, "workloads", benchmark, "annotations.json");
  const { series } = JSON.parse(
    output(
      join(options.root, "build/bin/changepoint"),
      ["-J", ...(existsSync(annotations) ? ["-A", annotations] : []), ...(commits ? ["-H", commits] : [])],
      `${[header, ...lines.map((line) => line.text)].join("\n")}\n`,
    ),
  ) as { series: Course[] };
  const bySegment = new Map(lines.map((line) => [line.segment, line]));
  const byRun = new Map(lines.map((line) => [line.run, line]));
  const shards = new Map<string, TrendsOf & { runs: Map<string, number> }>();
  for (const course of series) {
    const { profile, metric } = course;
    const key = `${profile}\n${metric}`;
    const shard = shards.get(key) ?? {
      benchmark,
      profile,
      metric,
      trends: { format: FORMAT, runs: { run: [], time: [], commit: [], dirty: [] }, series: [] },
      runs: runsOf(
        series.filter((other) => other.profile === profile && other.metric === metric),
        byRun,
      ),
    };
    shards.set(key, shard);
    const segments = course.segments.map((segment) =>
      segmentOf(segment, bySegment.get(segment.segment), shard.runs),
    );
    const { implementation, case: phase, unit, direction } = course;
    shard.trends.series.push({ implementation, case: phase, metric, unit, direction, segments });
  }
  return [...shards.values()].map(({ runs, ...shard }) => {
    for (const run of runs.keys()) {
      const line = byRun.get(run);
      shard.trends.runs.run.push(run);
      shard.trends.runs.time.push(line?.time ?? 0);
      shard.trends.runs.commit.push(line?.commit ?? null);
      shard.trends.runs.dirty.push(line?.dirty ?? null);
    }
    return shard;
  });
}

/** The runs of these series in order of time, with their numbers. */
function runsOf(series: Course[], byRun: Map<string, Line>): Map<string, number> {
  const names = new Set(
    series.flatMap(({ segments }) => segments.flatMap(({ points }) => points.map((point) => point.run_id))),
  );
  const time = (run: string) => byRun.get(run)?.time ?? 0;
  const sorted = [...names].sort((a, b) => time(a) - time(b) || (a < b ? -1 : 1));
  return new Map(sorted.map((run, i) => [run, i]));
}

function segmentOf(
  { segment: id, points, changes }: Course["segments"][number],
  line: Line | undefined,
  runs: Map<string, number>,
): TrendSegment {
  return {
    id,
    machine: line?.machine ?? "",
    dataset: line?.dataset ?? "",
    toolchain: line?.toolchain ?? null,
    workload: line?.workload ?? "",
    run: points.map((point) => runs.get(point.run_id) ?? 0),
    value: points.map((point) => point.value),
    lo: points.map((point) => point.lo),
    hi: points.map((point) => point.hi),
    failed: Object.fromEntries(points.flatMap(({ status }, i) => (status === "ok" ? [] : [[i, status]]))),
    changes,
  };
}

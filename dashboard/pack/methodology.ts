// methodology.ts - how is measured: the docs, the specs and the gate's own thresholds
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import {
  type About,
  type Category,
  type Environment,
  FORMAT,
  type GateSelftest,
  type GateThresholds,
  type Methodology,
} from "../src/data/contracts";
import { isObject, parsed } from "./json";
import { blocksOf } from "./markdown";
import type { Options } from "./options";
import { output } from "./programs";

/** workloads/BENCH/spec.json, as far as it is read here; make has checked it. */
export interface Spec {
  benchmark_id: string;
  title: string;
  description: string;
  category: Category;
  compare: string[];
  incomparable?: string;
  fairness: { class: string; rules: string[] };
  profiles: { [profile: string]: { dataset: string; rounds: number; warmups: number; timeout_s: number } };
  claims?: object[];
  gate?: { [metric: string]: { [threshold: string]: number } };
}

export function specsOf(root: string): { path: string; spec: Spec }[] {
  const folder = join(root, "workloads");
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .sort()
    .map((name) => join(folder, name, "spec.json"))
    .filter(existsSync)
    .map((path) => ({ path, spec: parsed(path) as Spec }));
}

export function methodologyOf(
  options: Options,
  specs: Spec[],
  units: Map<string, string>,
  environments: Map<string, Environment>,
): Methodology {
  const docs = join(options.root, "docs/methodology.md");
  return {
    format: FORMAT,
    text: existsSync(docs) ? blocksOf(readFileSync(docs, "utf8")) : [],
    benchmarks: specs.map((spec) => ({
      id: spec.benchmark_id,
      title: spec.title,
      category: spec.category,
      description: spec.description,
      class: spec.fairness.class,
      rules: spec.fairness.rules,
      compare: spec.compare,
      profiles: Object.entries(spec.profiles).map(
        ([profile, { rounds, warmups, timeout_s: timeout, dataset }]) => ({
          profile,
          rounds,
          warmups,
          timeout,
          dataset,
        }),
      ),
      claims: spec.claims?.length ?? 0,
    })),
    gate: thresholdsOf(options.root, specs, units),
    environments: [...environments].map(([machine, environment]) => ({ machine, environment })),
  };
}

interface Judged {
  thresholds: { confidence: number; warn_percent: number; fail_percent: number };
  rows: { metric: string; unit: string; warn_percent: number; fail_percent: number; floor: number }[];
}

/** The gate says what holds for a metric with each that it judges: so it judges something that does not differ. */
function thresholdsOf(root: string, specs: Spec[], units: Map<string, string>): GateThresholds | null {
  const gate = join(root, "build/bin/gate");
  const metrics = [...units].sort();
  if (!existsSync(gate) || metrics.length === 0) return null;
  const rows = ["base", "head"].flatMap((name) =>
    [1, 2].flatMap((round) =>
      metrics.map(([metric, unit]) => `${name},${round},1,timed,ok,,${metric},${unit},1,1`),
    ),
  );
  const header = "implementation,round,position,phase,status,case,metric,unit,value,count";
  const args = ["-J", "-b", "base", "-m", metrics.map(([metric]) => metric).join(",")];
  const said = JSON.parse(output(gate, args, `${[header, ...rows].join("\n")}\n`, [1])) as Judged;
  const { confidence, warn_percent: warn, fail_percent: fail } = said.thresholds;
  return {
    confidence,
    warn_percent: warn,
    fail_percent: fail,
    metrics: said.rows
      .filter((row) => row.warn_percent !== warn || row.fail_percent !== fail || row.floor !== 0)
      .map(({ metric, unit, warn_percent, fail_percent, floor }) => ({
        metric,
        unit,
        warn_percent,
        fail_percent,
        floor,
      })),
    benchmarks: specs.flatMap((spec) =>
      Object.entries(spec.gate ?? {}).map(([metric, thresholds]) => ({
        benchmark: spec.benchmark_id,
        metric,
        thresholds,
      })),
    ),
  };
}

/** The last self-test of the gate: of this tree, else the newest that was published; null if there is none. */
export function gateSelftest(root: string): GateSelftest | null {
  const published = join(root, "results/published");
  const folders = existsSync(published) ? readdirSync(published).sort().reverse() : [];
  const path = [
    join(root, "results/gate/selftest.json"),
    ...folders.map((name) => join(published, name, "gate-selftest.json")),
  ].find(existsSync);
  const selftest = path === undefined ? null : parsed(path);
  return isSelftest(selftest) ? selftest : null;
}

function isSelftest(data: unknown): data is GateSelftest {
  return (
    isObject(data) &&
    Array.isArray(data.detections) &&
    [data.false_fail, data.false_fail_unconfirmed, data.false_warn].every(isObject)
  );
}

/** What there is to say about a benchmark: its README and accepted changes. */
export function aboutOf(root: string, benchmark: string): About | null {
  const folder = join(root, "workloads", benchmark);
  const readme = join(folder, "README.md");
  const accepted = join(folder, "annotations.json");
  if (!existsSync(readme) && !existsSync(accepted)) return null;
  return {
    format: FORMAT,
    text: existsSync(readme) ? blocksOf(readFileSync(readme, "utf8")) : [],
    annotations: existsSync(accepted) ? (parsed(accepted) as About["annotations"]) : [],
  };
}

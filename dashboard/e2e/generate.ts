// generate - many records made from real ones, to measure the dashboard with
// usage: generate FROM TO RUNS     (where schemas/ is)
//
// Each run is a session of one benchmark and profile with ten records, on one of three
// machines, 21 hours after the one before.  Values drift, step and have noise, so that
// trends and changes have something to show; one record of a hundred failed.  The same
// records give the same files.
import { createHash } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { grouped } from "../pack/group";
import { readRecords, whole } from "../pack/read";
import type { ResultRecord } from "../src/data/contracts";

const RECORDS = 10;
const MACHINES = ["c1cd037a2881d690", "141d57eb4b482dbe", "9f3b2c4d5e6f7a81"];
const STATISTICS = [
  ...["value", "min", "q1", "median", "q3", "p90", "p95", "p99"],
  ...["p99.9", "max", "mean", "stddev", "mad"],
] as const;

const [from, to, runs] = process.argv.slice(2);
if (!from || !to || !Number(runs)) {
  console.error("usage: generate FROM TO RUNS");
  process.exit(2);
}
const { records } = readRecords("schemas", [from], join(to, ".read"), () => {});
// of a benchmark that was published several times each implementation once: ten records are ten files
const sources = [...grouped(records, (record) => `${record.profile}/${record.benchmark}`).values()].map(
  (of) => [...new Map(of.map((record) => [record.implementation, record])).values()].map(whole),
);
const noise = gauss(1);
for (let run = 0; run < Number(runs); run++) {
  const source = sources[run % sources.length] ?? [];
  for (let i = 0; i < RECORDS; i++) {
    const base = source[i % source.length];
    if (base) write(variation(base, run, Math.floor(run / sources.length), i, Math.floor(i / source.length)));
  }
}

/** One record of a run; step: the how manieth run of its benchmark, copy: of an implementation that is there already. */
function variation(base: ResultRecord, run: number, step: number, i: number, copy: number): ResultRecord {
  const record = structuredClone(base);
  const machine = step % MACHINES.length;
  record.environment.machine_class = MACHINES[machine] ?? "";
  record.timestamp = `${new Date(Date.UTC(2024, 0, 1) + run * 21 * 3600e3).toISOString().slice(0, 19)}Z`;
  record.commit_sha = createHash("sha1")
    .update(`commit ${Math.floor(run / 13)}`)
    .digest("hex");
  record.run_id = `${record.timestamp.replace(/[-:]/g, "")}-${record.commit_sha.slice(0, 8)}`;
  if (copy > 0) {
    record.variant = [base.variant, `v${copy + 1}`].filter(Boolean).join("-");
    record.implementation = `${record.language}-${record.variant}`;
    for (const comparison of record.comparisons) comparison.implementation = record.implementation;
  }
  if ((run * RECORDS + i) % 97 === 0) {
    record.status = "failed";
    record.reason = "exit status 1";
    record.metrics = {};
    record.comparisons = [];
  }
  const drift = 1 + 0.1 * Math.sin(i + step / 20);
  const slower = drift * (step > 30 && i % 3 === 0 ? 1.12 : 1) * (machine === 1 ? 1.4 : 1);
  for (const metric of Object.values(record.metrics)) {
    const factor = (metric.unit === "s" ? slower : 1 / slower) * (1 + 0.01 * noise());
    if (!["s", "B/s", "1/s"].includes(metric.unit)) continue;
    for (const name of STATISTICS) metric[name] *= factor;
    if (metric.interval) {
      metric.interval.lo *= factor;
      metric.interval.hi *= factor;
    }
    if (metric.samples)
      metric.samples = metric.samples.map((value) => value * factor * (1 + 0.003 * noise()));
    if (metric.round_medians) metric.round_medians = metric.round_medians.map((value) => value * factor);
  }
  return record;
}

function write(record: ResultRecord): void {
  const folder = join(to ?? "", record.run_id, record.profile, record.benchmark_id);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `${record.implementation}.json`), `${JSON.stringify(record, null, 2)}\n`);
}

/** Normal noise (Box and Muller) of a linear congruential generator: the same everywhere. */
function gauss(seed: number): () => number {
  let state = seed;
  const uniform = () => {
    state = (state * 1103515245 + 12345) % 2147483648;
    return (state + 1) / 2147483649;
  };
  return () => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());
}

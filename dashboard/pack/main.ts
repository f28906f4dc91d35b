// pack - the records and the history become the data of the dashboard
import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { type Broken, FORMAT, type Index, shardName } from "../src/data/contracts";
import { claimsOf } from "./claims";
import { columnsOf } from "./columns";
import { grouped } from "./group";
import { type History, readHistory } from "./history";
import { licences } from "./licences";
import { aboutOf, gateSelftest, methodologyOf, specsOf } from "./methodology";
import { messageOf, type Options, optionsOf } from "./options";
import { Output } from "./output";
import { progressLine } from "./progress";
import { RawFiles } from "./raw";
import { readRecords } from "./read";
import { indexOf, sessionKey, sessionsOf, wholeRecords } from "./sessions";
import { type Attempt, packSessions } from "./shards";
import { commitsFile, trendsOf } from "./trends";

async function pack(options: Options): Promise<void> {
  const { root } = options;
  const progress = progressLine();
  const to = new Output(options.output);
  mkdirSync(options.work, { recursive: true });

  const found = readRecords(
    join(root, "schemas"),
    options.folders,
    join(options.work, "read.json"),
    progress,
  );
  const { broken } = found;
  const attempt: Attempt = (what, make) => {
    progress(what);
    try {
      return make();
    } catch (error) {
      broken.push({ path: what, reason: messageOf(error) });
      return null;
    }
  };
  const reading = readHistory(options, found.records).catch((error: unknown): History => {
    broken.push({ path: options.history, reason: messageOf(error) });
    return { header: "", lines: [], broken: [] };
  });
  const raw = new RawFiles(broken);
  const packed = packSessions(options, to, raw, sessionsOf(found.records, []), attempt, progress);
  to.shard("overview", packed.overview);

  const history = await reading;
  broken.push(...history.broken);
  const sessions = sessionsOf(found.records, history.lines);
  const specs = (attempt("workloads", () => specsOf(root)) ?? []).map(({ spec }) => spec);

  progress("columns");
  for (const [name, columns] of columnsOf(sessions, history.lines)) to.shard(name, columns);

  const trends = new Map<string, string[]>();
  const commits = commitsFile(options);
  for (const [benchmark, lines] of grouped(history.lines, (line) => line.benchmark))
    for (const trend of attempt(`trends of ${benchmark}`, () =>
      trendsOf(options, history.header, lines, commits),
    ) ?? []) {
      const series = `${benchmark}@${trend.profile}`;
      trends.set(series, [...(trends.get(series) ?? []), trend.metric]);
      to.shard(shardName("trends", benchmark, trend.profile, trend.metric), trend.trends);
    }

  const claims = attempt("claims", () => claimsOf(options, sessions, raw, broken));
  if (claims) to.shard("claims", claims);
  const units = new Map(
    history.lines.filter((line) => line.case === "").map((line) => [line.metric, line.unit]),
  );
  const methodology = attempt("methodology", () => methodologyOf(options, specs, units, packed.environments));
  if (methodology) to.shard("methodology", methodology);

  const newestRecord = new Map(found.records.map((record) => [record.benchmark, record]));
  for (const session of sessions)
    for (const record of wholeRecords(session)) newestRecord.set(record.benchmark, record);
  const bySpec = new Map(specs.map((spec) => [spec.benchmark_id, spec]));
  const index: Index = {
    format: FORMAT,
    ...indexOf(
      sessions,
      (id) => {
        const of = newestRecord.get(id) ?? bySpec.get(id);
        return {
          id,
          title: of?.title ?? id,
          category: of?.category ?? "performance",
          compare: of?.compare ?? [],
          incomparable: of?.incomparable ?? null,
        };
      },
      (id) => ({ id, label: found.records.findLast((record) => record.machine === id)?.machineLabel ?? id }),
    ),
    broken,
    imported: found.imported,
    trends: Object.fromEntries(trends),
    claims: claims !== null,
    gate: attempt("the gate's self-test", () => gateSelftest(root)),
  };
  index.sessions.memory = sessions.map((session) => (packed.remembered.has(sessionKey(session)) ? 1 : 0));
  for (const { id } of index.dims.benchmark) {
    const about = attempt(`workloads/${id}`, () => aboutOf(root, id));
    if (about) to.shard(shardName("about", id), about);
  }
  const texts = attempt("licences", () => licences(join(root, "dashboard")));
  if (texts !== null) to.put("licences.txt", texts);
  to.lastShard("index", index);
  to.prune("data", "raw");
  progress("");
  tell(broken);
  console.log(
    `${join(options.output, "index.html")}: ${found.records.length} records of ${index.dims.benchmark.length} benchmarks`,
  );
}

function tell(broken: Broken[]): void {
  for (const { path, reason } of broken.slice(0, 10)) console.error(`pack: ${path}: ${reason}`);
  if (broken.length > 10) console.error(`pack: and ${broken.length - 10} more, which the dashboard lists`);
}

const options = optionsOf(process.argv.slice(2));
try {
  const missing = options.folders.filter((folder) => !existsSync(folder));
  if (missing.length > 0) throw new Error(`${missing[0]}: no such folder`);
  await pack(options);
} catch (error) {
  console.error(`pack: ${messageOf(error)}`);
  process.exitCode = 1;
}

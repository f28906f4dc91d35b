// read.ts - the records there are: each checked against its schema, the broken ones by name
import { readdirSync, readFileSync, realpathSync, statSync } from "node:fs";
import { join } from "node:path";
import { Ajv2020, type ErrorObject, type ValidateFunction } from "ajv/dist/2020.js";
import type { Broken, Environment, ResultRecord } from "../src/data/contracts";
import { isObject, parsed } from "./json";
import { Kept, state } from "./kept";
import { messageOf } from "./options";

/** What is kept of a record while all are read: 10,000 of them whole would take a gigabyte. */
export interface Known {
  path: string;
  run: string;
  benchmark: string;
  profile: string;
  implementation: string;
  machine: string;
  machineLabel: string;
  time: number;
  commit: string | null;
  dirty: boolean | null;
  title: string;
  category: ResultRecord["category"];
  compare: string[];
  incomparable: string | null;
  status: ResultRecord["status"];
  reason: string | null;
  class: string;
  verified: boolean | null;
}

export interface Found {
  records: Known[];
  broken: Broken[];
  imported: number;
}

/** What a file turned out to be. */
type Read = { record: Known } | { broken: string } | "imported" | "other";

export function readRecords(
  schemas: string,
  folders: string[],
  keptIn: string,
  progress: (text: string) => void,
): Found {
  const sources = ["result", "environment", "evidence"].map((name) => state(schemaPath(schemas, name)));
  const kept = new Kept<Read>(keptIn, [...sources, state(process.argv[1] ?? "")].join("\n"));
  let valid: ValidateFunction<ResultRecord> | undefined;
  const read = (path: string): Read => {
    valid ??= validator<ResultRecord>(schemas, "result", ["environment", "evidence"]);
    try {
      return checked(path, parsed(path), valid);
    } catch (error) {
      return { broken: messageOf(error) };
    }
  };
  const found: Found = { records: [], broken: [], imported: 0 };
  const seen = new Map<string, string>();
  for (const path of folders.flatMap((folder) => jsonFiles(folder, found.broken))) {
    const key = state(path);
    const is = kept.get(key) ?? kept.set(key, read(path));
    if (is === "imported") found.imported++;
    else if (is === "other") continue;
    else if ("broken" in is) found.broken.push({ path, reason: is.broken });
    else {
      const { run, benchmark, profile, implementation } = is.record;
      const name = [run, benchmark, profile, implementation].join("\n");
      const first = seen.get(name);
      if (first === undefined) found.records.push(is.record);
      else if (!readFileSync(first).equals(readFileSync(path)))
        found.broken.push({ path, reason: `left out, as ${first} says otherwise of the same run` });
      seen.set(name, first ?? path);
      progress(`${found.records.length} records read`);
    }
  }
  kept.save();
  return found;
}

function checked(path: string, data: unknown, valid: ValidateFunction<ResultRecord>): Read {
  if (!isObject(data) || !("benchmark_id" in data || "run_id" in data)) return "other";
  if ("source" in data) return "imported";
  if (data.schema_version !== "1.0")
    throw new Error(`schema_version is ${JSON.stringify(data.schema_version)}, only "1.0" is understood`);
  if (!valid(data)) throw new Error(firstError(valid.errors));
  return { record: known(path, data) };
}

/** A record once more, whole; it was valid before. */
export function whole(record: Known): ResultRecord {
  const again = JSON.parse(readFileSync(record.path, "utf8")) as ResultRecord;
  if (again.run_id === record.run && again.implementation === record.implementation) return again;
  throw new Error(`${record.path}: was replaced by one of another run meanwhile`);
}

export function validator<T>(schemas: string, name: string, others: string[]): ValidateFunction<T> {
  const ajv = new Ajv2020({ strict: false, validateFormats: false });
  const schema = (of: string) => parsed(schemaPath(schemas, of)) as object;
  for (const other of others) ajv.addSchema(schema(other));
  return ajv.compile<T>(schema(name));
}

function schemaPath(schemas: string, name: string): string {
  return join(schemas, `${name}.schema.json`);
}

/** What is wrong, and where in the file, for people. */
export function firstError(errors: ErrorObject[] | null | undefined): string {
  const error = errors?.[0];
  if (!error) return "it breaks its schema";
  const where = error.instancePath.replaceAll("~1", "/").replaceAll("~0", "~") || "the record";
  const what: { [parameter: string]: unknown } = error.params;
  const detail = what.additionalProperty ?? what.allowedValues ?? what.allowedValue;
  const said = error.keyword === "type" ? error.message?.replaceAll(",", " or ") : error.message;
  return `${where} ${said}${detail === undefined ? "" : `: ${JSON.stringify(detail)}`}`;
}

/** Those in a folder, behind links too; what cannot be listed is named. above: folders it is in, as links may loop. */
function jsonFiles(path: string, broken: Broken[], above: string[] = []): string[] {
  if (path.endsWith(".json")) return [path];
  try {
    const real = realpathSync(path);
    if (above.includes(real) || !statSync(real).isDirectory()) return [];
    const names = readdirSync(path).sort();
    return names.flatMap((name) => jsonFiles(join(path, name), broken, [...above, real]));
  } catch (error) {
    broken.push({ path, reason: messageOf(error) });
    return [];
  }
}

function known(path: string, record: ResultRecord): Known {
  const time = Date.parse(record.timestamp) / 1000;
  if (Number.isNaN(time)) throw new Error(`/timestamp is no time: ${JSON.stringify(record.timestamp)}`);
  return {
    path,
    run: record.run_id,
    benchmark: record.benchmark_id,
    profile: record.profile,
    implementation: record.implementation,
    machine: record.environment.machine_class,
    machineLabel: machineLabel(record.environment),
    time,
    commit: record.commit_sha,
    dirty: record.dirty,
    title: record.title,
    category: record.category,
    compare: record.spec.compare,
    incomparable: record.spec.incomparable ?? null,
    status: record.status,
    reason: record.reason,
    class: record.fairness.class,
    verified: record.answer.verified,
  };
}

function machineLabel(environment: Environment): string {
  const { cpu_model: model, cpus_allowed: allowed, cpu_count: count, kernel } = environment;
  const cpus = allowed ?? count;
  return [model ?? "unknown processor", cpus === null ? null : `${cpus} CPU${cpus === 1 ? "" : "s"}`, kernel]
    .filter((part) => part !== null)
    .join(", ");
}

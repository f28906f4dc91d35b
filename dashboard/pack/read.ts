// read.ts - the records there are: each checked against its schema, the broken ones by name
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { Ajv2020, type ErrorObject, type ValidateFunction } from "ajv/dist/2020.js";
import type { Broken, Environment, ResultRecord } from "../src/data/contracts";
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

export function readRecords(schemas: string, folders: string[], progress: (done: number) => void): Found {
  const valid = validator<ResultRecord>(schemas, "result", ["environment", "evidence"]);
  const found: Found = { records: [], broken: [], imported: 0 };
  const seen = new Set<string>();
  for (const path of folders.flatMap(jsonFiles)) {
    try {
      const data = parsed(path);
      if (!isObject(data) || !("benchmark_id" in data || "run_id" in data)) continue;
      if ("source" in data) {
        found.imported++;
        continue;
      }
      if (data.schema_version !== "1.0")
        throw new Error(`schema_version is ${JSON.stringify(data.schema_version)}, only "1.0" is understood`);
      if (!valid(data)) throw new Error(firstError(valid.errors));
      const record = known(path, data);
      const key = [record.run, record.benchmark, record.profile, record.implementation].join("\n");
      if (!seen.has(key)) found.records.push(record);
      seen.add(key);
    } catch (error) {
      found.broken.push({ path, reason: messageOf(error) });
    }
    progress(found.records.length);
  }
  return found;
}

/** A record once more, whole; it was valid before. */
export function whole(record: Known): ResultRecord {
  return JSON.parse(readFileSync(record.path, "utf8")) as ResultRecord;
}

export function validator<T>(schemas: string, name: string, others: string[]): ValidateFunction<T> {
  const ajv = new Ajv2020({ strict: false, validateFormats: false });
  for (const other of others) ajv.addSchema(parsed(join(schemas, `${other}.schema.json`)) as object);
  return ajv.compile<T>(parsed(join(schemas, `${name}.schema.json`)) as object);
}

/** What is wrong, and where in the file, for people. */
export function firstError(errors: ErrorObject[] | null | undefined): string {
  const error = errors?.[0];
  if (!error) return "it breaks its schema";
  const where = error.instancePath.replaceAll("~1", "/").replaceAll("~0", "~") || "the record";
  const what: { [parameter: string]: unknown } = error.params;
  const detail = what.additionalProperty ?? what.allowedValues ?? what.allowedValue;
  return `${where} ${error.message}${detail === undefined ? "" : `: ${JSON.stringify(detail)}`}`;
}

export function parsed(path: string): unknown {
  const text = readFileSync(path, "utf8");
  if (text.trim() === "") throw new Error("the file is empty");
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Error(`not JSON, perhaps cut off: ${messageOf(error)}`);
  }
}

export function isObject(data: unknown): data is { [key: string]: unknown } {
  return typeof data === "object" && data !== null && !Array.isArray(data);
}

function jsonFiles(folder: string): string[] {
  if (!existsSync(folder)) return [];
  if (!statSync(folder).isDirectory()) return [folder];
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".json"))
    .sort()
    .map((name) => join(folder, name));
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

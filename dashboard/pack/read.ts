// read.ts - the records there are: each checked against its schema, the broken ones by name
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import type { Broken, ResultRecord } from "../src/data/contracts";

export interface Found {
  records: ResultRecord[];
  broken: Broken[];
}

export function readRecords(schemas: string, folders: string[]): Found {
  const ajv = new Ajv2020({ strict: false, validateFormats: false });
  for (const name of ["environment", "evidence"])
    ajv.addSchema(parsed(join(schemas, `${name}.schema.json`)) as object);
  const valid = ajv.compile<ResultRecord>(parsed(join(schemas, "result.schema.json")) as object);
  const found: Found = { records: [], broken: [] };
  const seen = new Set<string>();
  for (const path of folders.filter((folder) => existsSync(folder)).flatMap(jsonFiles)) {
    try {
      const data = parsed(path);
      if (!looksLikeRecord(data)) continue;
      if (!valid(data)) throw new Error(ajv.errorsText(valid.errors, { dataVar: "record" }));
      const key = [data.run_id, data.benchmark_id, data.profile, data.implementation].join("\n");
      if (!seen.has(key)) found.records.push(data);
      seen.add(key);
    } catch (error) {
      found.broken.push({ path, reason: error instanceof Error ? error.message : String(error) });
    }
  }
  return found;
}

function jsonFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".json"))
    .sort()
    .map((name) => join(folder, name));
}

function parsed(path: string): unknown {
  return JSON.parse(readFileSync(path, "utf8"));
}

function looksLikeRecord(data: unknown): boolean {
  return typeof data === "object" && data !== null && "benchmark_id" in data && "run_id" in data;
}

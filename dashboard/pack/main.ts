// pack - the records and the history become the data of the dashboard
// usage: pack OUTPUT SCHEMAS RECORD-FOLDER...
import { mkdirSync } from "node:fs";
import { readRecords } from "./read";
import { writeShards } from "./shards";

const [output, schemas, ...folders] = process.argv.slice(2);
if (!output || !schemas) {
  console.error("usage: pack OUTPUT SCHEMAS RECORD-FOLDER...");
  process.exit(2);
}
mkdirSync(output, { recursive: true });
writeShards(output, readRecords(schemas, folders));

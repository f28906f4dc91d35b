// types - one module of TypeScript types from the schemas, what they share once
// usage: types SCHEMAS-FOLDER OUTPUT NAME...
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { compile } from "json-schema-to-typescript";

const [folder, output, ...names] = process.argv.slice(2);
const properties = Object.fromEntries(names.map((name) => [name, { $ref: `${name}.schema.json` }]));
const all = {
  $id: "schemas",
  title: "Schemas",
  type: "object",
  additionalProperties: false,
  required: names,
  properties,
};
const text = await compile(all, "Schemas", {
  cwd: `${folder}/`,
  bannerComment: "// made by make from schemas/: change them there",
  additionalProperties: false,
  format: false,
  ignoreMinAndMaxItems: true,
  unreachableDefinitions: false,
});
mkdirSync(dirname(output), { recursive: true });
writeFileSync(output, text);

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import type { ResultRecord } from "../data/contracts";
import {
  commandsTable,
  digestsTable,
  environmentTable,
  filesNoted,
  flameGraphsTable,
  own,
} from "./provenance";

const folder = new URL("../../../results/published", import.meta.url).pathname;
const file = readdirSync(folder, { recursive: true, encoding: "utf8" }).find((name) =>
  name.endsWith("quick/etl/rust.json"),
);
const record: ResultRecord = JSON.parse(readFileSync(join(folder, file ?? ""), "utf8"));

const commands = (changes: Partial<ResultRecord>) =>
  Object.fromEntries(
    commandsTable([{ ...record, ...changes }]).rows.map(([, what, command]) => [what?.raw, command?.raw]),
  );

it("a command has the program, and the paths of the dataset and of the scratch folder", () => {
  expect(commands({}).run).toBe(
    `build/etl/rust/run build/datasets/${record.dataset.name} build/scratch/etl/rust/etl.csv.gz`,
  );
  expect(commands({}).build).toBe(record.build.command);
  expect(commands({})["measure again"]).toBe("make remeasure-etl");
  expect(commands({ profile: "full" })["measure again"]).toBe("make remeasure-etl PROFILE=full");
});

it("a command leaves what only the round knew, and quotes what a shell would not take as it is", () => {
  const spec = { ...record.spec, arguments: ["{url}", "a b", "it's", "{raw}/x", ""] };
  expect(commands({ spec }).run).toBe("build/etl/rust/run {url} 'a b' 'it'\\''s' {raw}/x ''");
});

it("where there is no flame graph, says how the same profile gets one", () => {
  const session = { format: 1, run: "r", pairs: null, report: null, files: {}, flameGraphs: {} } as const;
  const { flame_graph: _, ...none } = record;
  const said = (of: ResultRecord) => flameGraphsTable({ ...session, records: [of] }).rows[0]?.[1]?.text;
  expect(said(none)).toBe("none: make profile-etl draws it");
  expect(said({ ...none, profile: "full" })).toBe("none: make profile-etl PROFILE=full draws it");
});

it("a session whose records differ says so", () => {
  const marked = (changes: Partial<ResultRecord>) => {
    const both = [record, { ...record, implementation: "c", ...changes }];
    const rows = [...digestsTable(both).rows, ...environmentTable(both).rows];
    const bad = rows.filter(([, cell]) => cell?.tone === "bad" && cell.raw !== true);
    return bad.map(([label, , of]) => `${label?.text}: ${of?.text}`);
  };
  expect(marked({})).toEqual([]);
  expect(marked({ timer_sha256: "0".repeat(64) })).toEqual(["timer, SHA-256: rust", "timer, SHA-256: c"]);
  expect(marked({ build: { ...record.build, toolchain: "cc" } })).toEqual([]);
  const environment = { ...record.environment, kernel: "7" };
  expect(marked({ environment })).toEqual(["kernel: rust", "kernel: c"]);
});

it("the environment has each field with its unit, and why it is unknown", () => {
  const { reasons, ...fields } = record.environment;
  const { rows } = environmentTable([record]);
  expect(rows).toHaveLength(Object.keys(fields).length);
  const texts = rows.map(([, cell]) => cell?.text);
  for (const why of Object.values(reasons)) expect(texts).toContain(`unknown (${why})`);
  const memory = rows.find(([label]) => label?.text === "memory total")?.[1];
  expect(memory).toMatchObject({ raw: fields.memory_total_B, text: expect.stringMatching(/ GiB$/) });
});

it("links the raw files that are beside the page, and says where the others are", () => {
  const session = { format: 1, run: "r", pairs: null, report: null, flameGraphs: {} } as const;
  const path = record.raw[0]?.path ?? "";
  const some = filesNoted({ ...session, records: [record], files: { [path]: "raw/x.csv" } });
  expect(some.table.rows.filter(([cell]) => cell?.href).map(([cell]) => cell?.raw)).toEqual([path]);
  expect(some.note).toMatch(/^1 of \d+ are beside this page\. The others/);
});

it("an implementation may be called as what every object has", () => {
  expect(own({ rust: "rust.svg" }, "rust")).toBe("rust.svg");
  expect(own({ rust: "rust.svg" }, "constructor")).toBeUndefined();
});

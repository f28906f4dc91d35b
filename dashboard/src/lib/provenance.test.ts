import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { ResultRecord } from "../data/contracts";
import { environmentFacts } from "./environment";
import { differs } from "./facts";
import { answersTable, commandsOf, fairnessTable, filesNoted, sessionFacts } from "./provenance";

const folder = new URL("../../../results/published", import.meta.url).pathname;
const file = readdirSync(folder, { recursive: true, encoding: "utf8" }).find((name) =>
  name.endsWith("quick/etl/rust.json"),
);
const record: ResultRecord = JSON.parse(readFileSync(join(folder, file ?? ""), "utf8"));

describe("commandsOf", () => {
  const of = (changes: Partial<ResultRecord>) =>
    Object.fromEntries(commandsOf({ ...record, ...changes }).map(({ what, text }) => [what, text]));

  it("has the program, and the paths of the dataset and of the scratch folder", () => {
    expect(of({}).run).toBe(
      `build/etl/rust/run build/datasets/${record.dataset.name} build/scratch/etl/rust/etl.csv.gz`,
    );
    expect(of({}).build).toBe(record.build.command);
    expect(of({})["measure again"]).toBe("make bench-etl IMPLS=rust");
    expect(of({ profile: "full" })["measure again"]).toBe("make bench-etl IMPLS=rust PROFILE=full");
  });

  it("leaves what only the round knew, and quotes what a shell would not take as it is", () => {
    const spec = { ...record.spec, arguments: ["{url}", "a b", "it's", "{raw}/x", ""] };
    expect(of({ spec }).run).toBe("build/etl/rust/run {url} 'a b' 'it'\\''s' {raw}/x ''");
  });
});

it("a session whose records differ says so", () => {
  const facts = sessionFacts([record, { ...record, implementation: "c", timer_sha256: "0".repeat(64) }]);
  expect(facts.filter(differs).map(({ key }) => key)).toEqual(["timer_sha256"]);
  const { environment } = record;
  const other = { ...record, implementation: "c", environment: { ...environment, kernel: "7" } };
  expect(
    environmentFacts([record, other])
      .filter(differs)
      .map(({ key }) => key),
  ).toEqual(["kernel"]);
});

it("the environment has each field, and why it is unknown", () => {
  const facts = environmentFacts([record]);
  const keys = facts.map(({ key }) => key);
  for (const key of Object.keys(record.environment)) if (key !== "reasons") expect(keys).toContain(key);
  for (const [field, why] of Object.entries(record.environment.reasons))
    expect(facts.find(({ key }) => key === field)?.values[0]?.cell).toEqual({
      text: `unknown (${why})`,
      raw: null,
      tone: "unsure",
    });
});

it("an answer is verified, wrong, or not known to be either", () => {
  const texts = ([true, false, null] as const).map((verified) => {
    const unknown = { "answer.verified": "the spec holds none" };
    const [row] = answersTable([{ ...record, answer: { ...record.answer, verified }, unknown }]).rows;
    return [row?.[1]?.text, row?.[1]?.tone, row?.[1]?.raw];
  });
  expect(texts).toEqual([
    ["verified: equal to the reference's", "good", true],
    ["wrong", "bad", false],
    ["not verified: the spec holds none", "unsure", null],
  ]);
});

it("fairness has a column for each tag, also one that nobody foresaw", () => {
  const tags = { class: "plain", threads: 1, libraries: [], warmup: "none", link: ["z"] };
  const table = fairnessTable([
    { ...record, fairness: { ...record.fairness, tags } },
    { ...record, fairness: { ...record.fairness, tags: null } },
  ]);
  const of = (key: string) =>
    table.rows.map((row) => row[table.columns.findIndex((c) => c.key === key)]?.text);
  expect([of("threads"), of("libraries"), of("warmup"), of("link")]).toEqual([
    ["1", "no impl.json"],
    ["none", ""],
    ["none", ""],
    [undefined, undefined],
  ]);
});

it("links the raw files that are beside the page, and says where the others are", () => {
  const session = {
    format: 1,
    run: "r",
    records: [record],
    pairs: null,
    report: null,
    flameGraphs: {},
  } as const;
  const path = record.raw[0]?.path ?? "";
  const some = filesNoted({ ...session, records: [record], files: { [path]: "raw/x.csv" } });
  expect(some?.table.rows.filter(([cell]) => cell?.href).map(([cell]) => cell?.raw)).toEqual([path]);
  expect(some?.note).toMatch(/^1 of \d+ of them is beside this page; the others/);
  expect(filesNoted({ ...session, records: [record], files: {} })?.note).toMatch(/^None of them/);
});

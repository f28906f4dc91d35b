import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { ResultRecord } from "../src/data/contracts";
import { Attachments } from "./files";
import { Output } from "./output";
import { RawFiles } from "./raw";
import type { Known } from "./read";
import { read, realRecord, scratch, write } from "./testing";

const digest = (text: string) => createHash("sha256").update(text).digest("hex");

const known = (folder: string, record: ResultRecord) =>
  ({ path: join(folder, `${record.implementation}.json`) }) as Known;

test("a flame graph is there if it is of the artifact that was measured", () => {
  const root = scratch();
  const record = realRecord();
  const graph = join(root, "results/profile/quick/etl/c");
  const graphs = (svg: string, artifact: string | undefined) => {
    write(`${graph}.svg`, "<svg/>");
    write(`${graph}.json`, { svg_sha256: digest(svg), artifact_sha256: artifact });
    const to = new Attachments(root, new Output(join(root, "out")), new RawFiles([]));
    const folder = join(root, "results/normalized/quick/etl");
    return to.flameGraphsOf([record, realRecord("rust")].map((one) => [known(folder, one), one]));
  };
  const { c: path = "" } = graphs("<svg/>", record.build.artifact?.sha256);
  expect(readFileSync(join(root, "out", path), "utf8")).toBe("<svg/>");
  expect(graphs("<svg/>", "0".repeat(64))).toEqual({});
  expect(graphs("another", record.build.artifact?.sha256)).toEqual({});
});

test("a published record has the flame graph that was published with it", () => {
  const root = scratch();
  const record = realRecord();
  const about = { svg_sha256: digest("<svg/>"), artifact_sha256: record.build.artifact?.sha256 };
  write(join(root, "results/profile/quick/etl/c.svg"), "drawn anew, of something else");
  write(join(root, "results/profile/quick/etl/c.json"), about);
  write(join(root, "drawn/etl/c.svg"), "<svg/>");
  write(join(root, "drawn/etl/c.json"), about);
  const quick = join(root, "results/published/2026-01-01/quick");
  mkdirSync(quick, { recursive: true });
  execFileSync("tar", ["-C", join(root, "drawn"), "-czf", join(quick, "etl-flame.tar.gz"), "etl"]);
  const to = new Attachments(root, new Output(join(root, "out")), new RawFiles([]));
  const { c: path = "" } = to.flameGraphsOf([[known(join(quick, "etl"), record), record]]);
  expect(readFileSync(join(root, "out", path), "utf8")).toBe("<svg/>");
});

test("raw files that are here are copied, each by its path in the record", () => {
  const root = scratch();
  const file = (path: string, text: string) => ({ path, sha256: digest(text), bytes: text.length });
  const raw = [
    file("results/raw/quick/etl/c/01.csv", "first"),
    file("results/raw/quick/etl/c/01/.out put", "second"),
    file("results/raw/quick/etl/c/02.csv", "gone"),
  ];
  write(join(root, "results/raw/quick/etl/c/01.csv"), "first");
  write(join(root, "results/raw/quick/etl/c/01/.out put"), "second");
  write(join(root, "results/normalized/quick/etl/c.json"), { ...realRecord(), raw });
  const { records } = read(join(root, "results/normalized"));
  const to = new Attachments(root, new Output(join(root, "out")), new RawFiles([]));
  const files = to.filesOf(records.map((known) => [known, { ...realRecord(), raw }]));
  expect(Object.keys(files)).toEqual(raw.slice(0, 2).map(({ path }) => path));
  expect(Object.values(files).map((path) => readFileSync(join(root, "out", path), "utf8"))).toEqual([
    "first",
    "second",
  ]);
  for (const path of Object.values(files)) expect(path).toMatch(/^raw\/[A-Za-z0-9._@/-]+$/);
});

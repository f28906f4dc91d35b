import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import type { Broken } from "../src/data/contracts";
import { RawFiles } from "./raw";
import { scratch, write } from "./testing";

const PATH = "results/raw/quick/etl/c/01.csv";
const file = (content: string, path = PATH) => ({
  path,
  sha256: createHash("sha256").update(content).digest("hex"),
  bytes: content.length,
});

test("a raw file is taken from its place or from the archive, if it is the same still", () => {
  const folder = scratch();
  const record = join(folder, "results/published/2026-01-01/quick/etl/c.json");
  const long = `etl/c/${"deep/".repeat(30)}01.csv`;
  mkdirSync(join(folder, "results/published/2026-01-01/quick"), { recursive: true });
  write(join(folder, "packed/etl/c/01.csv"), "archived");
  write(join(folder, "packed", long), "far away");
  const archive = join(folder, "results/published/2026-01-01/quick/etl-raw.tar.gz");
  execFileSync("tar", ["-C", join(folder, "packed"), "-czf", archive, "etl"]);
  write(join(folder, PATH), "measured anew");
  write(join(folder, "secret"), "secret");
  const find = (content: string, path?: string) =>
    new RawFiles([]).find(record, file(content, path))?.toString();
  expect(find("measured anew")).toBe("measured anew");
  expect(find("archived")).toBe("archived");
  expect(find("far away", `results/raw/quick/${long}`)).toBe("far away");
  expect(find("neither")).toBeUndefined();
  expect(find("secret", "results/raw/../../secret")).toBeUndefined();
  expect(find("secret", "secret")).toBeUndefined();
});

test("an archive that is none, or cut off, has no files and is named once", () => {
  const folder = scratch();
  const archive = join(folder, "quick/etl-raw.tar.gz");
  for (const content of ["not an archive", gzipSync("whole").subarray(0, 15)]) {
    write(archive, "");
    writeFileSync(archive, content);
    const broken: Broken[] = [];
    const raw = new RawFiles(broken);
    for (const name of ["c", "rust"])
      expect(raw.find(join(folder, `quick/etl/${name}.json`), file("x"))).toBeNull();
    expect(broken).toEqual([{ path: archive, reason: expect.stringContaining("cut off") }]);
  }
});

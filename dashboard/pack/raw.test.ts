import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
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
    new RawFiles().find(record, file(content, path))?.toString();
  expect(find("measured anew")).toBe("measured anew");
  expect(find("archived")).toBe("archived");
  expect(find("far away", `results/raw/quick/${long}`)).toBe("far away");
  expect(find("neither")).toBeUndefined();
  expect(find("secret", "results/raw/../../secret")).toBeUndefined();
  expect(find("secret", "secret")).toBeUndefined();
});

test("an archive that is none has no files", () => {
  const folder = scratch();
  write(join(folder, "quick/etl-raw.tar.gz"), "not an archive");
  expect(new RawFiles().find(join(folder, "quick/etl/c.json"), file("x"))).toBeNull();
});

import { symlinkSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { whole } from "./read";
import { read, realRecord, scratch, write } from "./testing";

test("a broken record is named with its reason, and the others are read", () => {
  const folder = scratch();
  const record = realRecord();
  write(join(folder, "good.json"), record);
  write(join(folder, "torn.json"), JSON.stringify(record).slice(0, 500));
  write(join(folder, "empty.json"), "");
  write(join(folder, "version.json"), { ...record, schema_version: "2.0" });
  write(join(folder, "type.json"), { ...record, disturbances: { rounds: "none", of: 3 } });
  write(join(folder, "more.json"), { ...record, surprise: 1 });
  write(join(folder, "time.json"), { ...record, timestamp: "yesterday" });
  write(join(folder, "other.json"), { rounds: 20 });
  write(join(folder, "list.json"), []);
  write(join(folder, "notes.txt"), "no record");
  const found = read(folder);
  expect(found.records.map(({ path }) => path)).toEqual([join(folder, "good.json")]);
  const reasons = Object.fromEntries(
    found.broken.map(({ path, reason }) => [path.slice(folder.length + 1), reason]),
  );
  expect(reasons).toEqual({
    "empty.json": "the file is empty",
    "more.json": 'the record must NOT have additional properties: "surprise"',
    "time.json": '/timestamp is no time: "yesterday"',
    "torn.json": expect.stringMatching(/^not JSON, perhaps cut off: /),
    "type.json": "/disturbances/rounds must be integer or null",
    "version.json": 'schema_version is "2.0", only "1.0" is understood',
  });
});

test("of the same record twice the first path counts, and one that differs is named", () => {
  const [first, second] = [scratch(), scratch()];
  write(join(first, "deep/er/c.json"), realRecord());
  write(join(second, "copy.json"), realRecord());
  write(join(second, "other.json"), { ...realRecord(), title: "later" });
  write(join(second, "imported/c.json"), { ...realRecord(), source: {} });
  const found = read(first, second);
  const path = join(first, "deep/er/c.json");
  expect(found.records.map((record) => record.path)).toEqual([path]);
  expect(found).toMatchObject({
    imported: 1,
    broken: [
      { path: join(second, "other.json"), reason: `left out, as ${path} says otherwise of the same run` },
    ],
  });
});

test("links are followed, but not around, and one that leads nowhere is named", () => {
  const folder = scratch();
  const elsewhere = scratch();
  write(join(elsewhere, "c.json"), realRecord());
  write(join(folder, "rust.json"), realRecord("rust"));
  symlinkSync(elsewhere, join(folder, "linked"));
  for (const name of ["around", "and around"]) symlinkSync(folder, join(elsewhere, name));
  symlinkSync("nowhere", join(folder, "gone.json"));
  const { records, broken } = read(folder);
  expect(records.map(({ path }) => path)).toEqual(
    ["linked/c.json", "rust.json"].map((name) => join(folder, name)),
  );
  expect(broken).toEqual([{ path: join(folder, "gone.json"), reason: expect.stringContaining("ENOENT") }]);
});

test("a record that was replaced since it was read is an error, not another run's", () => {
  const folder = scratch();
  write(join(folder, "c.json"), realRecord());
  const [record] = read(folder).records;
  write(join(folder, "c.json"), { ...realRecord(), run_id: "later" });
  expect(() => record && whole(record)).toThrow("c.json: was replaced");
});

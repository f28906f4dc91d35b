import { join } from "node:path";
import { expect, test } from "vitest";
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

test("of the same record twice the first path counts; records of other tools are counted", () => {
  const [first, second] = [scratch(), scratch()];
  write(join(first, "deep/er/c.json"), realRecord());
  write(join(second, "c.json"), { ...realRecord(), title: "later" });
  write(join(second, "imported/c.json"), { ...realRecord(), source: {} });
  const found = read(first, second, join(second, "is not there"));
  expect(found.records.map(({ path }) => path)).toEqual([join(first, "deep/er/c.json")]);
  expect(found).toMatchObject({ imported: 1, broken: [] });
});

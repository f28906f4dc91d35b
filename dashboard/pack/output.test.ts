import { existsSync, readdirSync, readFileSync, statSync, utimesSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { Output, script } from "./output";
import { evaluated, scratch, write } from "./testing";

test("a shard's script gives the data as they are, whatever the words in it", () => {
  const words = ["\u2028\u2029", "</script><!--", '"__proto__":', '{"__proto__":1}', "\\", "a\0b", "é\ud800"];
  const data = JSON.parse(
    `{"__proto__":{"polluted":true},"a":[{"__proto__":1}],"words":${JSON.stringify(words)},"x\\"__proto__":2}`,
  );
  const got = evaluated(script("session/x", data));
  expect(got.name).toBe("session/x");
  expect(JSON.stringify(got.data)).toBe(JSON.stringify(data));
  expect(Object.hasOwn(got.data as object, "__proto__")).toBe(true);
});

test("what is the same is left alone, what is no longer made goes, nothing unfinished stays", () => {
  const folder = scratch();
  const long = new Date(2020, 1, 1);
  const make = (names: string[]) => {
    const to = new Output(folder);
    for (const name of names) to.shard(name, { name });
    to.lastShard("index", {});
    to.prune("data", "raw");
  };
  write(join(folder, "index.html"), "not ours");
  write(join(folder, "raw/old/a.csv"), "old");
  make(["one", "trends/two"]);
  for (const name of ["one", "index"]) utimesSync(join(folder, `data/${name}.js`), long, long);
  make(["one"]);
  expect(statSync(join(folder, "data/one.js")).mtime).toEqual(long);
  expect(statSync(join(folder, "data/index.js")).mtime).not.toEqual(long);
  expect(readdirSync(join(folder, "data"))).toEqual(["index.js", "one.js"]);
  expect(existsSync(join(folder, "raw"))).toBe(false);
  expect(readFileSync(join(folder, "index.html"), "utf8")).toBe("not ours");
});

import { appendFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { columnsOf } from "./columns";
import { readHistory } from "./history";
import { output } from "./programs";
import { indexOf, newestOf, sessionsOf } from "./sessions";
import { BUILT, ROOT, read, realRecord, scratch, write } from "./testing";

/** A tree with a record whose run the history has and one that it has not, and a run that only it knows. */
function tree() {
  const folder = scratch();
  const history = join(folder, "history");
  const options = {
    root: ROOT,
    history,
    output: join(folder, "out"),
    work: join(folder, "work"),
    folders: [],
  };
  mkdirSync(options.work);
  const session = (run: string, timestamp: string) => ({ ...realRecord(), run_id: run, timestamp });
  write(join(folder, "gone/c.json"), session("gone", "2026-01-01T00:00:00Z"));
  write(join(folder, "here/c.json"), session("here", "2026-01-02T00:00:00Z"));
  write(join(folder, "here/new.json"), session("new", "2026-01-03T00:00:00Z"));
  const failed = { ...session("new", "2026-01-03T00:00:00Z"), implementation: "rust", language: "rust" };
  write(join(folder, "here/failed.json"), {
    ...failed,
    status: "failed",
    reason: "exit status 1",
    metrics: {},
  });
  output(join(ROOT, "build/bin/historian"), [
    "-a",
    "-d",
    history,
    join(folder, "gone"),
    join(folder, "here/c.json"),
  ]);
  return {
    options,
    records: () => read(join(folder, "here")).records,
    history: join(history, "history.jsonl"),
  };
}

test.skipIf(!BUILT)(
  "index and columns have all runs: of the history, of records, and those that failed",
  async () => {
    const { options, records } = tree();
    const stored = readFileSync(join(options.history, "history.jsonl"));
    for (const turn of ["first", "again"]) {
      const { lines, broken } = await readHistory(options, records());
      expect(broken, turn).toEqual([]);
      const sessions = sessionsOf(records(), lines);
      const index = indexOf(
        sessions,
        (id) => ({ id, title: id, category: "performance", compare: [], incomparable: null }),
        (id) => ({ id, label: id }),
      );
      expect(index.sessions).toMatchObject({
        run: ["gone", "here", "new"],
        whole: [0, 1, 1],
        records: [1, 1, 2],
      });
      expect(index.dims.status).toEqual(["ok", "failed"]);
      expect(index.records).toMatchObject({
        status: [0, 0, 0, 1],
        class: [null, 0, 0, 0],
        reason: { 3: "exit status 1" },
      });
      expect(newestOf(sessions).map(({ run }) => run)).toEqual(["new"]);
      const [columns] = columnsOf(sessions, lines).values();
      expect(columns?.record).toEqual([0, 1, 2, 3]);
      const wall =
        columns?.metrics.findIndex((metric) => metric.metric === "wall_time" && metric.case === "") ?? -1;
      const { wall_time: metric } = realRecord().metrics;
      expect(columns?.value[wall]).toEqual([metric?.value, metric?.value, metric?.value, null]);
      expect(columns?.lo[wall]?.[2]).toBe(metric?.interval?.lo);
    }
    expect(readFileSync(join(options.history, "history.jsonl"))).toEqual(stored);
  },
);

test.skipIf(!BUILT)("a torn last line is named and left out", async () => {
  const { options, records, history } = tree();
  appendFileSync(history, '{"v":1,"series":');
  const { lines, broken } = await readHistory(options, records());
  expect(new Set(lines.map(({ run }) => run))).toEqual(new Set(["gone", "here", "new"]));
  expect(broken).toEqual([
    { path: expect.stringMatching(/history\.jsonl:\d+$/), reason: expect.stringContaining("torn") },
  ]);
});

test.skipIf(!BUILT)("of a broken line within, and of one of another kind, all others are there", async () => {
  const { options, records, history } = tree();
  const lines = readFileSync(history, "utf8").split("\n");
  writeFileSync(history, [lines[0], "to{rn", '{"v":2}', ...lines.slice(1)].join("\n"));
  const found = await readHistory(options, records());
  expect(found.broken).toEqual([
    { path: `${history}:2`, reason: expect.stringContaining("JSON") },
    { path: `${history}:3`, reason: expect.stringMatching(/must/) },
  ]);
  expect(new Set(found.lines.map(({ run }) => run))).toEqual(new Set(["gone", "here", "new"]));
});

test.skipIf(!BUILT)(
  "of a file that is cut off what is there counts, and a file that is missing is named",
  async () => {
    const { options, records, history } = tree();
    const lines = readFileSync(history);
    rmSync(history);
    const compressed = gzipSync(Buffer.concat([lines, lines]));
    writeFileSync(join(options.history, "history-000001.jsonl.gz"), compressed.subarray(0, -20));
    const cut = await readHistory(options, records());
    expect(cut.broken).toEqual([
      { path: expect.stringContaining("000001.jsonl.gz:"), reason: expect.any(String) },
    ]);
    expect(new Set(cut.lines.map(({ run }) => run))).toEqual(new Set(["gone", "here", "new"]));

    for (const number of [1, 3])
      writeFileSync(join(options.history, `history-00000${number}.jsonl.gz`), gzipSync(lines));
    const missing = await readHistory(options, records());
    expect(missing.broken).toEqual([{ path: options.history, reason: expect.stringContaining("missing") }]);
    expect(new Set(missing.lines.map(({ run }) => run))).toEqual(new Set(["gone", "here", "new"]));
  },
);

test.skipIf(!BUILT)("what an earlier call left unfinished is made again", async () => {
  const { options, records } = tree();
  await readHistory(options, records());
  writeFileSync(join(options.work, "history/appended.json"), '{"base":');
  const { lines, broken } = await readHistory(options, records());
  expect(broken).toEqual([]);
  expect(new Set(lines.map(({ run }) => run))).toEqual(new Set(["gone", "here", "new"]));
});

test.skipIf(!BUILT)("what is no history at all is named, and the records' lines are there", async () => {
  const { options, records } = tree();
  rmSync(options.history, { recursive: true });
  writeFileSync(options.history, "a file");
  const { lines, broken } = await readHistory(options, records());
  expect(broken).toEqual([{ path: options.history, reason: expect.stringContaining(options.history) }]);
  expect(new Set(lines.map(({ run }) => run))).toEqual(new Set(["here", "new"]));
});

test.skipIf(!BUILT)(
  "a record that changed or went is as it is now, though an earlier call read it",
  async () => {
    const { options, records } = tree();
    const [, , fresh] = records()
      .map(({ path }) => path)
      .sort();
    await readHistory(options, records());
    write(fresh ?? "", { ...realRecord(), run_id: "new", timestamp: "2026-01-04T00:00:00Z" });
    const changed = await readHistory(options, records());
    expect(changed.lines.at(-1)).toMatchObject({ run: "new", time: Date.UTC(2026, 0, 4) / 1000 });
    expect(new Set(changed.lines.map(({ run }) => run)).size).toBe(3);
    for (const { path } of records()) if (!path.endsWith("/c.json")) rmSync(path);
    write(fresh?.replace("new.json", "later.json") ?? "", {
      ...realRecord(),
      run_id: "later",
      timestamp: "2026-01-01T12:00:00Z",
    });
    const { lines, broken } = await readHistory(options, records());
    expect([...new Set(lines.map(({ run }) => run))]).toEqual(["gone", "later", "here"]);
    expect(broken).toEqual([]);
  },
);

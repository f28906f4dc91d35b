// exports.e2e.ts - what is exported is what the records say, in full precision
import { buffer } from "node:stream/consumers";
import type { Locator, Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import type { ResultRecord } from "../src/data/contracts";
import { expectClean, HASHES, open, recordFiles } from "./site";

type Row = { [key: string]: string | number | boolean | null };
interface Exported {
  place: string;
  tables: { title: string; columns: { key: string; label: string }[]; rows: Row[] }[];
}

/** Tables that show a part of one that is exported whole. */
const PART_OF_ONE = /^(Claims that are not borne out|Case by case: )/;

const records = recordFiles();

/** The menu's button of that name, once the menu is open. */
async function item(page: Page, name: string): Promise<Locator> {
  const menu = page.locator("details").filter({ hasText: /^Export/ });
  await menu.getByText("Export", { exact: true }).click();
  return menu.getByRole("button", { name });
}

async function exported(page: Page, name: string): Promise<{ name: string; bytes: Buffer }> {
  const button = await item(page, name);
  const [download] = await Promise.all([page.waitForEvent("download"), button.click()]);
  return { name: download.suggestedFilename(), bytes: await buffer(await download.createReadStream()) };
}

async function tables(page: Page): Promise<Exported> {
  return JSON.parse((await exported(page, "Tables as JSON")).bytes.toString("utf8")) as Exported;
}

function rowsOf(data: Exported, title: RegExp): Row[] {
  const found = data.tables.filter((table) => title.test(table.title));
  expect(found.map((table) => table.title)).not.toEqual([]);
  return found.flatMap((table) => table.rows);
}

function recordOf(run: unknown, benchmark: string, implementation: unknown): ResultRecord {
  const found = records.find(
    (r) => r.run_id === run && r.benchmark_id === benchmark && r.implementation === implementation,
  );
  if (!found) throw new Error(`no record file has ${run} ${benchmark} ${implementation}`);
  return found;
}

/** RFC 4180. */
function parseCsv(text: string): string[][] {
  const rows: string[][] = [[]];
  for (const [, quoted, plain, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\n]*))(,|\n)/g)) {
    rows.at(-1)?.push(quoted === undefined ? (plain ?? "") : quoted.replaceAll('""', '"'));
    if (end === "\n") rows.push([]);
  }
  return rows.slice(0, -1);
}

describe.each(Object.entries(HASHES))("%s", (_, hash) => {
  test("exports the same as CSV, JSON and Markdown, and all that it shows", async () => {
    const opened = await open(hash);
    const { page } = opened;
    const data = await tables(page);
    expect(data.place).toBe((await page.evaluate(() => location.hash)) || "#/");
    expect(data.tables.length).toBeGreaterThan(0);
    const captions = await page.locator("main caption").allTextContents();
    const titles = data.tables.map((table) => table.title);
    const shown = captions.map((caption) => caption.trim()).filter((caption) => !PART_OF_ONE.test(caption));
    expect(shown.filter((caption) => !titles.includes(caption))).toEqual([]);

    const csv = await exported(page, "Tables as CSV");
    expect(csv.name).toMatch(/^plumbline-[\w.-]+\.csv$/);
    const [header = [], ...lines] = parseCsv(csv.bytes.toString("utf8"));
    const many = data.tables.length > 1;
    const expected = data.tables.flatMap(({ title, rows }) =>
      rows.map((row) => header.map((key, i) => (many && i === 0 ? title : plain(row[key] ?? null)))),
    );
    expect(lines.map((line) => line.map((field) => field.replace(/^'(?=[=+\-@\t\r])/, "")))).toEqual(
      expected,
    );

    const markdown = (await exported(page, "Tables as Markdown")).bytes.toString("utf8");
    await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
    await item(page, "Copy as Markdown").then((button) => button.click());
    await page.getByRole("status").filter({ hasText: "Copied" }).waitFor();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(markdown);
    const rows = data.tables.reduce((sum, table) => sum + table.rows.length + 2, 0);
    expect(markdown.split("\n").filter((line) => line.startsWith("| "))).toHaveLength(rows);

    // one table alone is what other programs read: no column is another table's
    const [first] = data.tables;
    const one = page.getByRole("combobox", { name: "tables", exact: true });
    if (first && many) {
      await page
        .locator("details")
        .filter({ hasText: /^Export/ })
        .getByText("Export", { exact: true })
        .click();
      await one.selectOption(first.title);
      await page.keyboard.press("Escape");
      const alone = await exported(page, "Tables as CSV");
      expect(alone.name.length).toBeGreaterThan(csv.name.length);
      const [names] = parseCsv(alone.bytes.toString("utf8"));
      expect(names).toEqual(first.columns.map(({ key }) => key));
    }
    expectClean(opened);
  });
});

function plain(raw: Row[string]): string {
  return raw === null || raw === undefined ? "" : String(raw);
}

test("a benchmark's medians, rounds and digests are those of its records", async () => {
  const { page } = await open("#/benchmark/etl?profile=quick");
  const data = await tables(page);
  const run = rowsOf(data, /^Versions and digests/).find((row) => row.field === "run")?.value;
  const medians = rowsOf(data, /^Wall time, whole run/);
  expect(medians.map((row) => row.implementation).sort()).toEqual(["c", "python", "rust"]);
  for (const row of medians) {
    const { metrics, status } = recordOf(run, "etl", row.implementation);
    expect(status).toBe("ok");
    expect(row.median_s).toBe(metrics.wall_time?.median);
    expect(row.peak_memory_B).toBe(metrics.max_rss?.median);
    expect(row.n).toBe(metrics.wall_time?.n);
    const rounds = rowsOf(data, /^Every round/).filter(
      (round) => round.implementation === row.implementation && round.kind !== "warm-up",
    );
    expect(rounds.map((round) => round.wall_time_s)).toEqual(metrics.wall_time?.samples);
  }
  const raw = rowsOf(data, /^Raw files/);
  const files = [...new Set(raw.map((row) => row.implementation))].flatMap((name) =>
    recordOf(run, "etl", name).raw.map(({ path, sha256 }) => `${path} ${sha256}`),
  );
  expect(raw.map((row) => `${row.file} ${row.sha256}`).sort()).toEqual(files.sort());
});

test("a trend's values are those of the records", async () => {
  const { page } = await open("#/trends/etl?metric=wall_time");
  const points = rowsOf(await tables(page), /all runs/);
  expect(points.length).toBeGreaterThan(2);
  for (const point of points)
    expect(point.wall_time_s).toBe(
      recordOf(point.run, "etl", point.implementation).metrics.wall_time?.median,
    );
});

test("every record is in the list of records, as it is", async () => {
  const { page } = await open("#/records");
  const rows = rowsOf(await tables(page), /record/i);
  const of = (r: { [key: string]: unknown }) =>
    [r.run ?? r.run_id, r.benchmark ?? r.benchmark_id, r.profile, r.implementation, r.status].join(" ");
  expect(rows.map(of).sort()).toEqual([...new Set(records.map((r) => of({ ...r })))].sort());
});

test("pictures are whole: an SVG without scripts, a PNG of the same that is not blank", async () => {
  const opened = await open("#/benchmark/etl?profile=quick");
  const { page } = opened;
  await page.locator("figure svg").first().waitFor();
  const svg = (await exported(page, "Charts as SVG")).bytes.toString("utf8");
  const parsed = await page.evaluate((text) => {
    const root = new DOMParser().parseFromString(text, "image/svg+xml").documentElement;
    return {
      name: root.localName,
      broken: root.querySelector("parsererror")?.textContent ?? null,
      strange: root.querySelectorAll("script, foreignObject, image, [onload]").length,
      shapes: root.querySelectorAll("path, circle").length,
      words: root.textContent ?? "",
      variables: /var\(--/.test(text),
    };
  }, svg);
  expect(parsed).toMatchObject({ name: "svg", broken: null, strange: 0, variables: false });
  expect(parsed.shapes).toBeGreaterThan(30);
  expect(parsed.words).toContain("rust");

  const png = (await exported(page, "Charts as PNG")).bytes;
  expect(png.subarray(0, 8)).toEqual(Buffer.from("\x89PNG\r\n\x1a\n", "latin1"));
  const colours = await page.evaluate(async (data) => {
    const image = new Image();
    image.src = `data:image/png;base64,${data}`;
    await image.decode();
    const canvas = document.createElement("canvas");
    canvas.width = image.width;
    canvas.height = image.height;
    const context = canvas.getContext("2d");
    context?.drawImage(image, 0, 0);
    const bytes = context?.getImageData(0, 0, image.width, image.height).data ?? [];
    const found = new Set<number>();
    for (let i = 0; i < bytes.length; i += 4)
      found.add(((bytes[i] ?? 0) << 16) | ((bytes[i + 1] ?? 0) << 8) | (bytes[i + 2] ?? 0));
    return found.size;
  }, png.toString("base64"));
  expect(colours).toBeGreaterThan(20);
  expectClean(opened);
});

// place.e2e.ts - filters and choices narrow what is shown, and all of it is in the URL
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { expectClean, open, recordFiles, settled } from "./site";

const records = [
  ...new Map(
    recordFiles().map((r) => [[r.run_id, r.benchmark_id, r.profile, r.implementation].join(), r]),
  ).values(),
];
const hash = (page: Page) => page.evaluate(() => location.hash);

/** What the page says of how many records are left. */
async function shows(page: Page, count: number): Promise<void> {
  await page
    .getByRole("status")
    .filter({ hasText: new RegExp(`^${count} of ${records.length} records`) })
    .waitFor();
}

async function choose(page: Page, filter: string, word: string): Promise<void> {
  const menu = page
    .getByRole("region", { name: "Filters" })
    .locator("details details")
    .filter({ hasText: filter })
    .first();
  await menu.locator("summary").click();
  await menu.getByRole("checkbox", { name: new RegExp(`^${word}\\b`) }).check();
  await page.keyboard.press("Escape");
}

test("a filter and a search leave what they say, and go away again", async () => {
  const opened = await open("#/records");
  const { page } = opened;
  await shows(page, records.length);
  const rust = records.filter((r) => r.language === "rust");
  await choose(page, "language", "rust");
  await shows(page, rust.length);
  expect(await hash(page)).toBe("#/records?language=rust");
  const found = rust.filter((r) => r.benchmark_id.includes("parse"));
  expect(found.length).toBeGreaterThan(0);
  await page.getByRole("searchbox", { name: "Search in records" }).fill("PARSE");
  await shows(page, found.length);
  await page.getByRole("button", { name: "Remove language: rust" }).click();
  await shows(page, records.filter((r) => r.benchmark_id.includes("parse")).length);
  await page.getByRole("button", { name: "Clear all filters" }).click();
  await shows(page, records.length);
  expect(await hash(page)).toBe("#/records");
  expectClean(opened);
});

test("back and forward go through the choices, an edited hash is followed", async () => {
  const opened = await open("#/records");
  const { page } = opened;
  await choose(page, "language", "python");
  await choose(page, "profile", "full");
  const both = records.filter((r) => r.language === "python" && r.profile === "full").length;
  await shows(page, both);
  await page.getByRole("navigation", { name: "Pages" }).getByRole("link", { name: "Methodology" }).click();
  await page.getByRole("heading", { level: 1, name: "Methodology" }).waitFor();
  await page.goBack();
  await shows(page, both);
  await page.goBack();
  await shows(page, records.filter((r) => r.language === "python").length);
  await page.goBack();
  await shows(page, records.length);
  await page.goForward();
  await shows(page, records.filter((r) => r.language === "python").length);
  await page.evaluate(() => {
    location.hash = "#/records?benchmark=etl&profile=quick";
  });
  await shows(page, records.filter((r) => r.benchmark_id === "etl" && r.profile === "quick").length);
  expectClean(opened);
});

test("what no record has is named, not dropped, and nothing left says so", async () => {
  const { page } = await open("#/records?machine=nobody");
  await shows(page, 0);
  await page.getByRole("button", { name: "Remove no such machine: nobody" }).waitFor();
  await page.getByRole("heading", { name: "The filters leave no record" }).waitFor();
  await page.getByRole("main").getByRole("button", { name: "Clear all filters" }).last().click();
  await shows(page, records.length);
});

test.each([
  "#/?category=performance&language=c,rust&profile=quick&theme=dark",
  "#/benchmark/etl?profile=quick&metric=max_rss&scale=log",
  "#/benchmark/depscan-2021?profile=quick",
  "#/compare?mode=language&a=rust&b=python&profile=quick",
  "#/trends/etl?profile=quick&metric=wall_time&x=date",
  "#/records?q=etl%20rust&sort=-implementation",
  "#/methodology/statistics?theme=dark",
])("%s shows the same after a click elsewhere and back, and in a fresh page", async (place) => {
  const opened = await open(place);
  const { page } = opened;
  expect(await hash(page)).toBe(place);
  const shown = await text(page);
  const elsewhere = place.startsWith("#/records") ? "Methodology" : "Records";
  await page.getByRole("navigation", { name: "Pages" }).getByRole("link", { name: elsewhere }).click();
  await page.getByRole("heading", { level: 1, name: elsewhere }).waitFor();
  await page.goBack();
  await settled(page);
  expect(await text(page)).toBe(shown);
  expect(await text((await open(await hash(page))).page)).toBe(shown);
  expectClean(opened);
});

/** What stands there, when it stays as it is. */
async function text(page: Page): Promise<string> {
  let before = "";
  for (let same = 0; same < 3; ) {
    const now = await page.locator("body").innerText();
    same = now === before ? same + 1 : 0;
    before = now;
    await page.waitForTimeout(100);
  }
  return before.replace(/\d+ (s|min|h|d) ago/g, "ago");
}

test("what Compare is asked to compare does not take away what else it could", async () => {
  const opened = await open("#/compare");
  const { page } = opened;
  const chooser = page.getByRole("combobox", { name: "benchmark" });
  const benchmarks = await chooser.getByRole("option").allInnerTexts();
  expect(benchmarks.length).toBeGreaterThan(2);
  await chooser.selectOption("etl");
  await settled(page);
  expect(await chooser.getByRole("option").allInnerTexts()).toEqual(benchmarks);
  const run = page.getByRole("combobox", { name: "run" });
  const runs = await run.getByRole("option").allInnerTexts();
  expect(runs.length).toBeGreaterThan(2);
  await run.selectOption({ index: 1 });
  await settled(page);
  expect(await run.getByRole("option").allInnerTexts()).toEqual(runs);
  // the run that is filtered for is A
  const filtered = await run.inputValue();
  await page.getByRole("link", { name: "runs", exact: true }).click();
  await settled(page);
  expect(await page.getByRole("combobox", { name: "A", exact: true }).inputValue()).toBe(filtered);
  expectClean(opened);
});

// pages.e2e.ts - every page shows what it is for, wherever the site is, and asks nobody else
import { describe, expect, inject, test } from "vitest";
import { expectClean, HASHES, open, recordFiles, settled } from "./site";

describe.each(Object.entries(HASHES))("%s", (title, hash) => {
  test.each(["served", "file", "unzipped"] as const)("is there %s", async (place) => {
    const opened = await open(hash, { at: inject(place) });
    const { page } = opened;
    expect(await page.title()).toContain("plumbline");
    expect(await page.locator("main h1").innerText()).toMatch(hash.endsWith("/etl") ? /etl|trend/i : title);
    expect((await page.locator("main").innerText()).length).toBeGreaterThan(100);
    expect(await page.getByRole("alert").count()).toBe(0);
    expectClean(opened);
  });

  test("has headings in order, links that lead somewhere, and does not scroll sideways at 360 px", async () => {
    const { page } = await open(hash);
    const levels = await page
      .locator("h1, h2, h3, h4, h5, h6")
      .evaluateAll((all) => all.map((heading) => Number(heading.tagName[1])));
    expect(levels.filter((level) => level === 1)).toHaveLength(1);
    expect(levels.filter((level, i) => level > (levels[i - 1] ?? 0) + 1)).toEqual([]);

    const links = await page
      .locator("a[href]:not([href^='#'])")
      .evaluateAll((all) => [...new Set(all.map((link) => (link as HTMLAnchorElement).href))]);
    for (const link of links.filter((url) => url.startsWith(inject("served"))))
      expect((await fetch(link, { method: "HEAD" })).status, link).toBe(200);
    expect(links.filter((url) => !url.startsWith(inject("served")) && !url.startsWith("https://"))).toEqual(
      [],
    );

    await page.setViewportSize({ width: 360, height: 780 });
    await page.waitForTimeout(200);
    const wide = await page.evaluate(() =>
      document.documentElement.scrollWidth <= innerWidth
        ? []
        : [...document.querySelectorAll("body *")]
            .filter((element) => element.getBoundingClientRect().right > innerWidth + 1)
            .map((element) => `${element.tagName}.${element.className}`)
            .slice(0, 5),
    );
    expect(wide).toEqual([]);
  });
});

test("the first page has no chart library", async () => {
  const { requested } = await open();
  expect(requested.filter((url) => url.endsWith("charts.js"))).toEqual([]);
});

test("Records has a row for every record", async () => {
  const { page } = await open("#/records");
  const keys = new Set(
    recordFiles().map((r) => [r.run_id, r.benchmark_id, r.profile, r.implementation].join()),
  );
  await page
    .getByRole("status")
    .filter({ hasText: `${keys.size} of ${keys.size} records` })
    .waitFor();
});

test("the links of the header lead to every page", async () => {
  const opened = await open();
  const { page } = opened;
  const pages = page.getByRole("navigation", { name: "Pages" });
  for (const title of Object.keys(HASHES)) {
    await pages.getByRole("link", { name: title }).click();
    await settled(page);
    expect(await pages.locator("[aria-current=page]").innerText()).toBe(title);
  }
  expectClean(opened);
});

// perf.ts - how fast the site is with very many records: make perf-dashboard
//
// Not a test of what is right: it prints a table, and fails where a median is over its budget.
import { readdirSync, readFileSync, statSync } from "node:fs";
import { loadavg } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import type { Page } from "playwright-core";
import { afterAll, expect, inject, test } from "vitest";
import { open, settled } from "./site";

interface Line {
  what: string;
  unit: "ms" | "kB";
  values: number[];
  budget: number | null;
}

const lines: Line[] = [];

function record(what: string, values: number[], budget: number | null, unit: Line["unit"] = "ms"): void {
  lines.push({ what, unit, values, budget });
  if (budget !== null) expect(median(values), what).toBeLessThanOrEqual(budget);
}

function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const [low = 0, high = 0] = [sorted[middle - 1], sorted[middle]];
  return sorted.length % 2 === 1 ? high : (low + high) / 2;
}

afterAll(() => {
  const cell = (value: number, unit: string) =>
    `${value.toFixed(unit === "kB" ? 1 : 0)} ${unit}`.padStart(10);
  console.log(
    `\n\n${`load of this machine: ${loadavg()[0]?.toFixed(1)}`.padEnd(58)}${"median".padStart(10)}${"most".padStart(10)}${"budget".padStart(10)}    n`,
  );
  for (const { what, unit, values, budget } of lines)
    console.log(
      what.padEnd(58) +
        cell(median(values), unit) +
        cell(Math.max(...values), unit) +
        (budget === null ? "" : cell(budget, unit)).padStart(10) +
        String(values.length).padStart(5) +
        (budget !== null && median(values) > budget ? "  over" : ""),
    );
});

/** Milliseconds from each click to the frame that shows all that it changed. */
async function clicks(page: Page, selector: string, count: number): Promise<number[]> {
  return page.evaluate(
    async ([selector, count]) => {
      const frame = () =>
        new Promise<number>((resolve) =>
          requestAnimationFrame(() => {
            const channel = new MessageChannel();
            channel.port1.onmessage = () => resolve(performance.now());
            channel.port2.postMessage(0);
          }),
        );
      const times: number[] = [];
      for (let i = 0; i < count; i++) {
        const all = document.querySelectorAll<HTMLElement>(selector);
        let changed = 0;
        let shown = 0;
        const observer = new MutationObserver(() => {
          changed = performance.now();
          void frame().then((time) => {
            shown = time;
          });
        });
        observer.observe(document.body, {
          subtree: true,
          childList: true,
          characterData: true,
          attributes: true,
        });
        const begun = performance.now();
        all[i % all.length]?.click();
        // what is put off comes later: so long nothing must change
        while (performance.now() - Math.max(begun, changed) < 200) await frame();
        observer.disconnect();
        times.push(shown - begun);
      }
      return times;
    },
    [selector, count] as const,
  );
}

async function openMenu(page: Page, filter: string): Promise<void> {
  await page
    .locator("summary")
    .filter({ hasText: new RegExp(`^${filter}`) })
    .click();
  await page.getByRole("group", { name: filter, exact: true }).waitFor();
}

const of = (kind: string) =>
  readdirSync(join(inject("folder"), "data", kind)).map((name) => {
    const path = join("data", kind, name);
    return { path, size: statSync(join(inject("folder"), path)).size };
  });
const gzipped = (path: string) =>
  gzipSync(readFileSync(join(inject("folder"), path)), { level: 9 }).length / 1000;

test("script of the first load", async () => {
  const { requested } = await open();
  const paths = requested
    .filter((url) => url.endsWith(".js"))
    .map((url) => decodeURIComponent(url.slice(inject("served").length)));
  const assets = paths.filter((path) => !path.startsWith("data/"));
  record(
    "script of the first load, gzipped",
    [assets.reduce((sum, path) => sum + gzipped(path), 0)],
    200,
    "kB",
  );
  const data = paths.filter((path) => path.startsWith("data/"));
  record(
    `data of the first load (${data.length} files), gzipped`,
    [data.reduce((sum, path) => sum + gzipped(path), 0)],
    null,
    "kB",
  );
});

test.each([
  ["Overview", ""],
  ["Records", "#/records"],
])("%s is interactive soon", async (title, hash) => {
  const [interactive, painted]: [number[], number[]] = [[], []];
  for (let i = 0; i < 7; i++) {
    const { page } = await open(hash);
    // the browser may tell of its paint after the page is there: without both there is no figure
    await page.waitForFunction(() =>
      ["interactive", "first-contentful-paint"].every(
        (name) => performance.getEntriesByName(name).length > 0,
      ),
    );
    const times = await page.evaluate(() => {
      const [interactive = 0, painted = 0] = ["interactive", "first-contentful-paint"].map(
        (name) => performance.getEntriesByName(name)[0]?.startTime,
      );
      return { interactive, painted };
    });
    interactive.push(Math.max(times.interactive, times.painted));
    painted.push(times.painted);
    await page.context().close();
  }
  record(`${title}: first contentful paint`, painted, null);
  record(`${title}: interactive`, interactive, 1000);
});

test.each([
  ["Overview", ""],
  ["Records", "#/records"],
  ["Compare", "#/compare"],
])("%s is filtered at once", async (title, hash) => {
  const { page } = await open(hash);
  for (const filter of ["language", "profile"]) {
    await openMenu(page, filter);
    record(
      `${title}: a change of the filter ${filter}`,
      await clicks(page, `fieldset[aria-label=${filter}] input`, 12),
      100,
    );
    await page.keyboard.press("Escape");
  }
});

test("Records is sorted at once", async () => {
  const { page } = await open("#/records");
  record("Records: another order", await clicks(page, "thead button", 12), 100);
});

test("the largest data of each kind come soon", async () => {
  const { page } = await open("#/records");
  for (const kind of ["columns", "session", "trends"]) {
    const largest = of(kind).sort((a, b) => b.size - a.size)[0];
    if (!largest) continue;
    const times: number[] = [];
    for (let i = 0; i < 5; i++)
      times.push(
        await page.evaluate(
          (source) =>
            new Promise<number>((resolve) => {
              const begun = performance.now();
              const script = document.createElement("script");
              script.src = source;
              script.onload = () => resolve(performance.now() - begun);
              document.head.append(script);
            }),
          `${largest.path.split("/").map(encodeURIComponent).join("/")}?${i}`,
        ),
      );
    const size = (largest.size / 1e6).toFixed(1);
    record(`largest of ${kind}: ${size} MB, ${gzipped(largest.path).toFixed(0)} kB gzipped`, times, null);
  }
});

test("the first chart comes soon", async () => {
  const times: number[] = [];
  for (let i = 0; i < 5; i++) {
    const { page } = await open("#/records");
    const begun = performance.now();
    await page.evaluate(() => {
      location.hash = "#/benchmark/etl";
    });
    await settled(page);
    await page.locator("figure svg path").first().waitFor({ state: "attached" });
    times.push(performance.now() - begun);
    await page.context().close();
  }
  record("Benchmark: from a link to its first chart", times, null);
});

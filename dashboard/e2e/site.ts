// site.ts - pages of the site for a test, each in a fresh context, and what they did wrong
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  chromium,
  type Page,
} from "playwright-core";
import { afterAll, expect, inject } from "vitest";
import type { ResultRecord } from "../src/data/contracts";

let browser: Promise<Browser> | null = null;
const contexts: BrowserContext[] = [];

afterAll(async () => {
  await Promise.all(contexts.map((context) => context.close()));
  await (await browser)?.close();
});

export interface Visit extends BrowserContextOptions {
  /** Where the site is; the one that is served if not said. */
  at?: string;
  /** Done to the context before it opens the page. */
  before?: (context: BrowserContext) => Promise<void>;
  /** false: not even the frame of a page will be there. */
  heading?: boolean;
}

export interface Opened {
  page: Page;
  /** Errors of scripts and of the console. */
  errors: string[];
  /** Requests to anywhere but the site. */
  foreign: string[];
  requested: string[];
}

/** Opens a hash of the site, and waits until its page is there. */
export async function open(hash = "", visit: Visit = {}): Promise<Opened> {
  const { at = inject("served"), before, heading = true, ...options } = visit;
  browser ??= chromium.connect(inject("browser"));
  const context = await (await browser).newContext({
    reducedMotion: "reduce",
    acceptDownloads: true,
    viewport: { width: 1440, height: 900 },
    ...options,
  });
  contexts.push(context);
  await before?.(context);
  const page = await context.newPage();
  const opened: Opened = { page, errors: [], foreign: [], requested: [] };
  const home = at.replace(/[^/]*$/, "");
  page.on("pageerror", (error) => opened.errors.push(error.message));
  page.on("console", (message) => {
    if (message.type() === "error") opened.errors.push(message.text());
  });
  page.on("request", (request) => {
    const url = request.url();
    opened.requested.push(url);
    if (!url.startsWith(home) && !/^(data|blob):/.test(url)) opened.foreign.push(url);
  });
  await page.goto(at + hash);
  if (heading) await settled(page);
  return opened;
}

/** Waits for the heading of the page, and for what it is still loading. */
export async function settled(page: Page): Promise<void> {
  await page.locator("main h1").first().waitFor();
  await page.waitForFunction(() => !document.querySelector("[aria-busy=true]"));
}

/** Nothing went wrong on it, and it asked nobody else for anything. */
export function expectClean(opened: Opened): void {
  expect(opened.errors).toEqual([]);
  expect(opened.foreign).toEqual([]);
}

/** All record files that the site was made of. */
export function recordFiles(): ResultRecord[] {
  return inject("recorded").flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(".json") && statSync(join(folder, name)).isFile())
      .map((name) => JSON.parse(readFileSync(join(folder, name), "utf8")) as unknown)
      .filter(isRecord),
  );
}

function isRecord(data: unknown): data is ResultRecord {
  return typeof data === "object" && data !== null && "run_id" in data && "benchmark_id" in data;
}

/** The pages, as hashes, with a benchmark where one is named. */
export const HASHES: { [page: string]: string } = {
  Overview: "",
  Benchmark: "#/benchmark/etl",
  Compare: "#/compare?profile=quick&mode=language",
  Trends: "#/trends/etl?x=commit",
  Records: "#/records",
  Methodology: "#/methodology",
};

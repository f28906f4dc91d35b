// serve.e2e.ts - make serve's server: open pages follow the results, also when a build fails
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, expect, inject, test } from "vitest";
import { expectClean, open } from "./site";

const scratch = mkdtempSync(join(tmpdir(), "serve-"));
let server: ChildProcess | null = null;

afterAll(() => {
  server?.kill("SIGKILL");
  rmSync(scratch, { recursive: true, force: true });
});

test("a new result reloads the page, a failed build says so, and Ctrl-C ends it", async () => {
  const [site, results, broken] = ["site", "results", "broken"].map((name) => join(scratch, name));
  if (!site || !results || !broken) throw new Error("no folders");
  cpSync(inject("folder"), site, { recursive: true, filter: (path) => !/\/data\/.*\//.test(path) });
  const program = resolve("../build/dashboard/serve.mjs");
  server = spawn("node", [program, site, "0", results, "--", "test", "!", "-e", broken]);
  let said = "";
  server.stdout?.on("data", (part: Buffer) => {
    said += part.toString();
  });
  await expect.poll(() => said).toMatch(/http:\/\/127\.0\.0\.1:\d+\//);
  const at = /http:\S+/.exec(said)?.[0] ?? "";

  const opened = await open("#/methodology/statistics", { at });
  const { page } = opened;
  const loads = () => page.evaluate(() => performance.timeOrigin);
  const first = await loads();
  mkdirSync(join(results, "quick/etl"), { recursive: true });
  await page.waitForFunction((before) => performance.timeOrigin > before, first);
  expect(await page.evaluate(() => location.hash)).toBe("#/methodology/statistics");

  const second = await loads();
  writeFileSync(broken, "");
  writeFileSync(join(results, "quick/etl/c.json"), "{}");
  await page.getByRole("alert").filter({ hasText: "could not be built" }).waitFor();
  expect(await loads()).toBe(second);
  expect(await page.getByRole("heading", { level: 1 }).innerText()).toBe("Methodology");

  rmSync(broken);
  writeFileSync(join(results, "quick/etl/c.json"), "{ }");
  await page.waitForFunction((before) => performance.timeOrigin > before, second);
  expect(await page.getByRole("alert").count()).toBe(0);
  expectClean(opened);

  const ended = once(server, "exit");
  server.kill("SIGINT");
  expect(await ended).toEqual([0, null]);
});

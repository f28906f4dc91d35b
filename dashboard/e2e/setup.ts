// setup.ts - what all tests in a browser share: the site, three times, and one Chromium
//
// The site is $SITE, made of the records in $RECORDED.  It is served from two folders deep, opened as a
// file, and packed as a zip and unpacked elsewhere, in a folder with an awkward name.
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";
import type { TestProject } from "vitest/node";
import { serveFolder } from "../serve/http";

declare module "vitest" {
  export interface ProvidedContext {
    browser: string;
    served: string;
    file: string;
    unzipped: string;
    /** The folder that is served at served. */
    folder: string;
    recorded: string[];
  }
}

export function chromiumPath(): string {
  const paths = [process.env.CHROMIUM, "/usr/bin/chromium", "/usr/bin/chromium-browser"];
  const path = paths.find((candidate) => candidate && existsSync(candidate));
  if (path) return path;
  throw new Error(
    "there is no Chromium: make deps-dashboard installs it, CHROMIUM=/path/to/it names another",
  );
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const executablePath = chromiumPath();
  const site = resolve(process.env.SITE ?? "dist");
  if (!existsSync(join(site, "data/index.js"))) throw new Error(`${site} is no dashboard: make dashboard`);
  const { url, server } = await serveFolder(resolve(site, "../.."), 0);
  const scratch = mkdtempSync(join(tmpdir(), "dashboard-"));
  const elsewhere = join(scratch, "elsewhere, 100 % ü#1");
  if (!process.env.RUN) unzipped(site, scratch, elsewhere);
  const browser = await chromium.launchServer({ executablePath });
  project.provide("browser", browser.wsEndpoint());
  project.provide("served", `${url}${relative(resolve(site, "../.."), site)}/`);
  project.provide("file", pathToFileURL(join(site, "index.html")).href);
  project.provide("unzipped", pathToFileURL(join(elsewhere, "index.html")).href);
  project.provide("folder", site);
  project.provide(
    "recorded",
    (process.env.RECORDED ?? "../results/published").split(" ").map((path) => resolve(path)),
  );
  return async () => {
    await browser.close();
    server.closeAllConnections();
    server.close();
    rmSync(scratch, { recursive: true, force: true });
  };
}

function unzipped(site: string, scratch: string, elsewhere: string): void {
  mkdirSync(elsewhere);
  const python = (...words: string[]) => execFileSync("python3", ["-m", "zipfile", ...words]);
  python("-c", join(scratch, "site.zip"), `${site}/.`);
  python("-e", join(scratch, "site.zip"), elsewhere);
}

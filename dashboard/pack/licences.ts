// licences.ts - the licences of what is in the site's scripts: all that the dependencies depend on
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { isObject, parsed } from "./json";

/** null if the packages are not here. */
export function licences(dashboard: string): string | null {
  const modules = join(dashboard, "node_modules");
  if (!existsSync(modules)) return null;
  const names = new Set(dependencies(join(dashboard, "package.json")));
  for (const name of names)
    for (const next of dependencies(join(modules, name, "package.json"))) names.add(next);
  const parts = [...names].sort().map((name) => licence(name, join(modules, name)));
  return `The scripts of this site contain the following packages.\n\n${parts.join("\n")}`;
}

function dependencies(path: string): string[] {
  const { dependencies: names } = manifest(path);
  return isObject(names) ? Object.keys(names) : [];
}

function licence(name: string, folder: string): string {
  const { version, license } = manifest(join(folder, "package.json"));
  const texts = readdirSync(folder)
    .filter((file) => /^(licen[cs]e|notice)(\.(md|txt))?$/i.test(file))
    .sort()
    .map((file) => readFileSync(join(folder, file), "utf8").trim());
  return `${"=".repeat(78)}\n${name} ${version} (${license})\n\n${texts.join("\n\n")}\n`;
}

function manifest(path: string): { [field: string]: unknown } {
  const data = parsed(path);
  return isObject(data) ? data : {};
}

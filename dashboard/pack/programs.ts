// programs.ts - calls of the filters, and the CSV that they write

import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";

/** What the program prints; an error, with its words, unless it exits with 0 or a status that is allowed. */
export function output(program: string, args: string[], input = "", allowed: number[] = []): string {
  return outputAndWarnings(program, args, input, allowed).output;
}

export function outputAndWarnings(
  program: string,
  args: string[],
  input = "",
  allowed: number[] = [],
): { output: string; warnings: string[] } {
  const result = spawnSync(program, args, { input, encoding: "utf8", maxBuffer: 2 ** 30 });
  if (result.error) throw result.error;
  const warnings = result.stderr.trim().split("\n").filter(Boolean);
  if (result.status !== 0 && !allowed.includes(result.status ?? -1))
    throw new Error(warnings.at(-1) ?? `${program}: exit status ${result.status}`);
  return { output: result.stdout, warnings };
}

/** When the program is done, which meanwhile runs by itself. */
export async function finished(program: string, args: string[]): Promise<void> {
  const child = spawn(program, args, { stdio: ["ignore", "ignore", "pipe"] });
  let said = "";
  child.stderr.on("data", (text) => {
    said += text;
  });
  const [status] = await once(child, "close");
  if (status !== 0) throw new Error(said.trim().split("\n")[0] || `${program}: exit status ${status}`);
}

/** A row of CSV: as it is written, and its fields. */
export interface CsvRow {
  text: string;
  fields: string[];
}

export interface Csv {
  header: string;
  names: string[];
  rows: CsvRow[];
  /** A field by its column; "" if there is none. */
  get: (row: CsvRow, name: string) => string;
}

/** CSV as the filters write it (RFC 4180). */
export function csv(text: string): Csv {
  const rows: CsvRow[] = [];
  let open = "";
  for (const line of text.split("\n")) {
    const row = open + line;
    open = row.includes('"') && quotes(row) % 2 === 1 ? `${row}\n` : "";
    if (open === "" && row !== "")
      rows.push({ text: row, fields: row.includes('"') ? quoted(row) : row.split(",") });
  }
  const { text: header, fields: names } = rows.shift() ?? { text: "", fields: [] };
  const columns = new Map(names.map((name, i) => [name, i]));
  return { header, names, rows, get: ({ fields }, name) => fields[columns.get(name) ?? -1] ?? "" };
}

function quotes(text: string): number {
  return text.split('"').length - 1;
}

function quoted(row: string): string[] {
  return [...row.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(
    ([, inside, plain]) => inside?.replaceAll('""', '"') ?? plain ?? "",
  );
}

/** A field of CSV. */
export function field(text: string): string {
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** The number of a field, null if it is empty. */
export function number(text: string | undefined): number | null {
  return text === undefined || text === "" ? null : Number(text);
}

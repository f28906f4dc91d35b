// export.ts - tables as CSV, JSON and Markdown
import { format, type Place } from "./place";
import type { Cell, Raw, Table } from "./table";

/** What is exported of a table: raw values. */
interface Data {
  title: string;
  columns: { key: string; label: string }[];
  rows: Raw[][];
}

/** A column with intervals becomes three, unless their ends are columns already; units that differ by row are one. */
function dataOf({ title, columns, rows }: Table): Data {
  const keys = new Set(columns.map(({ key }) => key));
  const parts = columns.flatMap(({ key, label }, i) => {
    const own = { key, label, of: (row: Cell[]): Raw => row[i]?.raw ?? null };
    const ends = (["lo", "hi"] as const).map((end) => ({
      ...{ key: `${key}_${end}`, label: `${label}, ${end}` },
      of: (row: Cell[]): Raw => row[i]?.[end] ?? null,
    }));
    const ranged = rows.some((row) => row[i]?.lo !== undefined) && !ends.some((end) => keys.has(end.key));
    return ranged ? [own, ...ends] : [own];
  });
  const unitOf = (row: Cell[]): Raw => row.find(({ unit }) => unit !== undefined)?.unit ?? null;
  if (rows.some(unitOf)) parts.push({ key: "unit", label: "unit", of: unitOf });
  return {
    title,
    columns: parts.map(({ key, label }) => ({ key, label })),
    rows: rows.map((row) => parts.map(({ of }) => of(row))),
  };
}

/**
 * RFC 4180, but lines end as those of the project's tools; raw values in full.  Several tables
 * are one: its first column says which a row is of, and what a table does not have is empty.
 */
export function toCsv(tables: Table[]): string {
  const all = tables.map(dataOf);
  const keys = [...new Set(all.flatMap(({ columns }) => columns.map(({ key }) => key)))];
  const many = all.length > 1;
  const lines = [(many ? ["table", ...keys] : keys).map(csvField)];
  for (const { title, columns, rows } of all) {
    const at = keys.map((key) => columns.findIndex((column) => column.key === key));
    for (const row of rows) {
      const fields = at.map((i) => csvField(row[i] ?? null));
      lines.push(many ? [csvField(title), ...fields] : fields);
    }
  }
  return lines.map((fields) => `${fields.join(",")}\n`).join("");
}

/** A text that a spreadsheet would take for a formula gets a ' before it. */
function csvField(raw: Raw): string {
  if (raw === null) return "";
  if (typeof raw !== "string") return String(raw);
  const text = /^[=+\-@\t\r]/.test(raw) ? `'${raw}` : raw;
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Rows are objects of raw values; place is the hash that shows the same. */
export function toJson(tables: Table[], place: Place): string {
  const data = {
    place: format(place),
    tables: tables.map(dataOf).map(({ title, columns, rows }) => ({
      title,
      columns,
      rows: rows.map((row) => Object.fromEntries(columns.map(({ key }, i) => [key, row[i] ?? null]))),
    })),
  };
  return `${JSON.stringify(data, null, 2)}\n`;
}

/** For people: texts, not raw values. */
export function toMarkdown(tables: Table[]): string {
  const line = (texts: string[]) => `| ${texts.join(" | ")} |\n`;
  return tables
    .map(
      ({ title, columns, rows }) =>
        `## ${escaped(title)}\n\n` +
        line(columns.map(({ label }) => escaped(label))) +
        line(columns.map(({ numeric }) => (numeric ? "---:" : "---"))) +
        rows.map((row) => line(columns.map((_, i) => cellText(row[i])))).join(""),
    )
    .join("\n");
}

function cellText(cell: Cell | undefined): string {
  return cell ? escaped(cell.text) : "";
}

function escaped(text: string): string {
  return text.replace(/[\\|<>`*[\]]/g, "\\$&").replace(/\s*\n\s*/g, " ");
}

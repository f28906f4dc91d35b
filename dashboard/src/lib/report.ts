// report.ts - the tables of a report as those of the page
import type { ReportTable } from "../data/contracts";
import type { Cell, Table } from "./table";

/** title: what to call a table that has none. */
export function tableOf({ title, head, rows }: ReportTable, untitled: string): Table {
  return {
    title: title ?? untitled,
    columns: head.map(({ label, right }, i) => ({
      key: label.replace(/[^A-Za-z0-9]+/g, "_").toLowerCase() || `column_${i}`,
      label,
      numeric: right,
    })),
    rows: rows.map((row) => row.map((cell, i) => cellOf(cell, head[i]?.right ?? false))),
  };
}

type ReportCell = ReportTable["rows"][number][number];

/** What stands behind a text is on hover and in exports; a count stands for itself. */
function cellOf({ text, raw, tone }: ReportCell, right: boolean): Cell {
  const count = right && raw === null && /^-?[0-9,]+(\.[0-9]+)?$/.test(text);
  const value = count ? Number(text.replaceAll(",", "")) : text === "" ? null : (raw ?? text);
  const marked = text === "" ? null : tone;
  return {
    text,
    raw: value,
    ...(marked ? { tone: marked } : {}),
    ...(typeof raw === "string" && /^[0-9a-f]{64}$/.test(raw) ? { copy: true } : {}),
  };
}

// report.ts - the tables of a report as those of the page
import type { ReportTable } from "../data/contracts";
import { type Cell, figure, type Noted, name } from "./table";

/** Fewer rows are seen at once. */
const WORTH_A_SEARCH = 10;

/** untitled: what to call a table that has no title. */
export function notedOf({ title, note, folded, head, rows }: ReportTable, untitled: string): Noted {
  return {
    table: {
      title: title ?? untitled,
      columns: head.map(({ label, right }) => (right ? figure(label) : name(label))),
      rows: rows.map((row) => row.map((cell, i) => cellOf(cell, head[i]?.right ?? false))),
    },
    ...(note === null ? {} : { note }),
    folded,
    search: rows.length > WORTH_A_SEARCH,
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

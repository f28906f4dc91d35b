// report.ts - the tables of a report as those of the page
import type { ReportTable, Session } from "../data/contracts";
import { severityCell } from "./severity";
import { type Noted, name } from "./table";

/** Fewer rows are seen at once. */
const WORTH_A_SEARCH = 10;

export function notedOf({ title, note, folded, head, rows }: ReportTable): Noted {
  const severity = head.findIndex(({ label }) => label === "severity");
  return {
    table: {
      title,
      columns: distinct(
        head.map(({ label, right, unit }) => ({
          ...name(label, unit ?? "1"),
          ...(right && { numeric: true }),
        })),
      ),
      // a text stands for itself
      rows: rows.map((row) =>
        row.map((cell, i) =>
          i === severity ? severityCell(cell.text) : { raw: cell.text || null, ...cell },
        ),
      ),
    },
    ...(note === null ? {} : { note }),
    // findings are what one comes for
    folded: folded && severity < 0,
    search: rows.length > WORTH_A_SEARCH,
  };
}

/** A second "verdict" is verdict_2. */
function distinct<Column extends { key: string }>(columns: Column[]): Column[] {
  return columns.map((column, i) => {
    const before = columns.slice(0, i).filter(({ key }) => key === column.key).length;
    return before > 0 ? { ...column, key: `${column.key}_${before + 1}` } : column;
  });
}

/** What the report shows before the charts, and after them; hidden: implementations that a filter hides. */
export function reportParts({ report }: Session, hidden: string[]): { ahead: Noted[]; rest: Noted[] } {
  const shown = (ahead: boolean) =>
    (report?.tables ?? [])
      .filter(({ first }) => first === ahead)
      .map((table) => without(notedOf(table), hidden));
  return { ahead: shown(true), rest: shown(false) };
}

/** Without the rows and columns of these implementations. */
function without(part: Noted, hidden: string[]): Noted {
  const { title, columns, rows } = part.table;
  const own = columns.findIndex(({ key }) => key === "implementation");
  const kept = columns.map(({ label }) => !hidden.includes(label));
  const table = {
    title,
    columns: columns.filter((_, i) => kept[i]),
    rows: rows
      .filter((row) => !hidden.includes(row[own]?.text ?? ""))
      .map((row) => row.filter((_, i) => kept[i])),
  };
  return { ...part, table };
}

/** "python: ..." and "python was not scanned ..." are of python. */
export function statementsWithout(texts: string[], hidden: string[]): string[] {
  return texts.filter(
    (text) => !hidden.some((name) => text.startsWith(`${name}:`) || text.startsWith(`${name} `)),
  );
}

/** The rows that have all the words, of the tables that have such rows and are worth a search; they unfold. */
export function matching(parts: Noted[], search: string): Noted[] {
  const needles = search.toLowerCase().split(/\s+/).filter(Boolean);
  if (needles.length === 0) return parts;
  return parts.flatMap((part) => {
    if (!part.search) return [];
    const rows = part.table.rows.filter((row) => {
      const hay = row.map(({ text, raw }) => `${text} ${raw}`.toLowerCase()).join(" ");
      return needles.every((needle) => hay.includes(needle));
    });
    return rows.length === 0 ? [] : { ...part, folded: false, table: { ...part.table, rows } };
  });
}

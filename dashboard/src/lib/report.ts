// report.ts - the tables of a report as those of the page
import type { ReportTable, Session } from "../data/contracts";
import { evidenceParts } from "./evidence";
import { severityCell } from "./severity";
import { type Cell, figure, type Noted, name } from "./table";
import { vulnerabilitiesTable } from "./vulnerabilities";

/** Fewer rows are seen at once. */
const WORTH_A_SEARCH = 10;

/** untitled: what to call a table that has no title. */
export function notedOf({ title, note, folded, head, rows }: ReportTable, untitled: string): Noted {
  return {
    table: {
      title: title ?? untitled,
      columns: head.map(({ label, right }) => (right ? figure(label) : name(label))),
      rows: rows.map((row) =>
        row.map((cell, i) =>
          head[i]?.label === "severity" ? severityCell(cell.text) : cellOf(cell, head[i]?.right ?? false),
        ),
      ),
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
  const shaped = /^([✓■✗]|flaky|failing)/.test(text);
  // a report warns with the colour of a tie, but only of ties with its sign
  const warned = tone === "tie" && !shaped && !text.startsWith("tie") ? "unsure" : tone;
  const marked = text === "" ? null : warned;
  return {
    text,
    raw: value,
    ...(marked ? { tone: marked } : {}),
    // a sign of its own needs no second one
    ...(marked && shaped ? { shaped } : {}),
    ...(typeof raw === "string" && /^[0-9a-f]{64}$/.test(raw) ? { copy: true } : {}),
  };
}

/** What the page shows otherwise: who is ahead, what failed, the raw files, all that was measured. */
const ELSEWHERE =
  /^(Not |Raw output of|Every figure$|Work and cost$|In other metrics|Inside the process|More of the same$|Case by case|How these are distributed$)/;

/** What the report tells beside who is ahead; hidden: implementations that a filter hides. */
function reportParts({ report }: Session, hidden: string[]): Noted[] {
  return (report?.tables ?? []).flatMap((table) =>
    table.title === null || ELSEWHERE.test(table.title) ? [] : without(notedOf(table, ""), hidden),
  );
}

/** The same of what was scanned, with more of each finding, and of the tools. */
export function findingsParts(session: Session, hidden: string[]): Noted[] {
  const { records, report } = session;
  const table = vulnerabilitiesTable(records);
  const parts = reportParts(session, hidden).map((part) =>
    table && part.table.columns.some(({ key }) => key === "advisory") && part.table.title === table.title
      ? { ...part, table, folded: false }
      : part.table.title === "Each finding"
        ? { ...part, folded: false }
        : part,
  );
  const own = table && !report ? [{ table, search: true }] : [];
  return [...parts, ...own, ...evidenceParts(records)];
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

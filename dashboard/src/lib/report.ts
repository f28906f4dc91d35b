// report.ts - the tables of a report as those of the page
import type { ReportTable, Session } from "../data/contracts";
import { severityCell } from "./severity";
import { type Cell, figure, type Noted, name } from "./table";

/** Fewer rows are seen at once. */
const WORTH_A_SEARCH = 10;

/** untitled: what to call a table that has no title. */
export function notedOf({ title, note, folded, head, rows }: ReportTable, untitled: string): Noted {
  const severity = head.findIndex(({ label }) => label === "severity");
  return {
    table: {
      title: title ?? untitled,
      columns: distinct(
        head.map(({ label, right }, i) =>
          right ? figure(label, unitOf(rows.map((row) => row[i]?.text ?? ""))) : name(label),
        ),
      ),
      rows: rows.map((row) =>
        row.map((cell, i) =>
          i === severity ? severityCell(cell.text) : cellOf(cell, head[i]?.right ?? false),
        ),
      ),
    },
    ...(note === null ? {} : { note }),
    // findings are what one comes for
    folded: folded && severity < 0 && title !== "Each finding",
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

const UNITS: { [unit: string]: string } = { "/s": "per_s", "B/s": "B_per_s", "%": "percent" };

/** That of raw values, without a prefix, if these texts have the same; "" else. */
function unitOf(texts: string[]): string {
  const units = texts.flatMap((text) =>
    /^[0-9.,]+$/.test(text)
      ? ""
      : /^-?[0-9.]+ (d|years)\b/.test(text)
        ? "s"
        : (/[0-9)] (?:[nµm]|[kKMGT]i?)?(s|B|B\/s|\/s|%)\)?$/.exec(text)?.[1] ?? []),
  );
  const [unit = ""] = units;
  return units.every((other) => other === unit) ? (UNITS[unit] ?? unit) : "";
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
    ...(right && text === "×1"
      ? { raw: 1 }
      : right && typeof raw === "string"
        ? intervalOf(raw)
        : { raw: value }),
    ...(marked ? { tone: marked } : {}),
    // a sign of its own needs no second one
    ...(marked && shaped ? { shaped } : {}),
    ...(typeof raw === "string" && /^[0-9a-f]{64}$/.test(raw) ? { copy: true } : {}),
  };
}

/** "1.29 (1.26 to 1.33, ...": a ratio; "0.109 to 0.111, ...": an interval; else as it is. */
function intervalOf(raw: string): Pick<Cell, "raw" | "lo" | "hi"> {
  const [, value, lo, hi] = /^(?:([-\d.e]+) \()?([-\d.e]+) to ([-\d.e]+),/.exec(raw) ?? [];
  if (lo === undefined || hi === undefined) return { raw };
  return { raw: value === undefined ? raw : Number(value), lo: Number(lo), hi: Number(hi) };
}

/** The page has them all, with links. */
const ELSEWHERE = /^Raw output of/;
/** Who is ahead, and who failed. */
const AHEAD = /^Not /;

/** What the report shows before the charts, and after them; hidden: implementations that a filter hides. */
export function reportParts(
  { report }: Session,
  untitled: string,
  hidden: string[],
): { ahead: Noted[]; rest: Noted[] } {
  const tables = (report?.tables ?? []).filter(({ title }) => !ELSEWHERE.test(title ?? ""));
  const isAhead = ({ title }: ReportTable) => title === null || AHEAD.test(title) || report?.notice !== null;
  const shown = (list: ReportTable[]) => list.map((table) => without(notedOf(table, untitled), hidden));
  return {
    ahead: shown(tables.filter(isAhead)),
    rest: shown(tables.filter((table) => !isAhead(table))),
  };
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

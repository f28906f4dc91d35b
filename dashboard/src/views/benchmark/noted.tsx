// noted.tsx - sentences, and tables with what must be said of them, the long ones folded
import { DataTable } from "../../components/table";
import type { Noted } from "../../lib/table";
import css from "./evidence.module.css";

export function Sentences({ texts }: { texts: string[] }) {
  return texts.length === 0 ? null : (
    <ul className={css.statements}>
      {texts.map((text) => (
        <li key={text}>{text}</li>
      ))}
    </ul>
  );
}

export function NotedTables({ parts }: { parts: Noted[] }) {
  return parts.map((part) =>
    part.folded ? (
      <details key={part.table.title} className={css.folded}>
        <summary>
          {part.table.title} ({part.table.rows.length})
        </summary>
        <OneTable {...part} headed />
      </details>
    ) : (
      <OneTable key={part.table.title} {...part} />
    ),
  );
}

function OneTable({ table, note, headed = false }: Noted & { headed?: boolean }) {
  return (
    <>
      <DataTable table={table} headed={headed} />
      {note && <p className={css.note}>{note}</p>}
    </>
  );
}

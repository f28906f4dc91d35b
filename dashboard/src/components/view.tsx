// view.tsx - the frame of a page: its heading, its export, its parts
import { type ReactNode, useEffect } from "react";
import type { Table } from "../lib/table";

/** tables: what the page shows, for its exports. */
export function View({ title, tables, children }: { title: string; tables: Table[]; children: ReactNode }) {
  useEffect(() => {
    document.title = `${title} · plumbline`;
  }, [title]);
  return (
    <>
      <h1 tabIndex={-1}>{title}</h1>
      <p>{tables.length} tables</p>
      {children}
    </>
  );
}

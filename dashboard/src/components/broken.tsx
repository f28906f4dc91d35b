// broken.tsx - files that should be records but could not be read: each by name, and why
import type { Broken } from "../data/contracts";
import { useDashboard } from "../data/store";
import { type Table, tableOf } from "../lib/table";
import { DataTable } from "./table";

export function brokenTables(broken: Broken[]): Table[] {
  const table = tableOf(
    "Files that could not be read",
    [
      { key: "path", label: "file", cell: ({ path }) => path },
      { label: "reason", cell: ({ reason }) => reason },
    ],
    broken,
  );
  return broken.length > 0 ? [table] : [];
}

export function BrokenFiles() {
  return brokenTables(useDashboard().index.broken).map((table) => (
    <section key={table.title}>
      <h2>Broken files</h2>
      <p>These are left out; everything else is shown. Measured again, they are written anew.</p>
      <DataTable table={table} />
    </section>
  ));
}

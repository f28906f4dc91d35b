// broken.tsx - files that should be records but could not be read: each by name, and why
import { DataTable } from "../../components/table";
import type { Broken } from "../../data/contracts";
import { useDashboard } from "../../data/store";
import { type Table, words } from "../../lib/table";

export function brokenTable(broken: Broken[]): Table {
  return {
    title: "Files that could not be read",
    columns: [
      { key: "path", label: "file" },
      { key: "reason", label: "reason" },
    ],
    rows: broken.map(({ path, reason }) => [words(path), words(reason)]),
  };
}

export function BrokenFiles() {
  const { broken } = useDashboard().index;
  return broken.length === 0 ? null : (
    <section>
      <h2>Broken files</h2>
      <p>These are left out; everything else is shown. Measured again, they are written anew.</p>
      <DataTable table={brokenTable(broken)} />
    </section>
  );
}

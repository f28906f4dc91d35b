// environment.tsx - the machine and the system that it was measured on
import { useMemo } from "react";
import { FactList } from "../../components/facts";
import { environmentFacts } from "../../lib/environment";
import { factsTable } from "../../lib/facts";
import type { Table } from "../../lib/table";
import type { Part } from "./part";

export function Environment({ session: { records } }: Part) {
  const facts = useMemo(() => environmentFacts(records), [records]);
  if (records.length === 0) return null;
  return (
    <section aria-labelledby="environment">
      <h2 id="environment">Environment</h2>
      <FactList facts={facts} />
    </section>
  );
}

export function environmentTables({ session }: Part): Table[] {
  return [factsTable("Environment", environmentFacts(session.records))];
}

// provenance.tsx - what was run, of what, where, how fair it is, and the files behind the numbers
import { useMemo } from "react";
import { FactList } from "../../components/facts";
import { DataTable } from "../../components/table";
import {
  commandsTable,
  digestsTable,
  environmentTable,
  filesNoted,
  flameGraphsTable,
} from "../../lib/provenance";
import { statementsWithout } from "../../lib/report";
import { name, type Table, words } from "../../lib/table";
import { NotedTables } from "./noted";
import type { ChosenPart } from "./part";
import { hiddenOf } from "./report";

export function Provenance({ part }: { part: ChosenPart }) {
  const { session } = part;
  const facts = factsOf(part);
  const parts = useMemo(
    () => [
      { table: commandsTable(session.records), folded: true },
      { table: digestsTable(session.records), folded: true },
      { table: environmentTable(session.records), folded: true },
      filesNoted(session),
    ],
    [session],
  );
  const graphs = useMemo(() => flameGraphsTable(session), [session]);
  return (
    <section aria-labelledby="provenance">
      <h2 id="provenance">Provenance, fairness and environment</h2>
      <FactList facts={facts} />
      <DataTable table={graphs} />
      <NotedTables parts={parts} />
    </section>
  );
}

/** As the report has them; a list is of implementations. */
function factsOf(part: ChosenPart): [label: string, texts: string[]][] {
  const hidden = hiddenOf(part);
  return (part.session.report?.facts ?? []).map(([label, said]) => [
    label,
    typeof said === "string" ? [said] : statementsWithout(said, hidden),
  ]);
}

export function provenanceTables(part: ChosenPart): Table[] {
  const { session } = part;
  return [
    {
      title: "Facts",
      columns: [name("what"), name("fact")],
      rows: factsOf(part).flatMap(([label, texts]) => texts.map((text) => [words(label), words(text)])),
    },
    flameGraphsTable(session),
    commandsTable(session.records),
    digestsTable(session.records),
    environmentTable(session.records),
    filesNoted(session).table,
  ];
}

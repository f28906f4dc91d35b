// provenance.tsx - what was run, of what, where, how fair it is, and the files behind the numbers
import { useMemo } from "react";
import { FactList } from "../../components/facts";
import { commandsTable, digestsTable, environmentTable, filesNoted } from "../../lib/provenance";
import { statementsWithout } from "../../lib/report";
import { type Noted, name, words } from "../../lib/table";
import { NotedTables } from "./noted";
import type { ChosenPart, Section } from "./part";
import { hiddenOf } from "./report";

export const provenance: Section = {
  id: "provenance",
  titleOf: () => "Provenance, fairness and environment",
  Content: Provenance,
  tablesOf: (part) => [
    {
      title: "Facts",
      columns: [name("what"), name("fact")],
      rows: factsOf(part).flatMap(([label, texts]) => texts.map((text) => [words(label), words(text)])),
    },
    ...notedOf(part).map(({ table }) => table),
  ],
};

function Provenance({ part }: { part: ChosenPart }) {
  const parts = useMemo(() => notedOf(part), [part]);
  return (
    <>
      <FactList facts={factsOf(part)} />
      <NotedTables parts={parts} />
    </>
  );
}

function notedOf({ session }: ChosenPart): Noted[] {
  return [
    { table: commandsTable(session.records), folded: true },
    { table: digestsTable(session.records), folded: true },
    { table: environmentTable(session.records), folded: true },
    filesNoted(session),
  ];
}

/** As the report has them; a list is of implementations. */
function factsOf(part: ChosenPart): [label: string, texts: string[]][] {
  const hidden = hiddenOf(part);
  return (part.session.report?.facts ?? []).map(([label, said]) => [
    label,
    typeof said === "string" ? [said] : statementsWithout(said, hidden),
  ]);
}

// provenance.ts - what was run, made of what, where, and the files behind the numbers
import type { ResultRecord, Session } from "../data/contracts";
import { dateAndTime, figureCell, grouped, humane, makeGoal } from "./format";
import { type Cell, type Noted, name, sortedBy, type Table, tableOf, words } from "./table";

interface Field {
  label: string;
  cell: Cell;
  /** Each may have its own: that it differs is no warning. */
  own?: boolean;
}

/** A row for each value of a field, with the implementations it is of; what should be the same and is not is marked. */
function sharedTable(
  title: string,
  records: ResultRecord[],
  fieldsOf: (record: ResultRecord) => Field[],
): Table {
  const fields = new Map<string, Map<string, Field & { of: string[] }>>();
  for (const record of records)
    for (const field of fieldsOf(record)) {
      const values = fields.get(field.label) ?? new Map<string, Field & { of: string[] }>();
      const key = JSON.stringify([field.cell.raw, field.cell.text]);
      const value = values.get(key) ?? { ...field, of: [] };
      value.of.push(record.implementation);
      fields.set(field.label, values.set(key, value));
    }
  return {
    title,
    columns: [name("field"), name("value"), name("implementations")],
    rows: [...fields.values()].flatMap((values) =>
      [...values.values()].map(({ label, cell, own, of }) => [
        words(label),
        values.size > 1 && !own ? { ...cell, tone: "bad" as const } : cell,
        words(of.length === records.length ? "all" : of.join(", ")),
      ]),
    ),
  };
}

function unknownCell(why: unknown): Cell {
  return { text: why ? `unknown (${why})` : "unknown", raw: null, tone: "unsure" };
}

/** Its first 12 digits; the whole one on hover and in exports. */
function digestCell(digest: string | null | undefined, why?: unknown): Cell {
  return digest ? { text: digest.slice(0, 12), raw: digest, copy: true } : unknownCell(why);
}

/** What tells this session, and each artifact, from any other. */
export function digestsTable(records: ResultRecord[]): Table {
  return sharedTable("Versions and digests", records, (record) => {
    const { build, dataset, answer, unknown, commit_sha: commit, timestamp } = record;
    return [
      { label: "run", cell: { ...words(record.run_id), copy: true } },
      { label: "begun", cell: { text: dateAndTime(Date.parse(timestamp) / 1000), raw: timestamp } },
      {
        label: "commit",
        cell: commit ? { ...words(commit), copy: true } : unknownCell(unknown.commit_sha),
      },
      {
        label: "work tree",
        cell: record.dirty === null ? unknownCell(unknown.dirty) : treeCell(record.dirty),
      },
      { label: "spec, SHA-256", cell: digestCell(record.spec.sha256) },
      { label: "timer, SHA-256", cell: digestCell(record.timer_sha256) },
      { label: "dataset", cell: words(dataset.name) },
      { label: "its data, SHA-256", cell: digestCell(dataset.content_sha256) },
      { label: "its file, SHA-256", cell: digestCell(dataset.sha256) },
      { label: "answer expected, XXH3", cell: digestCell(answer.expected, unknown["answer.verified"]) },
      { label: "answer found, XXH3", cell: digestCell(answer.digest, unknown["answer.digest"]), own: true },
      {
        label: "toolchain",
        cell: build.toolchain ? words(build.toolchain) : unknownCell(unknown["build.toolchain"]),
        own: true,
      },
      {
        label: "artifact, SHA-256",
        cell: digestCell(build.artifact?.sha256, unknown["build.artifact"]),
        own: true,
      },
      { label: "artifact, size", cell: figureCell(build.artifact?.bytes, "B"), own: true },
      ...(build.lockfile
        ? [{ label: `${build.lockfile.name}, SHA-256`, cell: digestCell(build.lockfile.sha256), own: true }]
        : []),
    ];
  });
}

function treeCell(dirty: boolean): Cell {
  return dirty
    ? { text: "differed from the commit", raw: true, tone: "bad" }
    : { text: "as committed", raw: false };
}

/** All that fingerprint(1) and roofline(1) found out. */
export function environmentTable(records: ResultRecord[]): Table {
  return sharedTable("Environment", records, ({ environment: { reasons, ...environment }, roofline }) => {
    const why: { [field: string]: unknown } = { ...reasons };
    return [
      ...Object.entries(environment).map(([key, value]) => fieldOf(key, value, why[key])),
      ...Object.entries(roofline ?? {}).map(([key, value]) => fieldOf(`roofline_${key}`, value, null)),
    ];
  });
}

/** memory_total_B: "memory total", in bytes. */
function fieldOf(key: string, value: unknown, why: unknown): Field {
  const [, label = key, unit = ""] = /^(.*?)(?:_(s|B|B_per_s|per_s))?$/.exec(key) ?? [];
  const cell: Cell =
    value === null
      ? unknownCell(why)
      : typeof value === "number"
        ? { text: unit ? humane(value, unit.replace(/_?per_/, "/")) : String(value), raw: value }
        : typeof value === "boolean"
          ? { text: value ? "yes" : "no", raw: value }
          : words(typeof value === "string" ? value : JSON.stringify(value));
  return { label: label.replaceAll("_", " "), cell };
}

/** Exactly as it was called; what only the round knew stays in braces. */
export function commandsTable(records: ResultRecord[]): Table {
  const copied = (text: string): Cell => ({ ...words(text), copy: true });
  return {
    title: "Commands",
    columns: [name("implementation"), name("what"), name("command")],
    rows: records.flatMap(
      ({ benchmark_id: bench, implementation, spec, dataset, build, profile, server }) => {
        const known: { [name: string]: string } = {
          dataset: `build/datasets/${dataset.name}`,
          scratch: `build/scratch/${bench}/${implementation}`,
        };
        const shown = spec.arguments.map((argument) =>
          shellWord(argument.replace(/\{(\w+)\}/g, (whole, key: string) => known[key] ?? whole)),
        );
        const commands = {
          run: [`build/${bench}/${implementation}/run`, ...shown].join(" "),
          build: build.command,
          server: server?.command.map(shellWord).join(" "),
          // all of them: what is compared is measured in one session
          "measure again": makeGoal("remeasure", bench, profile),
        };
        return Object.entries(commands).flatMap(([what, command]) =>
          command ? [[words(implementation), words(what), copied(command)]] : [],
        );
      },
    ),
  };
}

function shellWord(text: string): string {
  return /^[\w@%+=:,./{}-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}

/** All files that the numbers come from; a link where the site has the file. */
export function filesNoted({ records, files }: Session): Noted {
  const rows = records.flatMap(({ implementation, raw }) => raw.map((file) => ({ implementation, ...file })));
  const here = rows.filter(({ path }) => files[path] !== undefined).length;
  const [first] = records;
  return {
    note: `${grouped(here)} of ${grouped(rows.length)} are beside this page. The others were at these paths of the tree: make bench-${first?.benchmark_id} writes such files there; of what is published they are in results/published/DATE/${first?.profile}/${first?.benchmark_id}-raw.tar.gz. sha256sum tells whether they are the same.`,
    folded: true,
    table: tableOf(
      "Raw files",
      [
        {
          label: "file",
          cell: ({ path }) => ({ ...words(path), ...(files[path] ? { href: files[path] } : {}) }),
        },
        { label: "implementation", cell: ({ implementation }) => implementation },
        { ...{ label: "size", key: "size_B", numeric: true }, cell: ({ bytes }) => figureCell(bytes, "B") },
        { label: "SHA-256", key: "sha256", cell: ({ sha256 }) => digestCell(sha256) },
      ],
      sortedBy(rows, ({ path }) => path),
    ),
  };
}

/** Of an implementation that is called constructor, too. */
export function own<T>(map: { [name: string]: T }, name: string): T | undefined {
  return Object.hasOwn(map, name) ? map[name] : undefined;
}

/** Where time is spent, from runs of their own. */
export function flameGraphsTable({ records, flameGraphs }: Session): Table {
  const link = (record: ResultRecord): Cell => {
    const { implementation, benchmark_id: bench, profile, build, flame_graph: graph } = record;
    const href = own(flameGraphs, implementation);
    if (href) return { text: `${implementation}.svg`, raw: href, href };
    if (graph?.artifact_sha256 === build.artifact?.sha256)
      return words("drawn, but not beside this page: make dashboard where it was made");
    return words(`none${graph ? " of this artifact" : ""}: ${makeGoal("profile", bench, profile)} draws it`);
  };
  return tableOf(
    "Flame graphs",
    [
      { label: "implementation", cell: ({ implementation }) => implementation },
      { label: "flame graph", cell: link },
      { label: "samples", numeric: true, cell: ({ flame_graph: graph }) => figureCell(graph?.samples, "1") },
      { label: "runs", numeric: true, cell: ({ flame_graph: graph }) => figureCell(graph?.runs, "1") },
      {
        ...{ label: "rate", key: "rate_per_s", numeric: true },
        cell: ({ flame_graph: graph }) => figureCell(graph?.frequency_hz, "1/s"),
      },
      { label: "by", cell: ({ flame_graph: graph }) => [graph?.tool, graph?.version].join(" ").trim() },
      {
        label: "of the artifact",
        cell: ({ flame_graph: graph }) => (graph ? digestCell(graph.artifact_sha256) : ""),
      },
    ],
    records,
  );
}

// provenance.ts - what was run, made of what, and how it is told from anything else
import type { ResultRecord, Session } from "../data/contracts";
import { fullest, span } from "./caveats";
import { digestCell, type Fact, factOf, member } from "./facts";
import { dateAndTime, figureCell, grouped, plural } from "./format";
import { type Cell, type Noted, name, sortedBy, type Table, words } from "./table";

const NOT_KNOWN: Cell = { text: "unknown", raw: null, tone: "unsure" };

function unknownBecause(record: ResultRecord, path: string): Cell {
  const why = record.unknown[path];
  return why ? { ...NOT_KNOWN, text: `unknown (${why})` } : NOT_KNOWN;
}

/** What all records of a session should share; what differs shows, with whose it is. */
export function sessionFacts(records: ResultRecord[]): Fact[] {
  const fact = (label: string, key: string, of: (record: ResultRecord) => Cell | null) =>
    factOf(records, label, key, of);
  const last = span(records)?.[1] ?? null;
  return [
    fact("run", "run_id", ({ run_id }) => ({ ...words(run_id), copy: true })),
    fact("begun", "timestamp", ({ timestamp }) => ({
      text: dateAndTime(Date.parse(timestamp) / 1000),
      raw: timestamp,
    })),
    fact("last round", "last_round", () =>
      last === null ? NOT_KNOWN : { text: dateAndTime(last), raw: new Date(last * 1000).toISOString() },
    ),
    fact("commit", "commit_sha", (record) =>
      record.commit_sha === null
        ? unknownBecause(record, "commit_sha")
        : { text: record.commit_sha, raw: record.commit_sha, copy: true },
    ),
    fact("work tree", "dirty", (record) =>
      record.dirty === null
        ? unknownBecause(record, "dirty")
        : record.dirty
          ? { text: "differed from the commit", raw: true, tone: "bad" }
          : { text: "as committed", raw: false },
    ),
    fact("profile", "profile", ({ profile, disturbances, rounds }) => ({
      text: `${profile}: ${plural(disturbances.of, "round")} and ${plural(rounds.filter(({ phase }) => phase === "warmup").length, "warm-up")}`,
      raw: profile,
    })),
    fact("order", "order_method", ({ order }) => words(order.method)),
    fact("seed of the order", "order_seed", ({ order }) => ({ text: String(order.seed), raw: order.seed })),
    fact("compared", "compared_metrics", ({ spec }) => words(spec.compare.join(", "))),
    fact("spec", "spec_sha256", ({ spec }) => digestCell(spec.sha256)),
    fact("timer", "timer_sha256", ({ timer_sha256 }) => digestCell(timer_sha256)),
    fact("server", "server", ({ server }) =>
      server ? { ...words(server.command.join(" ")), copy: true } : null,
    ),
    fact("processors of server and runs", "server_layout", ({ server }) =>
      server ? words(layoutText(server.layout)) : null,
    ),
    ...datasetFacts(records),
  ].filter(({ values }) => values.length > 0);
}

function layoutText(layout: object): string {
  const say = (key: string) => String(member(layout, key) ?? "unknown");
  return say("layout") === "pinned"
    ? `pinned: the server on CPU ${say("server_cpus")}, the runs on CPU ${say("command_cpus")}`
    : say("layout");
}

function datasetFacts(records: ResultRecord[]): Fact[] {
  const fact = (label: string, key: string, of: (dataset: ResultRecord["dataset"]) => Cell | null) =>
    factOf(records, `dataset: ${label}`, `dataset_${key}`, ({ dataset }) => of(dataset));
  return [
    fact("name", "name", (dataset) => words(dataset.name)),
    fact("origin", "origin", (dataset) => words(dataset.origin)),
    fact("made", "generated", ({ generated, seed }) => ({
      text: generated
        ? `by a generator${seed === undefined ? "" : `, seed ${seed}`}`
        : "taken from the world, not generated",
      raw: generated,
    })),
    factOf(records, "dataset: rows", "dataset_rows", (record) =>
      record.dataset.rows === null
        ? unknownBecause(record, "dataset.rows")
        : { text: grouped(record.dataset.rows), raw: record.dataset.rows },
    ),
    fact("data", "content_B", ({ content_bytes }) => figureCell(content_bytes, "B")),
    fact("SHA-256 of the data", "content_sha256", ({ content_sha256 }) => digestCell(content_sha256)),
    fact("file", "file_B", ({ bytes }) => figureCell(bytes, "B")),
    fact("SHA-256 of the file", "file_sha256", ({ sha256 }) => digestCell(sha256)),
    fact("amounts of work", "amounts", ({ amounts }) =>
      amounts
        ? words(
            Object.entries(amounts)
              .map(([of, count]) => `${of} ${grouped(count)}`)
              .join(", "),
          )
        : null,
    ),
  ];
}

export function buildsTable(records: ResultRecord[]): Table {
  return {
    title: "What was run",
    columns: [
      name("implementation"),
      name("toolchain"),
      { key: "artifact_size_B", label: "artifact", numeric: true },
      { key: "artifact_sha256", label: "SHA-256 of the artifact" },
      { key: "lock_file", label: "lock file" },
      { key: "lock_file_sha256", label: "SHA-256 of the lock file" },
    ],
    rows: records.map((record) => {
      const { toolchain, artifact, lockfile } = record.build;
      return [
        words(record.implementation),
        toolchain === null ? unknownBecause(record, "build.toolchain") : words(toolchain),
        artifact ? figureCell(artifact.bytes, "B") : unknownBecause(record, "build.artifact"),
        digestCell(artifact?.sha256),
        lockfile ? words(lockfile.name) : { text: "none", raw: null },
        lockfile ? digestCell(lockfile.sha256) : { text: "", raw: null },
      ];
    }),
  };
}

/** Did they all give the answer of the reference? */
export function answersTable(records: ResultRecord[]): Table {
  return {
    title: "Answers",
    columns: [
      name("implementation"),
      name("answer"),
      { key: "expected_xxh3", label: "expected" },
      { key: "found_xxh3", label: "found" },
      { key: "runs_hashed", label: "runs hashed", numeric: true },
      { key: "runs", label: "of runs", numeric: true },
    ],
    rows: records.map((record) => {
      const { verified, expected, digest, runs } = record.answer;
      const cell: Cell = verified
        ? { text: "verified: equal to the reference's", raw: verified, tone: "good" }
        : verified === false
          ? { text: "wrong", raw: verified, tone: "bad" }
          : { ...unknownBecause(record, "answer.verified"), raw: null };
      return [
        words(record.implementation),
        verified === null
          ? { ...cell, text: cell.text.replace(/^unknown \((.*)\)$/, "not verified: $1") }
          : cell,
        expected === null ? { text: "none", raw: null } : digestCell(expected),
        digest === null ? { text: "no single one", raw: null } : digestCell(digest),
        { text: grouped(runs), raw: runs },
        { text: grouped(record.rounds.length), raw: record.rounds.length },
      ];
    }),
  };
}

/** A command, and the implementations that it is of. */
export interface Command {
  what: string;
  text: string;
}

/** Exactly as it was called; what only the round knew stays in braces. */
export function commandsOf(record: ResultRecord): Command[] {
  const { benchmark_id: bench, implementation, spec, dataset, build, profile } = record;
  const of = `build/${bench}/${implementation}`;
  const words: { [name: string]: string } = {
    dataset: `build/datasets/${dataset.name}`,
    scratch: `build/scratch/${bench}/${implementation}`,
  };
  const shown = spec.arguments.map((argument) =>
    shellWord(argument.replace(/\{(\w+)\}/g, (whole, key: string) => words[key] ?? whole)),
  );
  return [
    { what: "run", text: [`${of}/run`, ...shown].join(" ") },
    ...(build.command === null ? [] : [{ what: "build", text: build.command }]),
    {
      what: "measure again",
      text: `make bench-${bench} IMPLS=${implementation}${profile === "quick" ? "" : ` PROFILE=${profile}`}`,
    },
  ];
}

function shellWord(text: string): string {
  return /^[\w@%+=:,./{}-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}

// ---- fairness ----

const TAGS = ["threads", "simd", "unsafe", "ffi", "libraries"];

export function fairnessTable(records: ResultRecord[]): Table {
  const others = new Set(records.flatMap(({ fairness }) => Object.keys(fairness.tags ?? {})));
  for (const known of ["class", "link", "note", ...TAGS]) others.delete(known);
  const keys = [...TAGS, ...[...others].sort(), "note"];
  return {
    title: "Fairness tags",
    columns: ["implementation", "class", ...keys].map((label) => name(label)),
    rows: records.map(({ implementation, fairness }) => [
      words(implementation),
      words(fairness.class),
      ...keys.map((key, i) =>
        fairness.tags ? tagCell(member(fairness.tags, key)) : words(i === 0 ? "no impl.json" : ""),
      ),
    ]),
  };
}

function tagCell(tag: unknown): Cell {
  if (tag === undefined || tag === null) return { text: "", raw: null };
  if (Array.isArray(tag)) return words(tag.length === 0 ? "none" : tag.join(", "));
  if (typeof tag === "boolean") return { text: tag ? "yes" : "no", raw: tag };
  return typeof tag === "number" || typeof tag === "string"
    ? { text: String(tag), raw: tag }
    : words(JSON.stringify(tag));
}

// ---- files ----

/** All files that the numbers come from; a link where the site has the file. */
export function filesNoted({ records, files }: Session): Noted | null {
  const rows = records.flatMap(({ implementation, raw }) =>
    raw.map(({ path, bytes, sha256 }): Cell[] => {
      const href = files[path];
      return [
        href === undefined ? words(path) : { ...words(path), href },
        words(implementation),
        figureCell(bytes, "B"),
        digestCell(sha256),
      ];
    }),
  );
  if (rows.length === 0) return null;
  const here = rows.filter(([file]) => file?.href).length;
  const [first] = records;
  const others = `make bench-${first?.benchmark_id} writes such files there; of what is published they are in results/published/DATE/${first?.profile}/${first?.benchmark_id}-raw.tar.gz. sha256sum tells whether they are the same`;
  return {
    note:
      here === rows.length
        ? "All of them are beside this page."
        : `${here === 0 ? "None" : `${grouped(here)} of ${grouped(rows.length)}`} of them ${here === 1 ? "is" : "are"} beside this page; the others were at these paths of the tree. ${others}.`,
    folded: true,
    table: {
      title: "Raw files",
      columns: [
        name("file"),
        name("implementation"),
        { key: "size_B", label: "size", numeric: true },
        { key: "sha256", label: "SHA-256" },
      ],
      rows: sortedBy(rows, ([file]) => file?.text ?? ""),
    },
  };
}

/** Where time is spent, from runs of their own. */
export function flameGraphsTable({ records, flameGraphs }: Session): Table {
  return {
    title: "Flame graphs",
    columns: [
      name("implementation"),
      name("flame graph"),
      { key: "artifact_sha256", label: "of the artifact" },
    ],
    rows: records.map(({ implementation, benchmark_id: bench, build, flame_graph: graph }) => {
      const href = flameGraphs[implementation];
      const other = graph && build.artifact && graph.artifact_sha256 !== build.artifact.sha256;
      const cell: Cell = href
        ? { text: `${implementation}.svg`, raw: href, href }
        : graph
          ? words("drawn, but not beside this page: make dashboard where it was made")
          : words(`none: make profile-${bench} draws it`);
      return [
        words(implementation),
        other ? { ...cell, text: `${cell.text}, of another artifact`, tone: "tie" } : cell,
        graph ? digestCell(graph.artifact_sha256) : { text: "", raw: null },
      ];
    }),
  };
}

/** The rules of the benchmark's class: the same for all. */
export function rulesOf(records: ResultRecord[]): string[] {
  return fullest(records)?.fairness.rules ?? [];
}

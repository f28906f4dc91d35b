// options.ts - how pack was called
import { join } from "node:path";
import { parseArgs } from "node:util";

const USAGE = `usage: pack [-h] [-d history] [-o folder] [-r root] [-w folder] record-folder ...

  -d history  lines of the history, too (default ROOT/results/history)
  -h          say this
  -o folder   where the site is; data, raw and licences.txt of it are written (default ROOT/dashboard/dist)
  -r root     the project: its docs, schemas, workloads and build/bin (default .)
  -w folder   for what is kept between calls (default ROOT/build/dashboard)

example: pack results/normalized results/published
`;

export interface Options {
  root: string;
  history: string;
  output: string;
  work: string;
  folders: string[];
}

/** The options; a wrong call ends the program. */
export function optionsOf(words: string[]): Options {
  try {
    const { values, positionals } = parseArgs({
      args: words,
      allowPositionals: true,
      options: {
        history: { type: "string", short: "d" },
        help: { type: "boolean", short: "h" },
        output: { type: "string", short: "o" },
        root: { type: "string", short: "r", default: "." },
        work: { type: "string", short: "w" },
      },
    });
    if (values.help) {
      process.stdout.write(USAGE);
      process.exit(0);
    }
    const { root } = values;
    return {
      root,
      history: values.history ?? join(root, "results/history"),
      output: values.output ?? join(root, "dashboard/dist"),
      work: values.work ?? join(root, "build/dashboard"),
      folders: positionals,
    };
  } catch (error) {
    process.stderr.write(`pack: ${messageOf(error)}\n${USAGE.split("\n", 1)[0]}\ntry: pack -h\n`);
    process.exit(2);
  }
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

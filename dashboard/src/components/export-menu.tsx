// export-menu.tsx - what the page shows, as a file: its tables, its charts, a link to it
import { type RefObject, useState } from "react";
import { useDashboard } from "../data/store";
import { toCsv, toJson, toMarkdown } from "../lib/export";
import { chartsOf, pngOf, svgOf } from "../lib/picture";
import type { Table } from "../lib/table";
import css from "./export-menu.module.css";
import { Menu } from "./menu";
import { Select } from "./select";

/** content: where the charts are. run: for the names of the files. say: what came of it. */
export function ExportMenu(props: {
  tables: Table[];
  content: RefObject<HTMLElement | null>;
  run?: string;
  say: (said: string) => void;
}) {
  const { tables, content, say } = props;
  const { place } = useDashboard();
  const [onlyRun, ...others] = place.filters.run ?? [];
  const run = props.run ?? (others.length === 0 ? onlyRun : undefined);
  const [only, setOnly] = useState("");
  const titles = [...new Set(tables.map(({ title }) => title))];
  // the filters may have taken it away
  const title = titles.includes(only) ? only : "";
  const chosen = title === "" ? tables : tables.filter((table) => table.title === title);
  const name = ["plumbline", place.page, place.name, run].filter(Boolean).join("-");

  async function save(kind: string, make: () => Blob | Promise<Blob>, part = "") {
    const file = `${[name, part]
      .filter(Boolean)
      .join("-")
      .replace(/[^A-Za-z0-9._-]+/g, "_")}.${kind}`;
    download(file, await make());
    return `Saved ${file}`;
  }
  const picture = () => {
    const svg = content.current && svgOf(content.current, [document.title, run].filter(Boolean).join(" · "));
    if (!svg) throw new Error("there is no chart");
    return svg;
  };
  const hasTable = tables.length > 0;
  const items = (hasChart: boolean): [label: string, possible: boolean, act: () => Promise<string>][] => [
    ["Tables as CSV", hasTable, () => save("csv", () => text(toCsv(chosen), "text/csv"), title)],
    [
      "Tables as JSON",
      hasTable,
      () => save("json", () => text(toJson(chosen, place), "application/json"), title),
    ],
    [
      "Tables as Markdown",
      hasTable,
      () => save("md", () => text(toMarkdown(chosen), "text/markdown"), title),
    ],
    ["Copy as Markdown", hasTable, () => copy(toMarkdown(chosen), "the tables as Markdown")],
    ["Charts as SVG", hasChart, () => save("svg", () => text(picture(), "image/svg+xml"))],
    ["Charts as PNG", hasChart, () => save("png", () => pngOf(picture()))],
    ["Copy the link", true, () => copy(location.href, "the link to this page")],
  ];
  return (
    <Menu label="Export">
      {(close) => (
        <>
          {titles.length > 1 && (
            <Select
              label="tables"
              value={title}
              options={[{ value: "", label: `all ${tables.length}` }, ...titles]}
              onChange={setOnly}
            />
          )}
          {items(content.current !== null && chartsOf(content.current).length > 0).map(
            ([label, possible, act]) => (
              <button
                key={label}
                type="button"
                className={css.item}
                disabled={!possible}
                onClick={() => {
                  act().then(say, (error: unknown) => say(`${label}: it failed, ${error}`));
                  close();
                }}
              >
                {label}
              </button>
            ),
          )}
        </>
      )}
    </Menu>
  );
}

function text(content: string, type: string): Blob {
  return new Blob([content], { type: `${type};charset=utf-8` });
}

async function copy(content: string, what: string): Promise<string> {
  await navigator.clipboard.writeText(content);
  return `Copied ${what}`;
}

function download(file: string, content: Blob): void {
  const address = URL.createObjectURL(content);
  const link = document.createElement("a");
  link.href = address;
  link.download = file;
  link.click();
  // not at once: the browser may not have begun to read it
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

// export-menu.tsx - what the page shows, as a file: its tables, its charts, a link to it
import { type RefObject, useRef, useState } from "react";
import { useDashboard } from "../data/store";
import { toCsv, toJson, toMarkdown } from "../lib/export";
import { chartsOf, pngOf, svgOf } from "../lib/picture";
import type { Table } from "../lib/table";
import { useDismissed } from "./dismiss";
import css from "./export-menu.module.css";

/** content: where the charts are. run: for the names of the files. say: what came of it. */
export function ExportMenu(props: {
  tables: Table[];
  content: RefObject<HTMLElement | null>;
  run?: string;
  say: (said: string) => void;
}) {
  const { tables, content, say } = props;
  const { place } = useDashboard();
  const [hasChart, setHasChart] = useState(false);
  const menu = useRef<HTMLDetailsElement>(null);
  const close = useDismissed(menu);
  const [onlyRun, ...others] = place.filters.run ?? [];
  const run = props.run ?? (others.length === 0 ? onlyRun : undefined);
  const name = ["plumbline", place.page, place.name, run].filter(Boolean).join("-");

  async function save(kind: string, make: () => Blob | Promise<Blob>) {
    const file = `${name.replace(/[^A-Za-z0-9._-]+/g, "_")}.${kind}`;
    try {
      download(file, await make());
      say(`Saved ${file}`);
    } catch (error) {
      say(`${file} cannot be made: ${error instanceof Error ? error.message : String(error)}`);
    }
    close();
  }
  async function copyLink() {
    try {
      await navigator.clipboard.writeText(location.href);
      say("Copied the link to this page");
    } catch {
      say("The browser does not let the page copy: take the link from the address bar");
    }
    close();
  }
  const picture = () => {
    const svg = content.current && svgOf(content.current, [document.title, run].filter(Boolean).join(" · "));
    if (!svg) throw new Error("there is no chart");
    return svg;
  };
  const noTable = tables.length === 0;
  return (
    <details
      ref={menu}
      className={css.menu}
      onToggle={() => setHasChart(content.current !== null && chartsOf(content.current).length > 0)}
    >
      <summary>Export</summary>
      <ul className={css.list}>
        <li>
          <button
            type="button"
            disabled={noTable}
            onClick={() => save("csv", () => text(toCsv(tables), "text/csv"))}
          >
            Tables as CSV
          </button>
        </li>
        <li>
          <button
            type="button"
            disabled={noTable}
            onClick={() => save("json", () => text(toJson(tables, place), "application/json"))}
          >
            Tables as JSON
          </button>
        </li>
        <li>
          <button
            type="button"
            disabled={noTable}
            onClick={() => save("md", () => text(toMarkdown(tables), "text/markdown"))}
          >
            Tables as Markdown
          </button>
        </li>
        <li>
          <button
            type="button"
            disabled={!hasChart}
            onClick={() => save("svg", () => text(picture(), "image/svg+xml"))}
          >
            Charts as SVG
          </button>
        </li>
        <li>
          <button type="button" disabled={!hasChart} onClick={() => save("png", () => pngOf(picture()))}>
            Charts as PNG
          </button>
        </li>
        <li>
          <button type="button" onClick={copyLink}>
            Copy the link
          </button>
        </li>
        {noTable && <li className={css.why}>There is no table on this page.</li>}
        {!hasChart && <li className={css.why}>There is no chart on this page.</li>}
      </ul>
    </details>
  );
}

function text(content: string, type: string): Blob {
  return new Blob([content], { type: `${type};charset=utf-8` });
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

// blocks.tsx - a text of the repository: a README, a page of the docs
import { Fragment } from "react";
import type { Block, Inline } from "../data/contracts";
import { headingLevel, safeHref } from "../lib/blocks";
import css from "./blocks.module.css";
import tables from "./table.module.css";

/** above: the level of the heading that the text stands under. */
export function Blocks({ blocks, above = 1 }: { blocks: Block[]; above?: number }) {
  return blocks.map((block, i) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: a text does not change its order
    <One key={i} block={block} above={above} />
  ));
}

function One({ block, above }: { block: Block; above: number }) {
  switch (block.kind) {
    case "heading": {
      const Heading = `h${headingLevel(block.level, above)}` as const;
      return (
        <Heading>
          <Line parts={block.text} />
        </Heading>
      );
    }
    case "paragraph":
      return (
        <p>
          <Line parts={block.text} />
        </p>
      );
    case "code":
      return (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        <pre tabIndex={0}>
          <code>{block.text}</code>
        </pre>
      );
    case "quote":
      return (
        <blockquote className={css.quote}>
          <Blocks blocks={block.blocks} above={above} />
        </blockquote>
      );
    case "list": {
      const List = block.ordered ? "ol" : "ul";
      return (
        <List className={css.list}>
          {block.items.map((item, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a text does not change its order
            <li key={i}>
              <Blocks blocks={item} above={above} />
            </li>
          ))}
        </List>
      );
    }
    case "table":
      return <TextTable head={block.head} rows={block.rows} />;
  }
}

function TextTable({ head, rows }: { head: Inline[][]; rows: Inline[][][] }) {
  const text = (cell: Inline[]) => cell.map((part) => part.text).join("");
  const line = (cells: Inline[][], Cell: "th" | "td") => (
    <tr>
      {cells.map((cell, i) => {
        // a corner is no heading
        const Own = text(cell).trim() ? Cell : "td";
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: columns have no other name
          <Own key={i} scope={Own === "th" ? "col" : undefined}>
            <Line parts={cell} />
          </Own>
        );
      })}
    </tr>
  );
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for controls
    <div
      className={tables.box}
      role="group"
      aria-label={head.map(text).join(", ")}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
      tabIndex={0}
    >
      <table className={tables.table}>
        <thead>{line(head, "th")}</thead>
        <tbody>
          {rows.map((row, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows have no other name
            <Fragment key={i}>{line(row, "td")}</Fragment>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Line({ parts }: { parts: Inline[] }) {
  // biome-ignore lint/suspicious/noArrayIndexKey: a text does not change its order
  return parts.map((part, i) => <Piece key={i} part={part} />);
}

function Piece({ part }: { part: Inline }) {
  switch (part.kind) {
    case "code":
      return <code className={css.code}>{part.text}</code>;
    case "strong":
      return <strong>{part.text}</strong>;
    case "emphasis":
      return <em>{part.text}</em>;
    case "link": {
      const href = safeHref(part.href);
      return href === null ? part.text : <a href={href}>{part.text}</a>;
    }
    default:
      return part.text;
  }
}

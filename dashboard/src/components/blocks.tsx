// blocks.tsx - a text of the repository: a README, a page of the docs
import type { Block, Inline } from "../data/contracts";
import { headingLevel, safeHref } from "../lib/blocks";
import css from "./blocks.module.css";

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
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for controls
    <div
      className={css.box}
      role="group"
      aria-label={head.map((cell) => cell.map(({ text }) => text).join("")).join(", ")}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
      tabIndex={0}
    >
      <table className={css.table}>
        <thead>
          <tr>
            {head.map((cell, i) => {
              // a corner is no heading
              const Cell = cell.some(({ text }) => text.trim()) ? "th" : "td";
              return (
                // biome-ignore lint/suspicious/noArrayIndexKey: columns have no other name
                <Cell key={i} scope={Cell === "th" ? "col" : undefined}>
                  <Line parts={cell} />
                </Cell>
              );
            })}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows have no other name
            <tr key={i}>
              {row.map((cell, j) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: columns have no other name
                <td key={j}>
                  <Line parts={cell} />
                </td>
              ))}
            </tr>
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

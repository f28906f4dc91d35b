// figures.tsx - a cell as people read it: its mark, its text, its raw value on hover
import type { Cell, Tone } from "../lib/table";
import { CopyButton } from "./copy";
import css from "./figures.module.css";

/** A shape and a word for each tone: colour alone says nothing. */
const MARKS: { [tone in Tone]: [shape: string, word: string] } = {
  good: ["▲", "good"],
  bad: ["▼", "bad"],
  tie: ["=", "tie"],
  unsure: ["?", "unsure"],
};

/** The mark is left out of what is copied. */
export function Mark({ tone }: { tone: Tone }) {
  const [shape, word] = MARKS[tone];
  return (
    <span role="img" aria-label={word} className={`${css.mark} ${css[tone]}`}>
      {shape}
    </span>
  );
}

export function CellText({ cell }: { cell: Cell }) {
  // a file opens beside the page, which would lose what is unfolded and how far it is scrolled
  const target = cell.href?.startsWith("#") ? undefined : "_blank";
  const text = cell.tone ? <span className={css[cell.tone]}>{cell.text}</span> : cell.text;
  return (
    <>
      {cell.tone && !cell.shaped && <Mark tone={cell.tone} />}
      {cell.href ? (
        <a href={cell.href} target={target} rel="noreferrer">
          {text}
        </a>
      ) : (
        text
      )}
      {cell.copy && <CopyButton text={String(cell.raw)} what={cell.text} />}
    </>
  );
}

/** What to show on hover: only what the text does not say. */
export function rawTitle(cell: Cell): string | undefined {
  return cell.raw === null || String(cell.raw) === cell.text ? undefined : String(cell.raw);
}

/** A number or word in running text. */
export function Value({ cell }: { cell: Cell }) {
  return (
    <span title={rawTitle(cell)}>
      <CellText cell={cell} />
    </span>
  );
}

/** A state in a word or two, with its mark. */
export function Badge({ tone, text, title }: { tone: Tone; text: string; title?: string }) {
  return (
    <span className={`${css.badge} ${css[tone]}`} title={title}>
      <Mark tone={tone} />
      {text}
    </span>
  );
}

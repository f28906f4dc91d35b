// whisker.tsx - a ratio with its interval, drawn on the scale that its column shares
import type { Cell } from "../lib/table";
import { placeOf, type Scale } from "../lib/whisker";
import tones from "./figures.module.css";
import css from "./whisker.module.css";

const WIDTH = 120;
const HEIGHT = 16;
const MIDDLE = HEIGHT / 2;

/** The text beside it says the same, so it is hidden from those who hear the page. */
export function Whisker({ cell, scale }: { cell: Cell; scale: Scale }) {
  if (typeof cell.raw !== "number")
    return <svg width={WIDTH} height={HEIGHT} className={css.whisker} aria-hidden="true" />;
  const x = (ratio: number) => placeOf(scale, ratio) * (WIDTH - 8) + 4;
  const [lo, hi] = [cell.lo ?? cell.raw, cell.hi ?? cell.raw].map(x);
  return (
    <svg
      width={WIDTH}
      height={HEIGHT}
      className={`${css.whisker} ${cell.tone ? tones[cell.tone] : ""}`}
      aria-hidden="true"
    >
      <line className={css.one} x1={x(1)} x2={x(1)} y1={0} y2={HEIGHT} />
      <line x1={lo} x2={hi} y1={MIDDLE} y2={MIDDLE} />
      <circle cx={x(cell.raw)} cy={MIDDLE} r={3.5} />
    </svg>
  );
}

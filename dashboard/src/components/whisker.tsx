// whisker.tsx - a ratio with its interval as a small picture beside its text
import css from "./whisker.module.css";

export interface Interval {
  ratio: number;
  lo: number;
  hi: number;
}

const WIDTH = 144;
const HEIGHT = 16;
const MARGIN = 6;

/** among: all that are drawn to the same scale, which is logarithmic and holds 1, the dashed line. */
export function Whisker({ of, among }: { of: Interval; among: Interval[] }) {
  const ends = [...among, of].flatMap(({ lo, hi }) => [Math.log(lo), Math.log(hi)]);
  const [least, most] = [Math.min(0, ...ends), Math.max(0, ...ends)];
  const x = (ratio: number) =>
    MARGIN + ((Math.log(ratio) - least) / (most - least || 1)) * (WIDTH - 2 * MARGIN);
  const middle = HEIGHT / 2;
  const [lo, hi] = [x(of.lo), x(of.hi)];
  const sure = of.lo > 1 || of.hi < 1;
  return (
    <svg className={css.whisker} viewBox={`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden="true">
      <line className={css.one} x1={x(1)} x2={x(1)} y1={0} y2={HEIGHT} />
      <path className={css.interval} d={`M${lo} 4V12M${lo} ${middle}H${hi}M${hi} 4V12`} />
      <circle className={sure ? css.sure : css.unsure} cx={x(of.ratio)} cy={middle} r={3} />
    </svg>
  );
}

/** The numbers of a comparison, if it has all of them. */
export function intervalOf(
  compared:
    | { ratio: number | null; ratio_lo: number | null; ratio_hi: number | null }
    | { ratio: number | null; lo: number | null; hi: number | null }
    | null
    | undefined,
): Interval | null {
  if (!compared) return null;
  const [lo, hi] = "lo" in compared ? [compared.lo, compared.hi] : [compared.ratio_lo, compared.ratio_hi];
  const { ratio } = compared;
  return ratio && lo && hi && lo > 0 && ratio > 0 ? { ratio, lo, hi } : null;
}

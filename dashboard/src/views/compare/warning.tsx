// warning.tsx - what else differs between A and B, before any number
import { isDecisive, type Warning } from "../../lib/differences";
import { listed } from "../../lib/format";
import css from "./compare.module.css";

/** all: how many pairs there are; what is said of all of them needs no list. */
export function Warnings({ warnings, all }: { warnings: Warning[]; all: number }) {
  const decisive = warnings.filter(isDecisive);
  const others = warnings.filter((one) => !isDecisive(one));
  return (
    <>
      {decisive.length > 0 && (
        <div role="alert" className={css.decisive}>
          <h2>
            <span aria-hidden="true">✕</span> These numbers cannot be compared
          </h2>
          <List warnings={decisive} all={all} />
        </div>
      )}
      {others.length > 0 && (
        <div role="note" className={css.mind}>
          <h2>
            <span aria-hidden="true">!</span> Mind this: something else differs, too
          </h2>
          <List warnings={others} all={all} />
        </div>
      )}
    </>
  );
}

const NAMED = 6;

function List({ warnings, all }: { warnings: Warning[]; all: number }) {
  return (
    <ul>
      {warnings.map(({ what, a, b, where }) => {
        const named =
          where.length > NAMED ? [...where.slice(0, NAMED), `${where.length - NAMED} more`] : where;
        return (
          <li key={`${what} ${a} ${b}`}>
            <strong>{what}</strong>: {a === b ? a : `A ${a}, B ${b}`}
            {where.length < all && <span className={css.where}> ({listed(named)})</span>}
          </li>
        );
      })}
    </ul>
  );
}

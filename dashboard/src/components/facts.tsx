// facts.tsx - what is said of several records: once if it is the same, else of each
import { differs, type Fact } from "../lib/facts";
import { listed } from "../lib/format";
import css from "./facts.module.css";
import { Badge, Value } from "./figures";

export function FactList({ facts }: { facts: Fact[] }) {
  return (
    <dl className={css.facts}>
      {facts.map((fact) => (
        <div key={fact.key} className={css.fact}>
          <dt>{fact.label}</dt>
          <dd>
            {differs(fact) && <Badge tone="bad" text="differs between the records" />}
            {fact.values.map(({ implementations, cell }) => (
              <div key={implementations.join()}>
                {fact.values.length > 1 && <span className={css.whose}>{listed(implementations)}: </span>}
                <Value cell={cell} />
              </div>
            ))}
          </dd>
        </div>
      ))}
    </dl>
  );
}

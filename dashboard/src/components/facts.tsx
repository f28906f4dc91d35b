// facts.tsx - labels, and what there is to say of each
import css from "./facts.module.css";

export function FactList({ facts }: { facts: [label: string, texts: string[]][] }) {
  return (
    <dl className={css.facts}>
      {facts.map(([label, texts]) => (
        <div key={label} className={css.fact}>
          <dt>{label}</dt>
          <dd>
            {texts.map((text) => (
              <div key={text}>{text}</div>
            ))}
          </dd>
        </div>
      ))}
    </dl>
  );
}

// choosers.tsx - what is put against what: the mode, A, B, and the button that swaps them
import type { ReactNode } from "react";
import { Select } from "../../components/select";
import { useDashboard } from "../../data/store";
import type { Choice } from "../../lib/sides";
import css from "./compare.module.css";

const MODES = [
  { mode: "", label: "Runs" },
  { mode: "language", label: "Languages" },
  { mode: "variant", label: "Implementations" },
];

/** With another mode, A and B are other things. */
export function Modes() {
  const { place, href } = useDashboard();
  const { mode = "" } = place.choices;
  return (
    <nav aria-label="What is compared" className={css.modes}>
      {MODES.map((one) => (
        <a
          key={one.mode}
          href={href({ choices: { mode: one.mode, a: "", b: "", metric: "", case: "", sort: "" } })}
          aria-current={one.mode === mode ? "page" : undefined}
        >
          {one.label}
        </a>
      ))}
    </nav>
  );
}

/** children: what else is chosen. */
export function Ends(props: { a: string; b: string; options: Choice[]; children?: ReactNode }) {
  const { a, b, options, children } = props;
  const { go } = useDashboard();
  return (
    <div className={css.ends}>
      <Select label="A" value={a} options={options} onChange={(one) => go({ choices: { a: one, b } })} />
      <button type="button" onClick={() => go({ choices: { a: b, b: a } })}>
        <span aria-hidden="true">⇄</span> Swap A and B
      </button>
      <Select label="B" value={b} options={options} onChange={(one) => go({ choices: { a, b: one } })} />
      {children}
    </div>
  );
}

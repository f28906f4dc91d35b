// copy.tsx - a button that copies a text: a digest, a command
import { useState } from "react";
import css from "./copy.module.css";

/** what: of what it is a copy, for those who hear the button. */
export function CopyButton({ text, what }: { text: string; what: string }) {
  const [state, setState] = useState<"copy" | "copied" | "not allowed">("copy");
  return (
    <button
      type="button"
      className={css.copy}
      aria-label={`Copy ${what}`}
      onClick={() => {
        navigator.clipboard.writeText(text).then(
          () => setState("copied"),
          () => setState("not allowed"),
        );
      }}
      onBlur={() => setState("copy")}
    >
      <span aria-live="polite">{state}</span>
    </button>
  );
}

/** Commands and the like: whole, wrapped, with the button. */
export function CodeBlock({ text, what }: { text: string; what: string }) {
  return (
    <div className={css.block}>
      <pre className={css.code}>
        <code>{text}</code>
      </pre>
      <CopyButton text={text} what={what} />
    </div>
  );
}

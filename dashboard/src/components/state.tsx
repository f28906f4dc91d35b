// state.tsx - what stands where there is nothing to show yet, nothing at all, or something broken
import type { ReactNode } from "react";

export function Waiting({ what }: { what: string }) {
  return <p aria-busy="true">Loading {what} …</p>;
}

export function Problem({ what, reason }: { what: string; reason: string }) {
  return (
    <p role="alert">
      {what} cannot be shown: {reason}
    </p>
  );
}

/** Nothing to show: why, and what would change that. */
export function Empty({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section>
      <h2>{title}</h2>
      {children}
    </section>
  );
}

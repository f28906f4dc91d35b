// state.tsx - what stands where there is nothing to show yet, nothing at all, or something broken
import { Component, type ReactNode } from "react";
import css from "./state.module.css";

/** Seen only after a while: what comes at once needs no announcement. */
export function Waiting({ what }: { what: string }) {
  return (
    <p aria-busy="true" className={css.waiting}>
      Loading {what} …
    </p>
  );
}

/** children: what to do about it, if it is not the usual. */
export function Problem({ what, reason, children }: { what: string; reason: string; children?: ReactNode }) {
  return (
    <div role="alert" className={css.problem}>
      <p>
        <strong>{what} cannot be shown:</strong> {reason}
      </p>
      {children ?? (
        <p>
          <code>make dashboard</code> makes the data again; then reload the page.
        </p>
      )}
    </div>
  );
}

/** Nothing to show: why, and what would change that. */
export function Empty({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className={css.empty}>
      <h2>{title}</h2>
      {children}
    </section>
  );
}

/** Some of it is missing; the rest shows. */
export function Partial({ missing }: { missing: { what: string; why: string }[] }) {
  return missing.length === 0 ? null : (
    <div role="note" className={css.partial}>
      <p>Not everything is here:</p>
      <ul>
        {missing.map(({ what, why }) => (
          <li key={what}>
            <strong>{what}</strong>: {why}
          </li>
        ))}
      </ul>
    </div>
  );
}

/** If a part of the page throws, it shows as a problem and the rest of the page works; a change of place tries again. */
export class Guarded extends Component<
  { what: string; place: string; children: ReactNode },
  { error: string | null; place: string }
> {
  override state = { error: null, place: this.props.place };

  static getDerivedStateFromError(error: unknown) {
    return { error: error instanceof Error ? error.message : String(error) };
  }

  static getDerivedStateFromProps(props: { place: string }, state: { place: string }) {
    return props.place === state.place ? null : { error: null, place: props.place };
  }

  override render() {
    const { error } = this.state;
    return error === null ? this.props.children : <Problem what={this.props.what} reason={error} />;
  }
}

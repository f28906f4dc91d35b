// menu.tsx - what a button shows below itself, until Escape is pressed or something else is used
import { type ReactNode, useEffect, useRef, useState } from "react";
import css from "./menu.module.css";

/** children: what is in it, given what closes it; made when it opens. */
export function Menu(props: { label: string; chosen?: boolean; children: (close: () => void) => ReactNode }) {
  const { label, chosen = false, children } = props;
  const [open, setOpen] = useState(false);
  const menu = useRef<HTMLDetailsElement>(null);
  useEffect(() => {
    if (!open) return;
    const pressed = (event: KeyboardEvent) => {
      if (event.key !== "Escape") return;
      if (menu.current?.contains(document.activeElement)) menu.current.querySelector("summary")?.focus();
      setOpen(false);
    };
    const used = (event: Event) => {
      if (event.target instanceof Node && !menu.current?.contains(event.target)) setOpen(false);
    };
    document.addEventListener("keydown", pressed);
    document.addEventListener("pointerdown", used);
    document.addEventListener("focusin", used);
    return () => {
      document.removeEventListener("keydown", pressed);
      document.removeEventListener("pointerdown", used);
      document.removeEventListener("focusin", used);
    };
  }, [open]);
  return (
    <details
      ref={menu}
      open={open}
      className={chosen ? `${css.menu} ${css.chosen}` : css.menu}
      onToggle={(event) => setOpen(event.currentTarget.open)}
    >
      {/* biome-ignore lint/a11y/noStaticElementInteractions: a summary is a button */}
      <summary
        onClick={(event) => {
          // not left to the browser: the list is there with the next key, not a moment later
          event.preventDefault();
          setOpen(!open);
        }}
      >
        {label}
      </summary>
      {open && (
        <div ref={intoSight} className={css.panel}>
          {children(() => setOpen(false))}
        </div>
      )}
    </details>
  );
}

/** A list that would leave the window on the right begins further left. */
function intoSight(panel: HTMLDivElement | null): void {
  const beyond = panel ? panel.getBoundingClientRect().right + 8 - document.documentElement.clientWidth : 0;
  if (panel && beyond > 0) panel.style.insetInlineStart = `${panel.offsetLeft - beyond}px`;
}

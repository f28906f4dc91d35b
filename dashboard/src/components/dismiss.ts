// dismiss.ts - a menu made of <details> closes on Escape, and when something else is used
import { type RefObject, useCallback, useEffect } from "react";

/** Returns what closes it. */
export function useDismissed(menu: RefObject<HTMLDetailsElement | null>): () => void {
  const close = useCallback(() => {
    if (menu.current) menu.current.open = false;
  }, [menu]);
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      if (event.key !== "Escape" || !menu.current?.open) return;
      const inside = menu.current.contains(document.activeElement);
      close();
      if (inside) menu.current.querySelector("summary")?.focus();
    };
    const used = (event: Event) => {
      if (event.target instanceof Node && !menu.current?.contains(event.target)) close();
    };
    document.addEventListener("keydown", pressed);
    document.addEventListener("pointerdown", used);
    document.addEventListener("focusin", used);
    return () => {
      document.removeEventListener("keydown", pressed);
      document.removeEventListener("pointerdown", used);
      document.removeEventListener("focusin", used);
    };
  }, [menu, close]);
  return close;
}

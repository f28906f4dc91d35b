// shell.tsx - what is around every page: the title, the pages, the filters
import type { ReactNode } from "react";
import { useDashboard } from "../data/store";
import { PAGES } from "../lib/place";

export function Shell({ children }: { children: ReactNode }) {
  const { href, place } = useDashboard();
  return (
    <>
      <header>
        <nav aria-label="Pages">
          {PAGES.map((page) => (
            <a key={page} href={href({ page })} aria-current={page === place.page ? "page" : undefined}>
              {page}
            </a>
          ))}
        </nav>
      </header>
      <main>{children}</main>
    </>
  );
}

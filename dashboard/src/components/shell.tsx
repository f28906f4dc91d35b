// shell.tsx - what is around every page: the title, the pages, the theme, where the results are from
import { type ReactNode, useEffect, useRef } from "react";
import { useDashboard } from "../data/store";
import { dateAndTime, grouped, humaneAge } from "../lib/format";
import { PAGES } from "../lib/place";
import css from "./shell.module.css";
import { ThemeSwitch } from "./theme";

export function Shell({ children }: { children: ReactNode }) {
  const { href, place } = useDashboard();
  const main = useRef<HTMLElement>(null);
  // the sections of the methodology take the focus themselves
  useAnnouncedPages(place.page === "methodology" ? place.page : `${place.page}/${place.name}`);
  return (
    <div className={css.page}>
      <header className={css.header}>
        <a
          className={css.skip}
          href={href({})}
          onClick={(event) => {
            event.preventDefault();
            main.current?.focus();
          }}
        >
          Skip to the page
        </a>
        <a className={css.title} href={href({ page: "overview", name: "" })}>
          plumbline
        </a>
        <nav aria-label="Pages" className={css.pages}>
          {PAGES.map((page) => (
            <a
              key={page}
              href={href({ page, name: "" })}
              aria-current={page === place.page ? "page" : undefined}
            >
              {page[0]?.toUpperCase() + page.slice(1)}
            </a>
          ))}
        </nav>
        <ThemeSwitch />
      </header>
      <main ref={main} tabIndex={-1} className={css.main}>
        {children}
      </main>
      <Footer />
    </div>
  );
}

function Footer() {
  const { index, href } = useDashboard();
  const { sessions, dims } = index;
  const time = sessions.time.at(-1);
  const commit = dims.commit[sessions.commit.at(-1) ?? -1];
  const broken = index.broken.length;
  return (
    <footer className={css.footer}>
      {time !== undefined && (
        <span title={dateAndTime(time)}>newest result {humaneAge(Date.now() / 1000 - time)} ago</span>
      )}
      {commit && (
        <span title={commit}>
          at commit <code>{commit.slice(0, 12)}</code>
          {sessions.dirty.at(-1) === 1 && " with changes that are not committed"}
        </span>
      )}
      {broken > 0 && (
        <a className={css.broken} href={href({ page: "records" })}>
          {broken === 1 ? "1 file" : `${grouped(broken)} files`} could not be read
        </a>
      )}
      <a href="licences.txt">licences</a>
    </footer>
  );
}

/** After a change of page, its heading has the focus: that is what is read next. */
function useAnnouncedPages(page: string): void {
  const before = useRef(page);
  useEffect(() => {
    if (before.current === page) return;
    before.current = page;
    scrollTo(0, 0);
    document.querySelector("h1")?.focus({ preventScroll: true });
  }, [page]);
}

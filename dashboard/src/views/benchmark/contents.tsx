// contents.tsx - links to the sections of the page
import { useDashboard } from "../../data/store";
import style from "./benchmark.module.css";

/** Leads to the sections, and stays in sight; the place remains what it is. */
export function Contents({ sections }: { sections: { id: string; title: string }[] }) {
  const { href } = useDashboard();
  return (
    <nav aria-label="On this page" className={style.contents}>
      <ul>
        {sections.map(({ id, title }) => (
          <li key={id}>
            <a
              href={href({})}
              onClick={(event) => {
                event.preventDefault();
                const heading = document.getElementById(id);
                heading?.focus({ preventScroll: true });
                heading?.scrollIntoView();
              }}
            >
              {title}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

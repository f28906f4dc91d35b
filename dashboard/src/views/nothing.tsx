// nothing.tsx - the page when there are no results at all, or no data that it could read
import { BrokenFiles, brokenTables } from "../components/broken";
import css from "../components/shell.module.css";
import { Empty, Problem } from "../components/state";
import { View } from "../components/view";
import { useDashboard } from "../data/store";

/** Before there is a dashboard around it. */
export function NoIndex({ reason }: { reason: string }) {
  return (
    <main className={css.page}>
      <h1>plumbline</h1>
      <Problem what="The results" reason={reason}>
        <p>
          The data of this page are made by <code>make dashboard</code>, which also makes the page to read
          them. If it was copied, take the whole folder <code>dashboard/dist</code>.
        </p>
      </Problem>
    </main>
  );
}

export function NoResultsView() {
  const { index } = useDashboard();
  return (
    <View title="No results yet" tables={brokenTables(index.broken)} filters={[]}>
      <Empty title="Nothing has been measured here">
        <p>Measure one benchmark, which takes about a minute, and make this page again:</p>
        <pre>make bench-etl && make dashboard</pre>
        <p>
          <code>make bench</code> measures all of them, <code>make help</code> tells what else there is, and{" "}
          <code>make serve</code> shows this page and keeps it up to date.
        </p>
      </Empty>
      <BrokenFiles />
    </View>
  );
}

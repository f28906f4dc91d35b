// compare.tsx - the page Compare: two runs, two languages, or two implementations
import { useDashboard } from "../data/store";
import { Implementations } from "./compare/implementations";
import { Languages } from "./compare/languages";
import { Runs } from "./compare/runs";

/** Links to runs name them; without any choice there is more to say of implementations. */
export function CompareView() {
  const { mode, a, b } = useDashboard().place.choices;
  if (mode === "language") return <Languages />;
  return mode === "run" || (mode === undefined && (a || b)) ? <Runs /> : <Implementations />;
}

// compare.tsx - the page Compare: two runs, two languages, or two implementations
import { useDashboard } from "../data/store";
import { Implementations } from "./compare/implementations";
import { Languages } from "./compare/languages";
import { Runs } from "./compare/runs";

export function CompareView() {
  const { mode } = useDashboard().place.choices;
  return mode === "language" ? <Languages /> : mode === "variant" ? <Implementations /> : <Runs />;
}

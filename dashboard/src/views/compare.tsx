// compare.tsx - the page Compare: two runs, two languages, or two implementations
import { useDashboard } from "../data/store";
import { LanguagesAgainst } from "./compare/languages";
import { RunsAgainst } from "./compare/runs";
import { VariantsAgainst } from "./compare/variants";

export function CompareView() {
  const { place } = useDashboard();
  switch (place.choices.mode) {
    case "language":
      return <LanguagesAgainst />;
    case "variant":
      return <VariantsAgainst />;
    default:
      return <RunsAgainst />;
  }
}

// methodology.tsx - the page Methodology
import { View } from "../components/view";
import { useDashboard } from "../data/store";

export function MethodologyView() {
  const { shown } = useDashboard();
  return (
    <View title="Methodology" tables={[]}>
      <p role="status">{shown.length} records</p>
    </View>
  );
}

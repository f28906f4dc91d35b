// compare.tsx - the page Compare
import { View } from "../components/view";
import { useDashboard } from "../data/store";

export function CompareView() {
  const { shown } = useDashboard();
  return (
    <View title="Compare" tables={[]}>
      <p role="status">{shown.length} records</p>
    </View>
  );
}

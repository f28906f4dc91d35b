// trends.tsx - the page Trends
import { View } from "../components/view";
import { useDashboard } from "../data/store";

export function TrendsView() {
  const { shown } = useDashboard();
  return (
    <View title="Trends" tables={[]}>
      <p role="status">{shown.length} records</p>
    </View>
  );
}

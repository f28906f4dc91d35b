// overview.tsx - the page Overview
import { View } from "../components/view";
import { useDashboard } from "../data/store";

export function OverviewView() {
  const { shown } = useDashboard();
  return (
    <View title="Overview" tables={[]}>
      <p role="status">{shown.length} records</p>
    </View>
  );
}

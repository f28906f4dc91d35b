// records.tsx - the page Records
import { View } from "../components/view";
import { useDashboard } from "../data/store";

export function RecordsView() {
  const { shown } = useDashboard();
  return (
    <View title="Records" tables={[]}>
      <p role="status">{shown.length} records</p>
    </View>
  );
}

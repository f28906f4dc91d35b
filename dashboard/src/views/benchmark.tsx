// benchmark.tsx - the page Benchmark
import { View } from "../components/view";
import { useDashboard } from "../data/store";

export function BenchmarkView() {
  const { shown } = useDashboard();
  return (
    <View title="Benchmark" tables={[]}>
      <p role="status">{shown.length} records</p>
    </View>
  );
}

import { useMemo } from "react";
import { ChartPanel } from "../components/ChartPanel";
import { NationChart } from "../charts/lazy";
import type { Filters } from "../lib/filters";
import { formatCount, formatMoney, formatName } from "../lib/format";
import { leaderInsight } from "../lib/insights";
import { filtered } from "../queries/parameters";
import { useQuery } from "../queries/useQuery";

export function NationPanel({ filters }: { filters: Filters }) {
  const parameters = useMemo(() => filtered(filters), [filters]);
  const query = useQuery("revenue_by_nation", parameters);
  const nations = useMemo(
    () =>
      (query.rows ?? []).map((row) => ({
        name: formatName(row.nation),
        value: Number(row.revenue),
        orders: Number(row.orders),
        share: `${row.share_percent}%`,
      })),
    [query.rows],
  );
  return (
    <ChartPanel
      testId="chart-nations"
      title="Top nations by revenue"
      insight={leaderInsight(nations)}
      query={query}
      bodyClassName="h-[20rem] flex-none"
      figures={{
        columns: ["Nation", "Revenue", "Orders", "Share"],
        rows: nations.map(({ name, value, orders, share }) => [name, formatMoney(value), formatCount(orders), share]),
      }}
    >
      <NationChart nations={nations} />
    </ChartPanel>
  );
}

import { useMemo } from "react";
import { ChartPanel } from "../components/ChartPanel";
import { RevenueChart } from "../charts/lazy";
import type { Filters } from "../lib/filters";
import { formatMoney, formatMonth } from "../lib/format";
import { revenueInsight } from "../lib/insights";
import { overlay } from "../lib/overlay";
import { compared } from "../queries/parameters";
import { useQuery } from "../queries/useQuery";

export function RevenuePanel({ filters }: { filters: Filters }) {
  const parameters = useMemo(() => compared(filters), [filters]);
  const query = useQuery("revenue_by_month", parameters);
  const months = useMemo(
    () =>
      overlay(
        (query.rows ?? []).map((row) => ({ month: row.order_month, revenue: Number(row.revenue) })),
        filters.period,
      ),
    [query.rows, filters.period],
  );
  const against = filters.period.previous?.label;
  return (
    <ChartPanel
      testId="chart-revenue"
      title="Revenue over time"
      insight={revenueInsight(months)}
      query={query}
      className="lg:col-span-2"
      bodyClassName="h-[21rem] flex-none"
      figures={{
        columns: against ? ["Month", "Revenue", against] : ["Month", "Revenue"],
        rows: months.map(({ month, revenue, previous }) => [
          formatMonth(month),
          formatMoney(revenue),
          ...(against ? [previous === null ? "–" : formatMoney(previous)] : []),
        ]),
      }}
    >
      <RevenueChart months={months} label={filters.period.label} against={against} />
    </ChartPanel>
  );
}

import { useMemo } from "react";
import { KpiCard } from "../components/KpiCard";
import { EmptyNote, FailureNote } from "../components/PanelStates";
import type { Filters } from "../lib/filters";
import { formatCount, formatMoneyShort, formatMoneyWhole } from "../lib/format";
import { changeOf } from "../lib/insights";
import { compared } from "../queries/parameters";
import { useQuery } from "../queries/useQuery";

const KPIS = [
  { testId: "kpi-revenue", label: "Revenue", column: "revenue", format: formatMoneyShort },
  { testId: "kpi-orders", label: "Orders", column: "orders", format: formatCount },
  { testId: "kpi-aov", label: "Average order", column: "average_order_value", format: formatMoneyWhole },
  { testId: "kpi-customers", label: "Active customers", column: "customers", format: formatCount },
] as const;

export function KpiRow({ filters }: { filters: Filters }) {
  const parameters = useMemo(() => compared(filters), [filters]);
  const totals = useQuery("kpis", parameters);
  const months = useQuery("revenue_by_month", parameters);

  const current = totals.rows?.find((row) => row.span === "current");
  const previous = totals.rows?.find((row) => row.span === "previous");
  const course = months.rows?.filter((row) => row.order_month >= filters.period.from) ?? [];

  if (totals.status === "failed" || (totals.status === "ready" && current === undefined)) {
    return (
      <section
        aria-label="Key figures"
        data-testid="kpis"
        data-status={totals.status}
        className="bg-card shadow-panel flex min-h-36 rounded-2xl border p-4 lg:col-span-3"
      >
        {totals.status === "failed" ? <FailureNote error={totals.error} /> : <EmptyNote />}
      </section>
    );
  }
  return (
    <section
      aria-label="Key figures"
      aria-busy={totals.status !== "ready"}
      data-testid="kpis"
      data-status={totals.status}
      className="grid grid-cols-2 gap-3 sm:gap-4 lg:col-span-3 lg:grid-cols-4 lg:gap-5"
    >
      {KPIS.map(({ testId, label, column, format }) => (
        <KpiCard
          key={testId}
          testId={testId}
          label={label}
          value={current?.[column]}
          stale={totals.status === "refreshing"}
          format={format}
          change={current ? changeOf(Number(current[column]), previous && Number(previous[column])) : null}
          against={filters.period.previous?.label}
          course={course.map((row) => Number(row[column]))}
        />
      ))}
    </section>
  );
}

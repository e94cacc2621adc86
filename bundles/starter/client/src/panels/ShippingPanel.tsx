import { useMemo } from "react";
import { ChartPanel } from "../components/ChartPanel";
import { ShippingChart } from "../charts/lazy";
import type { Filters } from "../lib/filters";
import { formatCount, formatMonthName, formatName } from "../lib/format";
import { largest } from "../lib/insights";
import { filtered } from "../queries/parameters";
import { useQuery } from "../queries/useQuery";

export interface Shipments {
  mode: string;
  month: string;
  units: number;
}

function insight(shipments: readonly Shipments[]): string {
  const peak = largest(shipments, ({ units }) => units);
  return peak ? `The peak was ${peak.month} by ${peak.mode}: ${formatCount(peak.units)} units.` : "";
}

/** One row per mode, one column per month. */
function pivot(shipments: readonly Shipments[]) {
  const months = [...new Set(shipments.map(({ month }) => month))];
  const modes = [...new Set(shipments.map(({ mode }) => mode))];
  const units = new Map(shipments.map((cell) => [`${cell.mode} ${cell.month}`, cell.units]));
  return {
    columns: ["Ship mode", ...months],
    rows: modes.map((mode) => [mode, ...months.map((month) => formatCount(units.get(`${mode} ${month}`) ?? 0))]),
  };
}

export function ShippingPanel({ filters }: { filters: Filters }) {
  const parameters = useMemo(() => filtered(filters), [filters]);
  const query = useQuery("shipments_by_mode", parameters);
  const shipments = useMemo(
    () =>
      (query.rows ?? []).map((row) => ({
        mode: formatName(row.ship_mode),
        month: formatMonthName(Number(row.month_of_year)),
        units: Number(row.units),
      })),
    [query.rows],
  );
  return (
    <ChartPanel
      testId="chart-shipping"
      title="Units shipped by mode and month"
      insight={insight(shipments)}
      query={query}
      className="lg:col-span-2"
      bodyClassName="h-[20rem] flex-none"
      figures={pivot(shipments)}
    >
      <ShippingChart shipments={shipments} />
    </ChartPanel>
  );
}

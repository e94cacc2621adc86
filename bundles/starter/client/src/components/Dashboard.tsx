import { useFilters } from "../lib/useFilters";
import { CustomersPanel } from "../panels/CustomersPanel";
import { KpiRow } from "../panels/KpiRow";
import { NationPanel } from "../panels/NationPanel";
import { OrdersPanel } from "../panels/OrdersPanel";
import { RevenuePanel } from "../panels/RevenuePanel";
import { SegmentPanel } from "../panels/SegmentPanel";
import { ShippingPanel } from "../panels/ShippingPanel";
import { FilterBar } from "./FilterBar";

export function Dashboard() {
  const [filters, change] = useFilters();
  return (
    <>
      <FilterBar filters={filters} onChange={change} />
      <div className="grid grid-cols-1 gap-4 lg:grid-cols-3 lg:gap-5">
        <KpiRow filters={filters} />
        <RevenuePanel filters={filters} />
        <SegmentPanel filters={filters} onSelect={(segment) => change({ segment })} />
        <NationPanel filters={filters} />
        <ShippingPanel filters={filters} />
        <CustomersPanel filters={filters} />
        <OrdersPanel filters={filters} />
      </div>
    </>
  );
}

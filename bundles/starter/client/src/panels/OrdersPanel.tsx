import { lazy, Suspense, useMemo } from "react";
import { LoadBoundary } from "../components/LoadBoundary";
import { Panel } from "../components/Panel";
import { PanelSkeleton } from "../components/PanelStates";
import type { Filters } from "../lib/filters";
import { formatDay } from "../lib/format";
import { viewOf } from "../lib/views";
import { filtered } from "../queries/parameters";
import { useQuery } from "../queries/useQuery";

let table: Promise<typeof import("../components/OrdersTable")> | undefined;

function loadTable() {
  table ??= import("../components/OrdersTable");
  table.catch(() => undefined);
  return table;
}

if (viewOf(window.location.pathname) === "dashboard") {
  // Requested with the page, before the queries take up the browser's connections.
  void loadTable();
}

const OrdersTable = lazy(loadTable);

export function OrdersPanel({ filters }: { filters: Filters }) {
  const parameters = useMemo(() => filtered(filters), [filters]);
  // The table asks for the same rows; the library sends one request for both.
  const query = useQuery("recent_orders", parameters);
  const newest = query.rows?.[0];
  return (
    <Panel
      testId="orders"
      title="Recent orders"
      insight={
        newest ? `The latest ${query.rows?.length} orders of the period, up to ${formatDay(newest.order_date)}.` : ""
      }
      query={query}
      className="lg:col-span-3"
      bodyClassName="min-h-[36rem]"
    >
      <LoadBoundary>
        <Suspense fallback={<PanelSkeleton />}>
          <OrdersTable parameters={parameters} />
        </Suspense>
      </LoadBoundary>
    </Panel>
  );
}

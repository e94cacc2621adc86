import type { SQLDateMarker, SQLStringMarker } from "@databricks/appkit-ui/js";

/** Cells arrive as text, whatever their SQL type. */
type Row<Columns extends string> = Record<Columns, string>;

interface InPeriod {
  region: SQLStringMarker;
  from_date: SQLDateMarker;
  to_date: SQLDateMarker;
}

interface Filtered extends InPeriod {
  segment: SQLStringMarker;
}

interface Compared extends Filtered {
  previous_from: SQLDateMarker;
  previous_to: SQLDateMarker;
}

interface Query<Name, Parameters, Columns extends string> {
  name: Name;
  parameters: Parameters;
  result: Row<Columns>[];
}

type Figures = "revenue" | "orders" | "average_order_value" | "customers";

declare module "@databricks/appkit-ui/react" {
  interface QueryRegistry {
    kpis: Query<"kpis", Compared, "span" | Figures>;
    revenue_by_month: Query<"revenue_by_month", Compared, "order_month" | Figures>;
    revenue_by_nation: Query<
      "revenue_by_nation",
      Filtered,
      "nation" | "region" | "revenue" | "orders" | "share_percent"
    >;
    revenue_by_segment: Query<"revenue_by_segment", InPeriod, "segment" | "revenue" | "orders" | "share_percent">;
    shipments_by_mode: Query<"shipments_by_mode", Filtered, "ship_mode" | "month_of_year" | "units">;
    top_customers: Query<"top_customers", Filtered, "customer" | "nation" | "segment" | "revenue" | "orders">;
    recent_orders: Query<
      "recent_orders",
      Filtered,
      "order_key" | "order_date" | "customer" | "nation" | "segment" | "priority" | "status" | "total_price"
    >;
  }
}

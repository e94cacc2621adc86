import type { QueryRegistry } from "@databricks/appkit-ui/react";
import { formatName } from "./format";

/** A row of the table of orders, its values in the form they are sorted and filtered by. */
export interface OrderRow {
  order_key: number;
  order_date: string;
  customer: string;
  nation: string;
  segment: string;
  priority: string;
  status: string;
  total_price: number;
}

const STATUS: Record<string, string> = { F: "Fulfilled", O: "Open", P: "Partial" };

export function toOrderRows(rows: QueryRegistry["recent_orders"]["result"]): OrderRow[] {
  return rows.map((row) => ({
    order_key: Number(row.order_key),
    order_date: row.order_date,
    customer: row.customer,
    nation: formatName(row.nation),
    segment: formatName(row.segment),
    priority: row.priority,
    status: STATUS[row.status] ?? row.status,
    total_price: Number(row.total_price),
  }));
}

/** `4-NOT SPECIFIED` as `Not specified`. */
export function formatPriority(priority: string): string {
  const words = priority.replace(/^\d-/, "").toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

import { cn } from "@databricks/appkit-ui/react";
import type { ReactNode } from "react";
import { formatDay, formatMoney } from "../lib/format";
import { formatPriority, type OrderRow } from "../lib/orders";

interface OrderColumn {
  id: keyof OrderRow;
  label: string;
  className: string;
  cell: (order: OrderRow) => ReactNode;
}

const DOTS: Record<string, string> = { Fulfilled: "bg-rise", Open: "bg-brand", Partial: "bg-warning" };

function Status({ status }: { status: string }) {
  return (
    <span className="inline-flex items-center gap-2">
      <span aria-hidden="true" className={cn("size-1.5 rounded-full", DOTS[status] ?? "bg-muted-foreground")} />
      {status}
    </span>
  );
}

export const COLUMNS: readonly OrderColumn[] = [
  {
    id: "order_key",
    label: "Order",
    className: "hidden lg:table-cell tabular-nums text-muted-foreground",
    cell: (order) => `#${order.order_key}`,
  },
  {
    id: "order_date",
    label: "Date",
    className: "hidden sm:table-cell tabular-nums",
    cell: (order) => formatDay(order.order_date),
  },
  {
    id: "customer",
    label: "Customer",
    className: "tabular-nums",
    cell: (order) => (
      <>
        <span className="font-medium">{order.customer}</span>
        <span className="text-muted-foreground block text-xs sm:hidden">{formatDay(order.order_date)}</span>
      </>
    ),
  },
  { id: "nation", label: "Nation", className: "hidden md:table-cell", cell: (order) => order.nation },
  { id: "segment", label: "Segment", className: "hidden lg:table-cell", cell: (order) => order.segment },
  {
    id: "priority",
    label: "Priority",
    className: "hidden lg:table-cell",
    cell: (order) => formatPriority(order.priority),
  },
  {
    id: "status",
    label: "Status",
    className: "hidden md:table-cell",
    cell: (order) => <Status status={order.status} />,
  },
  {
    id: "total_price",
    label: "Total",
    className: "text-right tabular-nums",
    cell: (order) => formatMoney(order.total_price),
  },
];

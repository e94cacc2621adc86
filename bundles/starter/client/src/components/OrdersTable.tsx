import {
  cn,
  DataTable,
  Table,
  TableBody,
  TableCell,
  TableHeader,
  TableRow,
} from "@databricks/appkit-ui/react";
import { type OrderRow, toOrderRows } from "../lib/orders";
import { once } from "../lib/once";
import { COLUMNS } from "./orderColumns";
import { Pager } from "./Pager";
import { type DataTableModel, SortButton } from "./SortButton";
import { TableSearch } from "./TableSearch";

// The same array for the same rows: else the table would start over with every render.
const transform = once(toOrderRows);

export default function OrdersTable({ parameters }: { parameters: Record<string, unknown> }) {
  return (
    <DataTable
      queryKey="recent_orders"
      parameters={parameters}
      transform={transform}
      pageSize={10}
      testId="orders-table"
      ariaLabel="Table of orders"
      className="flex flex-1 flex-col"
    >
      {(table) => <Orders table={table} />}
    </DataTable>
  );
}

function Orders({ table }: { table: DataTableModel }) {
  const rows = table.getRowModel().rows;
  return (
    <>
      <TableSearch column={table.getColumn("customer")} label="Filter by customer" />
      <div className="mt-3 -mx-4 border-y sm:mx-0 sm:rounded-xl sm:border">
        <Table>
          <TableHeader className="bg-muted/60">
            <TableRow className="hover:bg-transparent">
              {COLUMNS.map(({ id, label, className }) => (
                <SortButton key={id} table={table} id={id} label={label} className={className} />
              ))}
            </TableRow>
          </TableHeader>
          <TableBody>
            {rows.map((row) => {
              const order: OrderRow = row.original;
              return (
                <TableRow key={row.id} data-testid="order-row" data-order={order.order_key}>
                  {COLUMNS.map(({ id, className, cell }) => (
                    <TableCell key={id} className={cn("px-3 py-2.5 first:pl-4 last:pr-4", className)}>
                      {cell(order)}
                    </TableCell>
                  ))}
                </TableRow>
              );
            })}
            {rows.length === 0 && (
              <TableRow>
                <TableCell colSpan={COLUMNS.length} className="text-muted-foreground h-24 text-center">
                  No customer of that name among these orders.
                </TableCell>
              </TableRow>
            )}
          </TableBody>
        </Table>
      </div>
      <Pager table={table} />
    </>
  );
}

import { Button } from "@databricks/appkit-ui/react";
import { ChevronLeft, ChevronRight } from "lucide-react";
import { formatCount } from "../lib/format";
import type { DataTableModel } from "./SortButton";

export function Pager({ table }: { table: DataTableModel }) {
  const { pageIndex, pageSize } = table.getState().pagination;
  const total = table.getFilteredRowModel().rows.length;
  const first = Math.min(pageIndex * pageSize + 1, total);
  const last = Math.min((pageIndex + 1) * pageSize, total);
  return (
    <nav aria-label="Pages of orders" className="mt-auto flex items-center justify-between gap-3 pt-4">
      <p aria-live="polite" className="text-muted-foreground text-[0.8125rem] tabular-nums">
        {formatCount(first)}–{formatCount(last)} of {formatCount(total)}
      </p>
      <div className="flex gap-2">
        <Button
          variant="outline"
          size="sm"
          data-testid="orders-previous"
          onClick={() => table.previousPage()}
          disabled={!table.getCanPreviousPage()}
        >
          <ChevronLeft aria-hidden="true" />
          Previous
        </Button>
        <Button
          variant="outline"
          size="sm"
          data-testid="orders-next"
          onClick={() => table.nextPage()}
          disabled={!table.getCanNextPage()}
        >
          Next
          <ChevronRight aria-hidden="true" />
        </Button>
      </div>
    </nav>
  );
}

import { cn, type DataTable, TableHead } from "@databricks/appkit-ui/react";
import { ArrowDown, ArrowUp, ChevronsUpDown } from "lucide-react";
import type { ComponentProps } from "react";

/** The table model that the library's DataTable hands out. */
export type DataTableModel = Parameters<NonNullable<ComponentProps<typeof DataTable>["children"]>>[0];

interface SortButtonProps {
  table: DataTableModel;
  id: string;
  label: string;
  className: string;
}

/** A column's head; a click sorts by the column, another one turns the order round. */
export function SortButton({ table, id, label, className }: SortButtonProps) {
  const column = table.getColumn(id);
  const sorted = column?.getIsSorted() || false;
  const Icon = sorted === "asc" ? ArrowUp : sorted === "desc" ? ArrowDown : ChevronsUpDown;
  return (
    <TableHead
      aria-sort={sorted === "asc" ? "ascending" : sorted === "desc" ? "descending" : "none"}
      className={cn("px-1.5 first:pl-2.5 last:pr-2.5", className)}
    >
      <button
        type="button"
        onClick={() => column?.toggleSorting(sorted === "asc")}
        className="hover:bg-accent text-muted-foreground inline-flex cursor-pointer items-center gap-1 rounded-md px-1.5 py-1 text-xs font-medium"
      >
        {label}
        <Icon aria-hidden="true" className={cn("size-3", sorted ? "text-foreground" : "opacity-60")} />
      </button>
    </TableHead>
  );
}

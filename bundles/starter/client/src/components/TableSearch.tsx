import { Input } from "@databricks/appkit-ui/react";
import { Search } from "lucide-react";
import type { DataTableModel } from "./SortButton";

/** Filters a table by a column that contains the text typed. */
export function TableSearch({ column, label }: { column: ReturnType<DataTableModel["getColumn"]>; label: string }) {
  return (
    <div className="relative sm:max-w-72">
      <Search aria-hidden="true" className="text-muted-foreground pointer-events-none absolute top-2.5 left-3 size-4" />
      <Input
        type="search"
        aria-label={label}
        placeholder={label}
        data-testid="orders-search"
        value={String(column?.getFilterValue() ?? "")}
        onChange={(event) => column?.setFilterValue(event.target.value)}
        className="pl-9"
      />
    </div>
  );
}

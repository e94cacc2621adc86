import { cn } from "@databricks/appkit-ui/react";

/** Columns and rows as text; the first column names the row. */
export interface FigureTable {
  columns: readonly string[];
  rows: readonly (readonly string[])[];
}

export function Figures({ table, label }: { table: FigureTable; label: string }) {
  return (
    <div className="relative min-h-0 flex-1">
      <div role="region" aria-label={label} tabIndex={0} className="absolute inset-x-0 top-0 max-h-full overflow-auto rounded-lg border">
        <table className="w-full text-[0.8125rem] whitespace-nowrap tabular-nums">
          <thead className="bg-muted sticky top-0">
            <tr>
              {table.columns.map((column, index) => (
                <th key={column} scope="col" className={cn("px-3 py-2 font-medium", index === 0 ? "text-left" : "text-right")}>
                  {column}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {table.rows.map((row) => (
              <tr key={row[0]} className="border-t">
                {row.map((cell, index) =>
                  index === 0 ? (
                    <th key={index} scope="row" className="px-3 py-1.5 text-left font-normal">
                      {cell}
                    </th>
                  ) : (
                    <td key={index} className="px-3 py-1.5 text-right">
                      {cell}
                    </td>
                  ),
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );
}

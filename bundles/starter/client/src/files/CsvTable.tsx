import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@databricks/appkit-ui/react";
import { formatCount } from "../lib/format";
import type { Table as Rows } from "./csv";

/** The first rows of a file of values. */
export function CsvTable({ table, name }: { table: Rows; name: string }) {
  const columns = table.head.map((_, index) => index);
  return (
    <>
      <div
        role="region"
        tabIndex={0}
        aria-label={`Table of ${name}`}
        data-testid="preview-table"
        className="max-h-(--files-part) overflow-auto rounded-xl border [&_[data-slot=table-container]]:overflow-visible"
      >
        <Table className="text-xs">
          <TableHeader className="bg-muted sticky top-0">
            <TableRow className="hover:bg-transparent">
              {columns.map((column) => (
                <TableHead key={column} scope="col" className="text-muted-foreground h-9 px-3 font-medium">
                  {table.head[column]}
                </TableHead>
              ))}
            </TableRow>
          </TableHeader>
          <TableBody>
            {table.rows.map((row, index) => (
              <TableRow key={index}>
                {columns.map((column) => (
                  <TableCell key={column} title={row[column]} className="max-w-72 truncate px-3 py-2 tabular-nums">
                    {row[column]}
                  </TableCell>
                ))}
              </TableRow>
            ))}
          </TableBody>
        </Table>
      </div>
      <p className="text-muted-foreground text-xs leading-5">
        {table.cut
          ? `The first ${formatCount(table.rows.length)} rows. Download the file for all of them.`
          : `${formatCount(table.rows.length)} ${table.rows.length === 1 ? "row" : "rows"}`}
      </p>
    </>
  );
}

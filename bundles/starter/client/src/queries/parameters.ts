import { sql } from "@databricks/appkit-ui/js";
import type { Filters } from "../lib/filters";
import { comparisonOf } from "../lib/periods";

// A query gets exactly the parameters its SQL names; the server refuses others.

export function inPeriod({ region, period }: Filters) {
  return {
    region: sql.string(region),
    from_date: sql.date(period.from),
    to_date: sql.date(period.to),
  };
}

export function filtered(filters: Filters) {
  return { ...inPeriod(filters), segment: sql.string(filters.segment) };
}

export function compared(filters: Filters) {
  const previous = comparisonOf(filters.period);
  return {
    ...filtered(filters),
    previous_from: sql.date(previous.from),
    previous_to: sql.date(previous.to),
  };
}

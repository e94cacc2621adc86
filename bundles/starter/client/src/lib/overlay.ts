import type { MonthValue } from "./insights";
import type { Period } from "./periods";

export interface OverlaidMonth extends MonthValue {
  /** Revenue of the same month a year before; null without one. */
  previous: number | null;
}

function yearBefore(month: string): string {
  return `${Number(month.slice(0, 4)) - 1}${month.slice(4)}`;
}

/** The months of a period, each with the one a year before. */
export function overlay(months: readonly MonthValue[], period: Period): OverlaidMonth[] {
  const revenueOf = new Map(months.map(({ month, revenue }) => [month, revenue]));
  return months
    .filter(({ month }) => month >= period.from && month < period.to)
    .map(({ month, revenue }) => ({
      month,
      revenue,
      previous: period.previous ? (revenueOf.get(yearBefore(month)) ?? null) : null,
    }));
}

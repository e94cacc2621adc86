import { formatMoneyShort, formatMonth, formatPercent } from "./format";

/** Relative change, `0.04` for 4 % more; null when there is nothing to compare with. */
export function changeOf(current: number, previous: number | undefined): number | null {
  return previous === undefined || previous === 0 ? null : current / previous - 1;
}

export interface MonthValue {
  month: string;
  revenue: number;
}

/** One line about the course of the revenue. */
export function revenueInsight(months: readonly MonthValue[]): string {
  const best = largest(months, (month) => month.revenue);
  if (best === undefined) {
    return "";
  }
  const average = sum(months, (month) => month.revenue) / months.length;
  const above = changeOf(best.revenue, average) ?? 0;
  return `${formatMonth(best.month)} was the strongest month: ${formatMoneyShort(best.revenue)}, ${formatPercent(above)} above average.`;
}

export interface NamedValue {
  name: string;
  value: number;
}

/** One line about who leads a ranking, given from most to least. */
export function leaderInsight(ranking: readonly NamedValue[]): string {
  const [first, second] = ranking;
  if (first === undefined) {
    return "";
  }
  if (second === undefined) {
    return `${first.name} accounts for all of it.`;
  }
  return `${first.name} leads, ${formatMoneyShort(first.value - second.value)} ahead of ${second.name}.`;
}

/** One line about the largest part of a total; `share` between 0 and 1. */
export function shareInsight(parts: readonly { name: string; share: number }[]): string {
  const most = largest(parts, (part) => part.share);
  if (most === undefined) {
    return "";
  }
  return parts.length === 1
    ? `All revenue comes from ${most.name}.`
    : `${most.name} brings most: ${formatPercent(most.share)}.`;
}

export function sum<T>(items: readonly T[], value: (item: T) => number): number {
  return items.reduce((total, item) => total + value(item), 0);
}

export function largest<T>(items: readonly T[], value: (item: T) => number): T | undefined {
  return items.reduce<T | undefined>(
    (best, item) => (best === undefined || value(item) > value(best) ? item : best),
    undefined,
  );
}

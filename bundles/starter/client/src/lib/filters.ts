import { DEFAULT_PERIOD, type Period, periodOf } from "./periods";

/** Stands for "no restriction", here and in the queries. */
export const ALL = "ALL";

export const REGIONS = ["AFRICA", "AMERICA", "ASIA", "EUROPE", "MIDDLE EAST"] as const;
export const SEGMENTS = ["AUTOMOBILE", "BUILDING", "FURNITURE", "HOUSEHOLD", "MACHINERY"] as const;

export interface Filters {
  region: string;
  segment: string;
  period: Period;
}

export const NO_FILTERS: Filters = { region: ALL, segment: ALL, period: DEFAULT_PERIOD };

function oneOf(values: readonly string[], value: string | null): string {
  return value !== null && values.includes(value) ? value : ALL;
}

/** Reads the filters from the query part of an address; what it does not know, it ignores. */
export function readFilters(search: string): Filters {
  const parameters = new URLSearchParams(search);
  return {
    region: oneOf(REGIONS, parameters.get("region")),
    segment: oneOf(SEGMENTS, parameters.get("segment")),
    period: periodOf(parameters.get("period")),
  };
}

/** Writes the filters into the query part of an address; leaves out defaults and keeps what belongs to others. */
export function writeFilters(filters: Filters, search: string): string {
  const parameters = new URLSearchParams(search);
  const put = (name: string, value: string, unset: string) =>
    value === unset ? parameters.delete(name) : parameters.set(name, value);
  put("region", filters.region, ALL);
  put("segment", filters.segment, ALL);
  put("period", filters.period.id, DEFAULT_PERIOD.id);
  const text = parameters.toString();
  return text === "" ? "" : `?${text}`;
}

export function isFiltered(filters: Filters): boolean {
  return writeFilters(filters, "") !== "";
}

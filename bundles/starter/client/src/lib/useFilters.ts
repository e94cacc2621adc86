import { useCallback, useMemo } from "react";
import { type Filters, readFilters, writeFilters } from "./filters";
import { navigate, useSearch } from "./location";

/** The filters of the address bar, and how to change some of them; every change is a step in the history. */
export function useFilters(): [Filters, (change: Partial<Filters>) => void] {
  const search = useSearch();
  const filters = useMemo(() => readFilters(search), [search]);
  const change = useCallback((part: Partial<Filters>) => {
    const { pathname, search: before, hash } = window.location;
    const after = writeFilters({ ...readFilters(before), ...part }, before);
    if (after !== before) {
      navigate(pathname + after + hash);
    }
  }, []);
  return [filters, change];
}

import { useCallback, useMemo, useSyncExternalStore } from "react";
import { type Filters, readFilters, writeFilters } from "./filters";

const CHANGED = "appkit:filters";

function subscribe(listener: () => void): () => void {
  window.addEventListener("popstate", listener);
  window.addEventListener(CHANGED, listener);
  return () => {
    window.removeEventListener("popstate", listener);
    window.removeEventListener(CHANGED, listener);
  };
}

/** The filters of the address bar, and how to change some of them; every change is a step in the history. */
export function useFilters(): [Filters, (change: Partial<Filters>) => void] {
  const search = useSyncExternalStore(subscribe, () => window.location.search);
  const filters = useMemo(() => readFilters(search), [search]);
  const change = useCallback((part: Partial<Filters>) => {
    const { pathname, search: before, hash } = window.location;
    const after = writeFilters({ ...readFilters(before), ...part }, before);
    if (after !== before) {
      window.history.pushState(null, "", pathname + after + hash);
      window.dispatchEvent(new Event(CHANGED));
    }
  }, []);
  return [filters, change];
}

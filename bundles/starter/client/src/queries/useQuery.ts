import { type QueryRegistry, useAnalyticsQuery } from "@databricks/appkit-ui/react";
import { useEffect, useRef, useState } from "react";
import { isSignedIn } from "../session/page";
import { onRetry } from "./retries";

const ONCE_IN = 60_000;

type Key =
  | "kpis"
  | "revenue_by_month"
  | "revenue_by_nation"
  | "revenue_by_segment"
  | "shipments_by_mode"
  | "top_customers"
  | "recent_orders";
export type Rows<K extends Key> = QueryRegistry[K]["result"];

export interface QueryState<R> {
  /** `refreshing`: rows are those of the last parameters, new ones are on their way. */
  status: "loading" | "refreshing" | "ready" | "failed";
  rows: R | null;
  error: string | null;
  errorCode: string | null;
  /** Whether the answer waits for a SQL warehouse that is starting. */
  warehouseStarting: boolean;
}

/** Runs a query, keeps its last rows while new ones load, and runs it again on {@link retryFailed} if it failed. */
export function useQuery<K extends Key>(key: K, parameters: QueryRegistry[K]["parameters"]): QueryState<Rows<K>> {
  const [paused, setPaused] = useState(false);
  const [last, setLast] = useState<Rows<K> | null>(null);
  const renewedAt = useRef(-Infinity);
  const result = useAnalyticsQuery<Rows<K>>(key, paused ? null : parameters, { autoStart: !paused });

  // The library repeats a lost request, and leaves the error of the first attempt beside the rows of a later one; its
  // table then shows the error.
  const recovered = result.data !== null && result.error !== null;
  const rows = recovered ? null : (result.data as Rows<K> | null);
  const failed = !paused && !recovered && result.error !== null;
  if (rows !== null && rows !== last) {
    setLast(rows);
  }
  if (failed && last !== null) {
    // A panel that still showed them would hold on to the failed request.
    setLast(null);
  }

  useEffect(() => (failed ? onRetry(() => setPaused(true)) : undefined), [failed]);

  // A stream ends with the session it began with. If there is one again, or still, the query runs again.
  const expired = failed && result.errorCode === "SESSION_EXPIRED";
  useEffect(() => {
    if (expired && Date.now() - renewedAt.current > ONCE_IN) {
      renewedAt.current = Date.now();
      void isSignedIn().then((still) => still && setPaused(true));
    }
  }, [expired]);

  useEffect(() => {
    if (recovered) {
      setPaused(true);
    }
  }, [recovered]);

  // The hook drops a request when its last user has gone for one turn of the event loop; only then it asks again.
  useEffect(() => {
    if (paused) {
      const timer = setTimeout(() => setPaused(false), 0);
      return () => clearTimeout(timer);
    }
  }, [paused]);

  const warehouse = result.warehouseStatus?.state;
  const warehouseStarting = result.loading && warehouse !== undefined && warehouse !== "RUNNING";
  if (failed) {
    return { status: "failed", rows: null, error: result.error, errorCode: result.errorCode, warehouseStarting };
  }
  if (rows !== null) {
    return { status: "ready", rows, error: null, errorCode: null, warehouseStarting };
  }
  const status = last === null ? "loading" : "refreshing";
  return { status, rows: last, error: null, errorCode: null, warehouseStarting };
}

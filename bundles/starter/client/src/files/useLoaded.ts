import { useCallback, useEffect, useState } from "react";
import { type Problem, problemOf } from "./problems";

export interface Loaded<T> {
  status: "loading" | "refreshing" | "ready" | "failed";
  /** While something else loads, still what was there before. */
  value: T | null;
  problem: Problem | null;
  reload: () => void;
}

type Result<T> = { key: string; value: T; problem: null } | { key: string; value: null; problem: Problem };

/**
 * Loads what the key stands for, anew for another one; null for nothing at all.
 *
 * @param load must stay the same function as long as the key stands for the same thing
 */
export function useLoaded<T>(key: string | null, load: (signal: AbortSignal) => Promise<T>): Loaded<T> {
  const [turn, setTurn] = useState(0);
  const [result, setResult] = useState<Result<T> | null>(null);

  useEffect(() => {
    if (key === null) {
      return;
    }
    const { signal, abort } = abortable();
    load(signal).then(
      (value) => signal.aborted || setResult({ key, value, problem: null }),
      (error) => signal.aborted || setResult({ key, value: null, problem: problemOf(error) }),
    );
    return abort;
  }, [key, turn, load]);

  const reload = useCallback(() => {
    setResult((last) => (last?.problem ? null : last));
    setTurn((last) => last + 1);
  }, []);

  if (result === null || key === null) {
    return { status: "loading", value: null, problem: null, reload };
  } else if (result.key !== key) {
    return { status: result.value === null ? "loading" : "refreshing", value: result.value, problem: null, reload };
  }
  return { status: result.problem ? "failed" : "ready", value: result.value, problem: result.problem, reload };
}

function abortable() {
  const controller = new AbortController();
  return { signal: controller.signal, abort: () => controller.abort() };
}

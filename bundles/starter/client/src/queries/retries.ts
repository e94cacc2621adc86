const listeners = new Set<() => void>();

/** Runs every failed query of the page again. */
export function retryFailed(): void {
  for (const listener of [...listeners]) {
    listener();
  }
}

export function onRetry(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

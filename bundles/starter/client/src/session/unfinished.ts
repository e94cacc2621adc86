import { useSyncExternalStore } from "react";

/** How much is under way that would be lost with the page; it survives a sign-in in another window. */
class Unfinished {
  readonly #listeners = new Set<() => void>();
  #count = 0;

  get count(): number {
    return this.#count;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  become(count: number): void {
    if (count !== this.#count) {
      this.#count = count;
      for (const listener of [...this.#listeners]) {
        listener();
      }
    }
  }
}

export const unfinished = new Unfinished();

export function useUnfinished(): number {
  return useSyncExternalStore(unfinished.subscribe, () => unfinished.count);
}

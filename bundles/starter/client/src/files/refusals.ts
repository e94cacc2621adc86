import { type Action, FileError, isDenial } from "./problems";

/** What this app does not let somebody do with a volume: change anything, or only delete. */
export type Refusal = "change" | "delete";

/**
 * Remembers, as long as the page is open, in which volumes a change was refused by the app's rules, so that it is not
 * offered again. Rules may depend on more than the volume: where one change was possible, the others stay on offer.
 */
export class Refusals {
  readonly #listeners = new Set<() => void>();
  readonly #refused = new Map<string, Refusal>();
  readonly #possible = new Set<string>();

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Null as long as nothing is known to be refused. */
  of(volume: string): Refusal | null {
    return this.#refused.get(volume) ?? null;
  }

  /** Learns from what becomes of a change, and hands it on. */
  async watch<T>(volume: string, action: Action, change: Promise<T>): Promise<T> {
    const refusal = action === "delete" ? "delete" : "change";
    const key = `${refusal} ${volume}`;
    try {
      const result = await change;
      this.#possible.add(key);
      if (this.of(volume) === refusal) {
        this.forget(volume);
      }
      return result;
    } catch (error) {
      if (error instanceof FileError && isDenial(error) && !this.#possible.has(key)) {
        this.#refuse(volume, refusal);
      }
      throw error;
    }
  }

  /** Offers everything again. */
  forget(volume: string): void {
    this.#refused.delete(volume);
    this.#tell();
  }

  #refuse(volume: string, refusal: Refusal): void {
    if (this.of(volume) !== "change") {
      this.#refused.set(volume, refusal);
      this.#tell();
    }
  }

  #tell(): void {
    for (const listener of [...this.#listeners]) {
      listener();
    }
  }
}

/** Those that this page has met. */
export const refusals = new Refusals();

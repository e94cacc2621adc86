import { formatCount, formatDuration, formatSize } from "../lib/format";
import type { Tally } from "./tally";

/** What is looked back on. */
const WINDOW = 10_000;
/** What a pace cannot be told from yet. */
const TOO_SHORT = 2_000;

/** Measures how fast something grows; its time is in milliseconds. */
export class Meter {
  #samples: { at: number; sent: number }[] = [];

  /** Takes what has been sent until now; gives the bytes a second of late, or null while that cannot be told. */
  note(at: number, sent: number): number | null {
    if (sent < (this.#samples.at(-1)?.sent ?? 0)) {
      // Something is sent again, or given up.
      this.#samples = [];
    }
    this.#samples = [...this.#samples.filter((sample) => at - sample.at <= WINDOW), { at, sent }];
    const first = this.#samples[0] ?? { at, sent };
    const span = at - first.at;
    return span < TOO_SHORT ? null : ((sent - first.sent) / span) * 1000;
  }
}

/** How far uploads are, as `File 2 of 9 · 12 MB of 80 MB`. */
export function course({ count, done, size, sent }: Tally): string {
  const bytes = `${formatSize(sent)} of ${formatSize(size)}`;
  return count > 1 ? `File ${formatCount(Math.min(done + 1, count))} of ${formatCount(count)} · ${bytes}` : bytes;
}

/** How fast uploads are, and how long they will take at that, as `4 MB/s · 20 s left`. */
export function outlook({ size, sent }: Tally, pace: number): string {
  const speed = `${formatSize(Math.round(pace))}/s`;
  return pace > 0 ? `${speed} · ${formatDuration((size - sent) / pace)} left` : speed;
}

import { setTimeout as pause } from "node:timers/promises";
import { renderHook } from "@testing-library/react";
import { vi } from "vitest";

const LIMIT = 20_000;

/** Mounts a hook; `states` are all that it showed, without repetitions. */
export function mount(useHook, options) {
  const states = [];
  const text = (state) => JSON.stringify(state, (_, value) => (typeof value === "bigint" ? `${value}` : value));
  const record = () => {
    const state = useHook();
    if (text(state) !== text(states.at(-1))) {
      states.push(state);
    }
    return state;
  };
  return { ...renderHook(record, options), states };
}

/** Waits until a mounted hook has data or an error, and returns what it shows then. */
export async function outcome({ result }) {
  await eventually("data or an error", () => result.current.data !== null || result.current.error !== null);
  return result.current;
}

/** Waits for a condition. */
export async function eventually(what, condition) {
  const start = performance.now();
  while (!condition()) {
    if (performance.now() - start > LIMIT) {
      throw new Error(`no ${what} after ${LIMIT} ms`);
    }
    await pause(5);
    if (vi.isFakeTimers()) {
      await vi.advanceTimersByTimeAsync(100);
    }
  }
}

/** Lets the client's time pass twenty times as fast from now on. */
export function hurry() {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
}

/** Lets as much time pass as the client would take for all its retries; after `hurry`. */
export async function passAllRetries() {
  await vi.advanceTimersByTimeAsync(30_000);
}

/** Sees the requests that go out; they do go out. */
export function watchRequests() {
  return vi.spyOn(globalThis, "fetch");
}

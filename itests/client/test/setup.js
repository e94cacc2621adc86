import { setTimeout as pause } from "node:timers/promises";
import { cleanup } from "@testing-library/react";
import { afterEach, vi } from "vitest";

afterEach(async () => {
  vi.useRealTimers();
  vi.restoreAllMocks();
  cleanup();
  // The client forgets a request a moment after its last component.
  await pause(1);
});

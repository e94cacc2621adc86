import { useAnalyticsQuery } from "appkit-ui/react";
import { StrictMode } from "react";
import { expect, test } from "vitest";
import { eventually, mount, outcome, watchRequests } from "./hook.js";

test("two components share one request", async () => {
  const requests = watchRequests();
  const first = mount(() => useAnalyticsQuery("rows"));
  const second = mount(() => useAnalyticsQuery("rows"));
  await outcome(first);
  await outcome(second);

  expect(second.result.current.data).toBe(first.result.current.data);
  expect(requests).toHaveBeenCalledTimes(1);
});

test("a component that is mounted twice in strict mode asks once", async () => {
  const requests = watchRequests();
  const query = mount(() => useAnalyticsQuery("rows"), { wrapper: StrictMode });

  expect((await outcome(query)).data).toHaveLength(2);
  expect(requests).toHaveBeenCalledTimes(1);
});

test("a request ends when the last component goes, and can be made again", async () => {
  const requests = watchRequests();
  const first = mount(() => useAnalyticsQuery("slow"));
  const second = mount(() => useAnalyticsQuery("slow"));
  await eventually("a request", () => requests.mock.results.length === 1);
  const { signal } = requests.mock.calls[0][1];
  const answer = await requests.mock.results[0].value;

  first.unmount();
  await new Promise((resolve) => setTimeout(resolve));
  expect(signal.aborted).toBe(false);
  second.unmount();
  await eventually("an abort", () => signal.aborted);
  await expect(answer.text()).rejects.toThrow();

  expect((await outcome(mount(() => useAnalyticsQuery("rows")))).data).toHaveLength(2);
});

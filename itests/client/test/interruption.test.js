import { useAnalyticsQuery } from "appkit-ui/react";
import { afterEach, beforeEach, expect, test } from "vitest";
import { eventually, hurry, mount, outcome, watchRequests } from "./hook.js";
import { startRelay } from "./relay.js";

const GENERIC = "Unable to load data, please try again";

const server = window.location.href;
let relay;

beforeEach(async () => {
  relay = await startRelay(server);
  window.happyDOM.setURL(relay.url);
  // Nobody is to notice the relay.
  globalThis.publicOrigin = new URL(server).origin;
  hurry();
});

afterEach(async () => {
  delete globalThis.publicOrigin;
  window.happyDOM.setURL(server);
  await relay.close();
});

test("has the rows after a connection that broke amid the stream", async () => {
  relay.breakBefore("APAC");
  const requests = watchRequests();
  const query = mount(() => useAnalyticsQuery("rows"));

  expect(await outcome(query)).toMatchObject({ data: null, loading: false });
  expect(query.result.current.error).toBe(GENERIC);
  await eventually("data", () => query.result.current.data !== null);
  expect(query.result.current.data).toHaveLength(2);
  expect(requests.mock.settledResults.map(({ value }) => value.status)).toEqual([200, 200]);
});

test("has the rows when the server is back", async () => {
  await relay.close();
  const requests = watchRequests();
  const query = mount(() => useAnalyticsQuery("rows"));

  expect((await outcome(query)).error).toBe(GENERIC);
  await relay.reopen();
  await eventually("data", () => query.result.current.data !== null);
  expect(query.result.current.data).toHaveLength(2);
  expect(requests.mock.calls.length).toBeLessThanOrEqual(4);
});

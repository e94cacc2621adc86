import { useAnalyticsQuery } from "appkit-ui/react";
import { expect, test } from "vitest";
import { eventually, hurry, mount, outcome, passAllRetries, watchRequests } from "./hook.js";

test("shows that it loads, then the rows, whose cells are text", async () => {
  const query = mount(() => useAnalyticsQuery("rows"));
  await outcome(query);

  expect(query.states.map(({ error }) => error)).not.toContainEqual(expect.anything());
  expect(query.states.some(({ loading, data }) => loading && data === null)).toBe(true);
  expect(query.result.current).toMatchObject({
    data: [
      { region: "EMEA", total: "1200.50", orders: "12", open: "true", since: "2026-01-31" },
      { region: "APAC", total: null, orders: "0", open: "false", since: null },
    ],
    loading: false,
    error: null,
    errorCode: null,
  });
});

test("has an empty list where there are no rows", async () => {
  const query = await outcome(mount(() => useAnalyticsQuery("empty")));

  expect(query).toMatchObject({ data: [], loading: false, error: null });
});

test("has objects and lists where text is JSON, and the text where it only looks so", async () => {
  const { data } = await outcome(mount(() => useAnalyticsQuery("json")));

  expect(data).toEqual([
    { object: { a: [1, 2] }, list: [1, "x"], broken: "{not json", plain: "plain", array: '["a","b"]' },
  ]);
});

test("has all columns of a wide result", async () => {
  const { data } = await outcome(mount(() => useAnalyticsQuery("wide")));

  expect(Object.keys(data[0])).toHaveLength(700);
  expect(data[0]["column number 699"]).toBe("699");
});

test("runs a query of the user", async () => {
  const { data } = await outcome(mount(() => useAnalyticsQuery("mine")));

  expect(data).toEqual([{ region: "AFRICA" }]);
});

test("shows the error of a statement with its code, and does not repeat it", async () => {
  hurry();
  const requests = watchRequests();
  const query = mount(() => useAnalyticsQuery("failing"));
  await outcome(query);
  await passAllRetries();

  expect(query.result.current).toMatchObject({
    data: null,
    loading: false,
    error: "Query execution failed",
    errorCode: "BAD_REQUEST",
  });
  expect(requests).toHaveBeenCalledTimes(1);
});

test("hides what a status says, and asks three times more", async () => {
  hurry();
  const requests = watchRequests();
  const query = mount(() => useAnalyticsQuery("unknown"));
  await outcome(query);
  await eventually("four requests", () => requests.mock.settledResults.at(3)?.type === "fulfilled");

  expect(query.result.current).toMatchObject({
    data: null,
    loading: false,
    error: "Unable to load data, please try again",
    errorCode: null,
  });
  expect(requests.mock.settledResults.map(({ value }) => value.status)).toEqual([404, 404, 404, 404]);
});

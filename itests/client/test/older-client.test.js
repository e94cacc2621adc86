import { sql } from "appkit-ui-038/js";
import { useAnalyticsQuery, useChartData } from "appkit-ui-038/react";
import { expect, test } from "vitest";
import { hurry, mount, outcome, passAllRetries, watchRequests } from "./hook.js";

test("shows rows", async () => {
  const query = mount(() => useAnalyticsQuery("rows"));
  await outcome(query);

  expect(query.result.current).toMatchObject({ loading: false, error: null });
  expect(query.result.current.data.map(({ region }) => region)).toEqual(["EMEA", "APAC"]);
});

test("has an empty list where there are no rows", async () => {
  expect(await outcome(mount(() => useAnalyticsQuery("empty")))).toMatchObject({ data: [], error: null });
});

test("gives its parameters", async () => {
  const { data } = await outcome(mount(() => useAnalyticsQuery("next_day", { value: sql.date("2026-01-31") })));

  expect(data).toEqual([{ value: "2026-02-01" }]);
});

test("has data for charts that prefer this format", async () => {
  const parameters = { value: sql.string("x"), _preferJson: true };
  const chart = await outcome(mount(() => useChartData({ queryKey: "echo", parameters })));

  expect(chart).toMatchObject({ data: [{ value: "x" }], isArrow: false, isEmpty: false });
});

test("shows the error of a statement, and does not repeat it", async () => {
  hurry();
  const requests = watchRequests();
  const query = mount(() => useAnalyticsQuery("failing"));
  await outcome(query);
  await passAllRetries();

  expect(query.result.current).toMatchObject({ data: null, loading: false, error: "Query execution failed" });
  expect(requests).toHaveBeenCalledTimes(1);
});

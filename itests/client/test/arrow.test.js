import { ArrowClient } from "appkit-ui/js";
import { useAnalyticsQuery, useChartData } from "appkit-ui/react";
import { useAnalyticsQuery as useOlderAnalyticsQuery } from "appkit-ui-038/react";
import { expect, test } from "vitest";
import { mount, outcome } from "./hook.js";

const ARROW = { format: "ARROW_STREAM" };

test("Arrow from SQL has types, which charts read", async () => {
  const { data } = await outcome(mount(() => useAnalyticsQuery("rows", {}, ARROW)));

  expect(data.schema.fields.map(({ name }) => name)).toEqual(["region", "total", "orders", "open", "since"]);
  expect(ArrowClient.extractChartData(data, "region", ["total", "orders"])).toEqual({
    xData: ["EMEA", "APAC"],
    yDataMap: { total: [1200.5, 0], orders: [12, 0] },
  });
});

test("Arrow from SQL without rows has columns", async () => {
  const chart = await outcome(mount(() => useChartData({ queryKey: "empty", format: "arrow_stream" })));

  expect(chart).toMatchObject({ isArrow: true, isEmpty: true, error: null });
  expect(chart.data.schema.fields.map(({ name }) => name)).toEqual(["r_name", "r_regionkey"]);
});

test("Arrow from SQL has all rows of a table", async () => {
  const [{ lines }] = (await outcome(mount(() => useAnalyticsQuery("line_count")))).data;
  const { data } = await outcome(mount(() => useAnalyticsQuery("lines", {}, ARROW)));
  const numbers = new Set(data.getChild("line number").toArray());

  expect(numbers.size).toBe(Number(lines));
  expect(data.numRows).toBe(Number(lines));
});

test("Arrow from SQL of 700 columns has all names", async () => {
  const { data } = await outcome(mount(() => useAnalyticsQuery("wide", {}, ARROW)));

  expect(data.getChild("column number 699").get(0)).toBe(699);
});

test("Arrow from SQL is there for the older client", async () => {
  const { data } = await outcome(mount(() => useOlderAnalyticsQuery("rows", {}, ARROW)));

  expect(data.getChild("region").toArray()).toEqual(["EMEA", "APAC"]);
});

test("Arrow from a statement that fails is an error", async () => {
  expect(await outcome(mount(() => useAnalyticsQuery("failing", {}, ARROW)))).toMatchObject({
    data: null,
    error: "Query execution failed",
    errorCode: "BAD_REQUEST",
  });
});

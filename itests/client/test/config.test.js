import { _resetConfigCache, getClientConfig } from "appkit-ui/js";
import { usePluginClientConfig } from "appkit-ui/react";
import { afterEach, beforeEach, expect, test } from "vitest";
import { mount } from "./hook.js";

beforeEach(async () => {
  const page = await fetch("/");
  document.documentElement.innerHTML = await page.text();
  _resetConfigCache();
});

afterEach(() => {
  document.documentElement.innerHTML = "";
  _resetConfigCache();
});

test("the page brings what its plugins say", () => {
  const { result } = mount(() => usePluginClientConfig("starter"));

  expect(result.current).toMatchObject({ localData: true });
});

test("the page brings the name of the app, whatever is in it, and nothing of it runs", () => {
  expect(getClientConfig().appName).toBe('</script><script>window.broken = 1</script> & "sales"');
  expect(window.broken).toBeUndefined();
  expect(document.querySelectorAll("script")).toHaveLength(1);
});

test("the page brings the queries and where they are", () => {
  const { queries, endpoints } = getClientConfig();

  expect(queries).toMatchObject({ rows: "rows", mine: "mine" });
  expect(endpoints.analytics.query).toBe("/api/analytics/query/:query_key");
});

test("a plugin that is not there has an empty configuration", () => {
  expect(mount(() => usePluginClientConfig("none")).result.current).toEqual({});
});

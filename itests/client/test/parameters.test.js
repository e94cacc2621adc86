import { sql } from "appkit-ui/js";
import { useAnalyticsQuery, useChartData } from "appkit-ui/react";
import { describe, expect, test } from "vitest";
import { hurry, mount, outcome, passAllRetries, watchRequests } from "./hook.js";

async function ask(queryKey, parameters) {
  return outcome(mount(() => useAnalyticsQuery(queryKey, parameters)));
}

describe("a parameter keeps its value", () => {
  test.each([
    ["string", sql.string("it's :not = 1; -- ünï 🎈"), "it's :not = 1; -- ünï 🎈"],
    ["empty string", sql.string(""), ""],
    ["string of a number", sql.string(7), "7"],
    ["date", sql.date("2026-01-31"), "2026-01-31"],
    ["date of a Date", sql.date(new Date(Date.UTC(2024, 1, 29))), "2024-02-29"],
    ["timestamp with offset", sql.timestamp("2026-01-31T10:00:00.123456789+02:00"), "2026-01-31T08:00:00.123Z"],
    ["timestamp of a Date", sql.timestamp(new Date(Date.UTC(2026, 0, 31, 8))), "2026-01-31T08:00:00.000Z"],
    ["timestamp of seconds", sql.timestamp(1_769_846_400), "2026-01-31T08:00:00.000Z"],
    ["boolean", sql.boolean(false), "false"],
    ["int", sql.int(-2_147_483_648), "-2147483648"],
    ["bigint", sql.bigint(9_223_372_036_854_775_807n), "9223372036854775807"],
    ["float", sql.float(1.5), "1.5"],
    ["double", sql.double(0.1), "0.1"],
    ["numeric", sql.numeric("1234567890"), "1234567890"],
    ["whole number", sql.number(42), "42"],
    ["large number", sql.number(9_007_199_254_740_991), "9007199254740991"],
    ["fraction", sql.number(0.25), "0.25"],
    ["binary", sql.binary(new Uint8Array([0, 171, 255])), "00ABFF"],
    ["binary of hexadecimal digits", sql.binary("00abff"), "00ABFF"],
  ])("%s", async (_, value, text) => {
    expect((await ask("echo", { value })).data).toEqual([{ value: text }]);
  });
});

describe("a parameter keeps its type", () => {
  test.each([
    ["plus_one", "int", sql.int(41), "42"],
    ["plus_one", "bigint", sql.bigint("9007199254740993"), "9007199254740994"],
    ["plus_one", "float", sql.float("1.5"), "2.5"],
    ["plus_one", "double", sql.double(0.25), "1.25"],
    ["plus_one", "numeric", sql.numeric(12), "13"],
    ["next_day", "date", sql.date("2026-01-31"), "2026-02-01"],
    ["next_day", "timestamp", sql.timestamp("2026-01-31T10:00:00Z"), "2026-02-01T10:00:00.000Z"],
    ["opposite", "boolean", sql.boolean(true), "false"],
    ["capitals", "string", sql.string("it's"), "IT'S"],
  ])("%s of %s", async (queryKey, _, value, text) => {
    expect((await ask(queryKey, { value })).data).toEqual([{ value: text }]);
  });

  test("LIMIT takes an int", async () => {
    expect((await ask("first", { top: sql.int(2) })).data).toHaveLength(2);
  });

  test("LIMIT refuses a bigint", async () => {
    expect(await ask("first", { top: sql.bigint(2) })).toMatchObject({
      error: "Query execution failed",
      errorCode: "BAD_REQUEST",
    });
  });
});

describe("what is refused, is so at once and with its reason", () => {
  test.each([
    ["a value without a type", "echo", { value: "plain" }, /^Invalid value for value: expected SQL type/],
    [
      "a name that the query does not have",
      "echo",
      { value: sql.int(1), other: null },
      "Invalid value for other: expected a parameter defined in the query (valid: value)",
    ],
    [
      "any name where there are none",
      "rows",
      { value: sql.int(1) },
      "Invalid value for value: expected a parameter defined in the query (valid: none)",
    ],
  ])("%s", async (_, queryKey, parameters, reason) => {
    hurry();
    const requests = watchRequests();
    const query = await ask(queryKey, parameters);
    await passAllRetries();

    expect(query.error).toMatch(reason);
    expect(query).toMatchObject({ data: null, loading: false, errorCode: null });
    expect(requests).toHaveBeenCalledTimes(1);
  });

  test("no value for a parameter, by the warehouse", async () => {
    expect(await ask("echo", { value: null })).toMatchObject({
      error: "Query execution failed",
      errorCode: "BAD_REQUEST",
    });
  });
});

describe("names that only look like parameters", () => {
  test("need no value: casts, strings and comments", async () => {
    expect((await ask("lookalikes", { real: sql.int(1) })).data).toEqual([{ real: "1", text: ":text", cast: "2" }]);
  });

  test("may have one: a filter that is commented out", async () => {
    const { data } = await ask("lookalikes", { real: sql.int(1), filter: sql.string("x") });

    expect(data).toHaveLength(1);
  });

  test("are hints of charts", async () => {
    const chart = mount(() =>
      useChartData({ queryKey: "echo", parameters: { value: sql.int(1), _preferJson: true }, format: "auto" }),
    );

    expect(await outcome(chart)).toMatchObject({ data: [{ value: "1" }], isArrow: false, isEmpty: false });
  });

  test("are hints for the other format", async () => {
    expect((await ask("echo", { value: sql.int(1), _preferArrow: true })).data).toEqual([{ value: "1" }]);
  });
});

test("the workspace id is the server's, whatever the page says", async () => {
  const honest = await ask("workspace", {});
  const forged = await ask("workspace", { workspaceId: sql.string("forged") });

  expect(honest.data[0].id).toMatch(/^\d+$/);
  expect(forged.data).toEqual(honest.data);
});

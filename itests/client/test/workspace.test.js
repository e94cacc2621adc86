import { setTimeout as pause } from "node:timers/promises";
import { ArrowClient, sql } from "appkit-ui/js";
import { useAnalyticsQuery, useChartData } from "appkit-ui/react";
import { useAnalyticsQuery as useOlderAnalyticsQuery } from "appkit-ui-038/react";
import { describe, expect, test } from "vitest";
import { given, inline, linked } from "./arrow-results.js";
import { eventually, hurry, mount, outcome, passAllRetries, watchRequests } from "./hook.js";
import { javaStreams } from "./java-streams.js";
import { onScriptedWorkspace } from "./page.js";
import { rows } from "./scripted-workspace.js";

// As ClientIT configures it, in milliseconds.
const SERVER_TIMEOUT = 3_000;
const SUBMISSION = "POST /api/2.0/sql/statements/";
const page = onScriptedWorkspace();

// First, since the server then remembers that the warehouse runs.
test("the start of a stopped warehouse is shown until the rows are there", async () => {
  page.workspace.warehouse = ["STOPPED", "RUNNING"];
  page.workspace.answers["SELECT 'rows'"] = () => rows("s-rows", ["name"], [["one"]]);
  const query = mount(() => useAnalyticsQuery("rows"));
  await outcome(query);

  expect(query.states).toContainEqual(
    expect.objectContaining({ loading: true, data: null, warehouseStatus: { state: "STARTING", elapsedMs: expect.any(Number) } }),
  );
  expect(query.result.current).toMatchObject({
    data: [{ name: "one" }],
    loading: false,
    error: null,
    warehouseStatus: { state: "RUNNING" },
  });
  expect(page.asked("POST /api/2.0/sql/warehouses/w1/start")).toHaveLength(1);
});

test("a query of users runs with the rights of each of them, and none sees another's rows", async () => {
  page.workspace.answers["SELECT current_user()"] = ({ token }) => rows(`s-${token}`, ["user"], [[token]]);
  const shown = [];
  for (const user of ["alice", "bob", "alice"]) {
    page.signIn(user);
    const query = mount(() => useAnalyticsQuery("mine"));
    shown.push((await outcome(query)).data[0].user);
    query.unmount();
    await pause(1);
  }

  expect(shown).toEqual(["token-of-alice", "token-of-bob", "token-of-alice"]);
  expect(page.asked(SUBMISSION).map(({ token }) => token)).toEqual(["token-of-alice", "token-of-bob"]);
});

test("a query of the app runs with the rights of the app, once for all users", async () => {
  page.workspace.answers["SELECT 'shared'"] = ({ token }) => rows("s-shared", ["user"], [[token]]);
  for (const user of ["alice", "bob"]) {
    page.signIn(user);
    const query = mount(() => useAnalyticsQuery("shared"));
    expect((await outcome(query)).data).toEqual([{ user: "token-of-the-app" }]);
    query.unmount();
    await pause(1);
  }

  expect(page.asked(SUBMISSION)).toHaveLength(1);
});

test("nobody who is not signed in gets anything", async () => {
  // The client's next try would come after this test, even though its component is gone.
  hurry();
  page.signOut();

  expect(await outcome(mount(() => useAnalyticsQuery("shared")))).toMatchObject({
    data: null,
    error: "Unable to load data, please try again",
  });
  expect(page.workspace.calls).toEqual([]);
});

test("a statement that takes too long is cancelled, and the page says so", async () => {
  const running = { json: { statement_id: "s-endless", status: { state: "RUNNING" } } };
  page.workspace.answers["SELECT 'endless'"] = () => running;
  page.workspace.answers["GET /api/2.0/sql/statements/s-endless"] = () => running;
  page.workspace.answers["POST /api/2.0/sql/statements/s-endless/cancel"] = () => ({});

  expect(await outcome(mount(() => useAnalyticsQuery("endless")))).toMatchObject({
    data: null,
    loading: false,
    error: "Query timed out, please try again",
    errorCode: null,
  });
  await eventually("cancel", () => page.asked("POST /api/2.0/sql/statements/s-endless/cancel").length === 1);
});

test("a statement is cancelled soon after the last component that waits for it has gone", async () => {
  const running = { json: { statement_id: "s-left", status: { state: "RUNNING" } } };
  page.workspace.answers["SELECT 'left'"] = () => running;
  page.workspace.answers["GET /api/2.0/sql/statements/s-left"] = () => running;
  page.workspace.answers["POST /api/2.0/sql/statements/s-left/cancel"] = () => ({});
  const query = mount(() => useAnalyticsQuery("left"));
  await eventually("a poll", () => page.asked("GET /api/2.0/sql/statements/s-left").length > 0);
  const left = performance.now();
  query.unmount();
  await eventually("cancel", () => page.asked("POST /api/2.0/sql/statements/s-left/cancel").length === 1);

  expect(performance.now() - left).toBeLessThan(SERVER_TIMEOUT - 500);
});

test("all parts of a result that comes in parts are there", async () => {
  const part = (index, next) => ({
    chunk_index: index,
    row_offset: index,
    row_count: 1,
    data_array: [[`${index}`]],
    next_chunk_index: next,
  });
  page.workspace.answers["SELECT 'parts'"] = () => {
    const first = rows("s-parts", ["part"], [["0"]]);
    first.json.manifest.total_chunk_count = 3;
    first.json.result = part(0, 1);
    return first;
  };
  page.workspace.answers["GET /api/2.0/sql/statements/s-parts/result/chunks/1"] = () => ({ json: part(1, 2) });
  page.workspace.answers["GET /api/2.0/sql/statements/s-parts/result/chunks/2"] = () => ({ json: part(2) });

  const { data } = await outcome(mount(() => useAnalyticsQuery("parts")));
  expect(data).toEqual([{ part: "0" }, { part: "1" }, { part: "2" }]);
});

test("a refusal of the workspace is shown with its code", async () => {
  page.workspace.answers["SELECT 'refused'"] = () => ({
    status: 403,
    json: { error_code: "PERMISSION_DENIED", message: "a text that is none of the page's business" },
  });

  expect(await outcome(mount(() => useAnalyticsQuery("refused")))).toMatchObject({
    data: null,
    error: "Query execution failed",
    errorCode: "PERMISSION_DENIED",
  });
});

describe("Arrow", () => {
  const ARROW = { format: "ARROW_STREAM" };
  const NAMES = ["day of sale", "Umsatz in % + ü"];

  function content(table) {
    return table.toArray().map((row) => row.toJSON());
  }

  test("that comes with the answer, under its real names", async () => {
    inline(page.workspace, "SELECT 'inline'", "s-inline", NAMES, [["a", "b"], [1, 2]]);
    const { data, loading, error } = await outcome(mount(() => useAnalyticsQuery("inline", {}, ARROW)));

    expect({ loading, error }).toEqual({ loading: false, error: null });
    expect(content(data)).toEqual([
      { "day of sale": "a", "Umsatz in % + ü": 1 },
      { "day of sale": "b", "Umsatz in % + ü": 2 },
    ]);
  });

  test("behind three links is whole, under its real names", async () => {
    const part = (start) => [["x", "y", "z"].map((letter) => letter + start), [start, start + 1, start + 2]];
    linked(page.workspace, "SELECT 'linked'", "s-linked", NAMES, [part(1), part(4), part(7)]);
    const { data } = await outcome(mount(() => useAnalyticsQuery("linked", {}, ARROW)));

    expect(ArrowClient.extractChartData(data, NAMES[0], [NAMES[1]])).toEqual({
      xData: ["x1", "y1", "z1", "x4", "y4", "z4", "x7", "y7", "z7"],
      yDataMap: { [NAMES[1]]: [1, 2, 3, 4, 5, 6, 7, 8, 9] },
    });
  });

  test("of 700 columns gets its names from a request of its own", async () => {
    const names = Array.from({ length: 700 }, (_, index) => `column number ${index}`);
    linked(page.workspace, "SELECT 'wide'", "s-wide", names, [names.map((_, index) => [index])]);
    const requests = watchRequests();
    const { data } = await outcome(mount(() => useAnalyticsQuery("wide", {}, ARROW)));

    expect(data.schema.fields.map(({ name }) => name)).toEqual(names);
    expect(data.getChild("column number 699").get(0)).toBe(699);
    const [{ value: answer }, { value: columns }] = requests.mock.settledResults;
    expect(answer.headers.get("X-Appkit-Arrow-Columns")).toBeNull();
    expect(answer.headers.get("X-Appkit-Arrow-Columns-Ref")).toBe("s-wide");
    expect(requests.mock.calls[1][0]).toBe("/api/analytics/columns/s-wide");
    expect(columns.status).toBe(200);
  });

  test("without rows is a table with its columns", async () => {
    linked(page.workspace, "SELECT 'none'", "s-none", NAMES, []);
    const { data } = await outcome(mount(() => useAnalyticsQuery("none", {}, ARROW)));

    expect(data.numRows).toBe(0);
    expect(data.schema.fields.map(({ name }) => name)).toEqual(NAMES);
  });

  test("without rows has the types of its columns, also of nested ones", async () => {
    const types = {
      list: ["ARRAY<DECIMAL(10,2)>", "List<Decimal[10e+2]>"],
      map: ["MAP<STRING, DATE>", "Map<{key:Utf8, value:Date32<DAY>}>"],
      struct: ["STRUCT<a: INT NOT NULL COMMENT 'x', `b c`: STRING>", "Struct<{a:Int32, b c:Utf8}>"],
      months: ["INTERVAL YEAR TO MONTH", "Interval<YEAR_MONTH>"],
      seconds: ["INTERVAL DAY TO SECOND", "Duration<MICROSECOND>"],
      unknown: ["GEOGRAPHY(4326)", "Utf8"],
    };
    const columns = Object.entries(types).map(([name, [type]]) => ({ name, type }));
    given(page.workspace, "SELECT 'nested'", "s-nested", columns, null);
    const { data } = await outcome(mount(() => useAnalyticsQuery("nested", {}, ARROW)));

    expect(data.numRows).toBe(0);
    expect(Object.fromEntries(data.schema.fields.map(({ name, type }) => [name, `${type}`]))).toEqual(
      Object.fromEntries(Object.entries(types).map(([name, [, arrow]]) => [name, arrow])),
    );
  });

  test.each(["lz4", "zstd"])("that is compressed with %s arrives plain", async (codec) => {
    const columns = [{ name: "a number", type: "BIGINT" }, { name: "a text" }];
    given(page.workspace, `SELECT '${codec}'`, `s-${codec}`, columns, Buffer.from(javaStreams[codec], "base64"));
    const { data } = await outcome(mount(() => useAnalyticsQuery(codec, {}, ARROW)));

    expect([...data.getChild("a number")]).toEqual(Array.from({ length: 100 }, (_, index) => BigInt(index)));
    expect(data.getChild("a text").toArray().slice(48, 52)).toEqual([null, "row 49", null, "row 1"]);
  });

  test("that refers to dictionaries arrives with its values", async () => {
    const columns = [{ name: "region" }, { name: "all of them", type: "ARRAY" }, { name: "s", type: "STRUCT" }];
    const bytes = Buffer.from(javaStreams.dictionaries, "base64");
    given(page.workspace, "SELECT 'dictionaries'", "s-dictionaries", columns, bytes);
    const { data } = await outcome(mount(() => useAnalyticsQuery("dictionaries", {}, ARROW)));

    expect(data.schema.fields.map(({ type }) => `${type}`)).toEqual(["Utf8", "List<Utf8>", "Struct<{m:Utf8}>"]);
    expect(JSON.parse(JSON.stringify(content(data)))).toEqual([
      { region: "LATAM", "all of them": ["APAC", "EMEA"], s: { m: "EMEA" } },
      { region: null, "all of them": null, s: { m: "APAC" } },
      { region: "EMEA", "all of them": [], s: { m: "LATAM" } },
    ]);
  });

  test("behind a link that has expired comes by a new one", async () => {
    linked(page.workspace, "SELECT 'expired'", "s-expired", ["n"], [[[1, 2]], [[3]]]);
    const bytes = page.workspace.answers["GET /links/s-expired/1"];
    let expired = true;
    page.workspace.answers["GET /links/s-expired/1"] = () => {
      const answer = expired ? { status: 403 } : bytes();
      expired = false;
      return answer;
    };
    const { data } = await outcome(mount(() => useAnalyticsQuery("expired", {}, ARROW)));

    expect([...data.getChild("n")]).toEqual([1, 2, 3]);
    expect(page.asked("GET /links/s-expired/1")).toHaveLength(2);
    // Once for the first link to it, once for the new one.
    expect(page.asked("GET /api/2.0/sql/statements/s-expired/result/chunks/1")).toHaveLength(2);
  });

  test("is not asked for inline where that was refused before", async () => {
    linked(page.workspace, "SELECT 'remembered'", "s-remembered", ["n"], [[[1]]]);
    linked(page.workspace, "SELECT 'remembered again'", "s-again", ["n"], [[[2]]]);
    await outcome(mount(() => useAnalyticsQuery("remembered", {}, ARROW)));
    page.workspace.calls.length = 0;
    await outcome(mount(() => useAnalyticsQuery("remembered_again", {}, ARROW)));

    expect(page.asked(SUBMISSION).map(({ body }) => body.disposition)).toEqual(["EXTERNAL_LINKS"]);
  });

  test("waits upstream while its reader does", async () => {
    const numbers = Array.from({ length: 5_000_000 }, (_, index) => index);
    linked(page.workspace, "SELECT 'stalled'", "s-stalled", ["n"], [[numbers], [[1]], [[2]], [[3]], [[4]]]);
    const answer = await fetch("/api/analytics/query/stalled", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ format: "ARROW_STREAM" }),
    });
    await eventually("prefetch", () => page.asked("GET /links/s-stalled/2").length === 1);
    await pause(500);
    // The chunk that is being sent and two ahead; the fourth has to wait for the reader.
    expect(page.asked("GET /links/s-stalled/3")).toHaveLength(0);
    expect((await answer.arrayBuffer()).byteLength).toBeGreaterThan(20_000_000);
    expect(page.asked("GET /links/s-stalled/4")).toHaveLength(1);
  });

  test("is what a chart gets that prefers it", async () => {
    linked(page.workspace, "SELECT 'chart'", "s-chart", NAMES, [[["a"], [1]]]);
    const chart = await outcome(
      mount(() => useChartData({ queryKey: "chart", parameters: { _preferArrow: true }, format: "auto" })),
    );

    expect(chart).toMatchObject({ isArrow: true, isEmpty: false, loading: false, error: null });
  });

  test("that breaks off is an error, never a part of the rows", async () => {
    const part = [[1, 2, 3]];
    linked(page.workspace, "SELECT 'broken'", "s-broken", ["n"], [part, part, part], { breaks: true });

    expect(await outcome(mount(() => useAnalyticsQuery("broken", {}, ARROW)))).toMatchObject({
      data: null,
      loading: false,
      error: expect.stringMatching(/Unable to load data|Query execution failed/),
    });
  });

  test("tells why there is none, and is asked for once", async () => {
    page.workspace.answers["SELECT 'refused'"] = () => ({
      status: 403,
      json: { error_code: "PERMISSION_DENIED", message: "a text that is none of the page's business" },
    });
    hurry();
    const requests = watchRequests();
    const query = mount(() => useAnalyticsQuery("refused", {}, ARROW));
    await outcome(query);
    await passAllRetries();

    expect(query.result.current).toMatchObject({
      data: null,
      loading: false,
      error: "Query execution failed",
      errorCode: "PERMISSION_DENIED",
    });
    expect(requests).toHaveBeenCalledTimes(1);
  });

  test.each([
    ["an unknown query", "unknown", {}, "Query not found"],
    [
      "an unknown parameter",
      "linked",
      { other: sql.int(1) },
      "Invalid value for other: expected a parameter defined in the query (valid: none)",
    ],
  ])("tells of %s", async (_, key, parameters, error) => {
    expect(await outcome(mount(() => useAnalyticsQuery(key, parameters, ARROW)))).toMatchObject({ data: null, error });
  });

  test("for the older client comes in a second request, whole and under its real names", async () => {
    const part = (start) => [["x", "y"].map((letter) => letter + start), [start, start + 1]];
    linked(page.workspace, "SELECT 'older'", "s-older", NAMES, [part(1), part(3), part(5)]);
    const { data } = await outcome(mount(() => useOlderAnalyticsQuery("older", {}, ARROW)));

    expect(content(data).map(Object.values)).toEqual([["x1", 1], ["y1", 2], ["x3", 3], ["y3", 4], ["x5", 5], ["y5", 6]]);
    expect(data.schema.fields.map(({ name }) => name)).toEqual(NAMES);
    expect(page.asked(SUBMISSION).map(({ body }) => body.disposition)).toEqual(["EXTERNAL_LINKS"]);
  });

  test("of one user is not there for another", async () => {
    linked(page.workspace, "SELECT 'mine'", "s-mine", ["n"], [[[1]]]);
    const { data } = await outcome(mount(() => useOlderAnalyticsQuery("my_arrow", {}, ARROW)));
    expect(data.numRows).toBe(1);
    page.signIn("bob");
    page.workspace.calls.length = 0;
    const foreign = await fetch("/api/analytics/arrow-result/s-mine");

    expect(foreign.status).toBe(404);
    expect(page.workspace.calls).toEqual([]);
  });
});

import { describe, expect, it } from "vitest";
import { isDenied } from "../src/queries/denial";

describe("a failure", () => {
  const failed = (error: string, errorCode: string | null) => isDenied({ status: "failed", error, errorCode });

  it("is a denial when the warehouse says so", () => {
    expect(failed("Query execution failed", "PERMISSION_DENIED")).toBe(true);
    expect(failed("Query execution failed", "INSUFFICIENT_PERMISSIONS")).toBe(true);
    expect(failed("Statement failed: [INSUFFICIENT_PERMISSIONS] no SELECT", "BAD_REQUEST")).toBe(true);
  });
  it("is a denial when the warehouse refuses the statement and the server does not say why", () => {
    expect(failed("Query execution failed", "BAD_REQUEST")).toBe(true);
  });
  it("is none for other reasons", () => {
    expect(failed("Statement failed: [TABLE_OR_VIEW_NOT_FOUND] nowhere", "BAD_REQUEST")).toBe(false);
    expect(failed("Query execution failed", null)).toBe(false);
    expect(failed("Query timed out, please try again", null)).toBe(false);
    expect(isDenied({ status: "ready", error: null, errorCode: null })).toBe(false);
  });
});

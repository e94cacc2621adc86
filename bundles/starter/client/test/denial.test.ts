import { describe, expect, it } from "vitest";
import { isDenied } from "../src/queries/denial";

describe("a failure", () => {
  const failed = (errorCode: string | null) => isDenied({ status: "failed", errorCode });

  it("is a denial when its code says so", () => {
    expect(failed("PERMISSION_DENIED")).toBe(true);
    expect(failed("INSUFFICIENT_PERMISSIONS")).toBe(true);
  });
  it("is none for other reasons", () => {
    expect(failed("BAD_REQUEST")).toBe(false);
    expect(failed(null)).toBe(false);
    expect(isDenied({ status: "ready", errorCode: null })).toBe(false);
  });
});

import { describe, expect, it } from "vitest";
import { changeOf, leaderInsight, revenueInsight, shareInsight } from "../src/lib/insights";
import { overlay } from "../src/lib/overlay";
import { periodOf } from "../src/lib/periods";

describe("change", () => {
  it("is relative to the earlier figure", () => {
    expect(changeOf(104, 100)).toBeCloseTo(0.04);
    expect(changeOf(96, 100)).toBeCloseTo(-0.04);
  });
  it("is unknown without an earlier figure", () => {
    expect(changeOf(104, undefined)).toBeNull();
    expect(changeOf(104, 0)).toBeNull();
  });
});

describe("insights", () => {
  it("name the strongest month", () => {
    expect(
      revenueInsight([
        { month: "1997-01-01", revenue: 80_000_000 },
        { month: "1997-02-01", revenue: 120_000_000 },
      ]),
    ).toBe("Feb 1997 was the strongest month: $120M, 20.0% above average.");
  });
  it("name the leader and the distance", () => {
    expect(
      leaderInsight([
        { name: "France", value: 90_000_000 },
        { name: "Japan", value: 81_500_000 },
      ]),
    ).toBe("France leads, $8.50M ahead of Japan.");
    expect(leaderInsight([{ name: "France", value: 1 }])).toBe("France accounts for all of it.");
  });
  it("name the largest part", () => {
    expect(
      shareInsight([
        { name: "Building", share: 0.3 },
        { name: "Furniture", share: 0.7 },
      ]),
    ).toBe("Furniture brings most: 70.0%.");
  });
  it("are silent without rows", () => {
    expect([revenueInsight([]), leaderInsight([]), shareInsight([])]).toEqual(["", "", ""]);
  });
});

describe("overlay", () => {
  const rows = [
    { month: "1996-02-01", revenue: 7 },
    { month: "1997-01-01", revenue: 8 },
    { month: "1997-02-01", revenue: 9 },
  ];

  it("puts each month beside the one a year before", () => {
    expect(overlay(rows, periodOf("1997"))).toEqual([
      { month: "1997-01-01", revenue: 8, previous: null },
      { month: "1997-02-01", revenue: 9, previous: 7 },
    ]);
  });
  it("compares nothing when all years are shown", () => {
    expect(overlay(rows, periodOf("all")).map(({ previous }) => previous)).toEqual([null, null, null]);
  });
});

import { describe, expect, it } from "vitest";
import {
  formatCount,
  formatCountShort,
  formatDay,
  formatMoney,
  formatMoneyShort,
  formatMoneyTick,
  formatMonth,
  formatMonthName,
  formatName,
  formatPercent,
  formatDuration,
  formatSize,
} from "../src/lib/format";
import { formatPriority } from "../src/lib/orders";

describe("numbers", () => {
  it("shortens money to three digits", () => {
    expect([1_724_650_000, 87_940_000, 75_000_000, 950].map(formatMoneyShort)).toEqual([
      "$1.72B",
      "$87.9M",
      "$75.0M",
      "$950",
    ]);
  });
  it("keeps axes free of needless digits", () => {
    expect([0, 30_000_000, 1_500_000].map(formatMoneyTick)).toEqual(["$0", "$30M", "$1.5M"]);
  });
  it("separates thousands", () => {
    expect(formatMoney(1_234_567.5)).toBe("$1,234,567.50");
    expect(formatCount(11_378)).toBe("11,378");
    expect(formatCountShort(12_210)).toBe("12.2K");
  });
  it("shows one digit of a percentage", () => {
    expect([0.2, 0.0423, 1].map(formatPercent)).toEqual(["20.0%", "4.2%", "100.0%"]);
  });
});

describe("sizes", () => {
  it("have the unit that fits", () => {
    expect([0, 1023, 1536, 5 * 1024 ** 3, 3e15].map(formatSize)).toEqual([
      "0 B",
      "1,023 B",
      "1.5 KB",
      "5 GB",
      "2,728.5 TB",
    ]);
    expect(formatSize(undefined)).toBe("–");
  });
});

describe("durations", () => {
  it("are told roughly, and rather too long", () => {
    const told = [0, 3, 41, 55, 56, 75, 3600, 5400, 36_000_000].map(formatDuration);
    expect(told).toEqual(["5 s", "5 s", "45 s", "55 s", "1 min", "2 min", "1 h", "1 h 30 min", "10,000 h"]);
  });
});

describe("dates", () => {
  it("stay the same day in every time zone", () => {
    expect(formatDay("1997-03-01")).toBe("Mar 1, 1997");
    expect(formatMonth("1997-03-01")).toBe("Mar 1997");
    expect([1, 12].map(formatMonthName)).toEqual(["Jan", "Dec"]);
  });
});

describe("names", () => {
  it("lose their capitals, but not abbreviations", () => {
    expect(["MIDDLE EAST", "REG AIR", "FOB", "AIR"].map(formatName)).toEqual([
      "Middle East",
      "Regular Air",
      "FOB",
      "Air",
    ]);
    expect(["1-URGENT", "4-NOT SPECIFIED"].map(formatPriority)).toEqual(["Urgent", "Not specified"]);
  });
});

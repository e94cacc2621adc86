import { describe, expect, it } from "vitest";
import { isFiltered, NO_FILTERS, readFilters, writeFilters } from "../src/lib/filters";
import { comparisonOf, periodOf } from "../src/lib/periods";
import { compared, filtered, inPeriod } from "../src/queries/parameters";

describe("filters in the address", () => {
  it("survive being written and read", () => {
    const search = writeFilters({ region: "MIDDLE EAST", segment: "BUILDING", period: periodOf("1995") }, "");
    expect(search).toBe("?region=MIDDLE+EAST&segment=BUILDING&period=1995");
    expect(readFilters(search)).toEqual({ region: "MIDDLE EAST", segment: "BUILDING", period: periodOf("1995") });
  });
  it("leave no trace when they are not set", () => {
    expect(writeFilters(NO_FILTERS, "?region=ASIA")).toBe("");
    expect(isFiltered(NO_FILTERS)).toBe(false);
  });
  it("leave alone what belongs to others", () => {
    expect(writeFilters({ ...NO_FILTERS, region: "ASIA" }, "?dev=abc")).toBe("?dev=abc&region=ASIA");
  });
  it("fall back when the address names something unknown", () => {
    expect(readFilters("?region=ATLANTIS&segment=&period=2038")).toEqual(NO_FILTERS);
  });
});

describe("periods", () => {
  it("are compared with the same days a year before", () => {
    expect(comparisonOf(periodOf("1997"))).toMatchObject({ from: "1996-01-01", to: "1997-01-01" });
    expect(comparisonOf(periodOf("1998"))).toMatchObject({ from: "1997-01-01", to: "1997-08-01" });
    expect(comparisonOf(periodOf("12m"))).toMatchObject({ from: "1996-08-01", to: "1997-08-01" });
  });
  it("are compared with nothing where the data begins", () => {
    expect(periodOf("1992").previous).toBeNull();
    expect(comparisonOf(periodOf("all"))).toEqual({ from: "1992-01-01", to: "1992-01-01" });
  });
});

describe("query parameters", () => {
  const filters = readFilters("?region=EUROPE&segment=BUILDING&period=1997");

  it("are typed", () => {
    expect(inPeriod(filters)).toEqual({
      region: { __sql_type: "STRING", value: "EUROPE" },
      from_date: { __sql_type: "DATE", value: "1997-01-01" },
      to_date: { __sql_type: "DATE", value: "1998-01-01" },
    });
  });
  it("are as many as the query names", () => {
    expect(Object.keys(filtered(filters))).toEqual(["region", "from_date", "to_date", "segment"]);
    expect(Object.keys(compared(filters))).toEqual([
      "region",
      "from_date",
      "to_date",
      "segment",
      "previous_from",
      "previous_to",
    ]);
  });
});

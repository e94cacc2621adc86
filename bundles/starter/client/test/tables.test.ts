import { describe, expect, it } from "vitest";
import { readTable } from "../src/files/csv";

describe("a table", () => {
  it("has a head and rows", () => {
    expect(readTable("a,b\r\n1,2\r\n3,4\r\n", false)).toEqual({
      head: ["a", "b"],
      rows: [
        ["1", "2"],
        ["3", "4"],
      ],
      cut: false,
    });
  });
  it("takes what is quoted as it is", () => {
    const { rows } = readTable('who,note\n"Smith, ""Jo""","two\nlines"\n', false);
    expect(rows).toEqual([['Smith, "Jo"', "two\nlines"]]);
  });
  it("finds out what separates the values", () => {
    expect(readTable("a;b\n1;2\n", false).head).toEqual(["a", "b"]);
    expect(readTable("a\tb\n1\t2\n", false).head).toEqual(["a", "b"]);
  });
  it("does not see a mark of the byte order as part of a name", () => {
    expect(readTable("\uFEFFa,b\n1,2\n", false).head).toEqual(["a", "b"]);
  });
  it("leaves the last row out where the text ends in the middle of it", () => {
    const { rows, cut } = readTable("a,b\n1,2\n3,", true);
    expect(rows).toEqual([["1", "2"]]);
    expect(cut).toBe(true);
  });
  it("ends after 200 rows and 60 columns", () => {
    const line = Array.from({ length: 70 }, (_, i) => i).join(",");
    const { head, rows, cut } = readTable(`${line}\n`.repeat(500), true);
    expect([head.length, rows.length, cut]).toEqual([60, 200, true]);
    expect(readTable(`a,b\n${"1,2\n".repeat(200)}`, false)).toMatchObject({ cut: false });
  });
  it("may be empty", () => {
    expect(readTable("", false)).toEqual({ head: [], rows: [], cut: false });
  });
});

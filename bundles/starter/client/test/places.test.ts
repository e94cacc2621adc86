import { describe, expect, it } from "vitest";
import { ancestor, fileIn, folderIn, folderOf, hrefOf, pathOf, readPlace, whyNot } from "../src/files/place";
import { viewOf } from "../src/lib/views";

const odd = 'a"b#?%é & c.txt';

describe("a view", () => {
  it("is that of the files below their address, and else the dashboard", () => {
    expect(["/files", "/files/", "/files/x/a.txt"].map(viewOf)).toEqual(["files", "files", "files"]);
    expect(["/", "/filesystem", "/any/files"].map(viewOf)).toEqual(["dashboard", "dashboard", "dashboard"]);
  });
});

describe("an address", () => {
  it.each([
    ["/files", { volume: "", folders: [], file: null }],
    ["/files/docs", { volume: "docs", folders: [], file: null }],
    ["/files/docs/", { volume: "docs", folders: [], file: null }],
    ["/files/docs/a/b/", { volume: "docs", folders: ["a", "b"], file: null }],
    ["/files/docs/a/b.csv", { volume: "docs", folders: ["a"], file: "b.csv" }],
    ["/files//docs//a/", { volume: "docs", folders: ["a"], file: null }],
    ["/files/docs/100%/", { volume: "docs", folders: ["100%"], file: null }],
  ])("%s says where it leads", (address, place) => {
    expect(readPlace(address)).toEqual(place);
  });
  it.each([odd, " spaced ", "%2e%2e", "…", "日本"])("keeps the name %s", (name) => {
    const file = { volume: "docs", folders: [name], file: name };
    expect(readPlace(hrefOf(file))).toEqual(file);
    expect(readPlace(hrefOf(folderOf(file)))).toEqual(folderOf(file));
    expect(hrefOf(file)).not.toMatch(/[#? ]/);
  });
});

describe("a place", () => {
  const place = { volume: "docs", folders: ["a", "b"], file: "c.txt" };
  it("has a path below the volume's root", () => {
    expect(pathOf(place)).toBe("a/b/c.txt");
    expect(pathOf({ folders: [], file: null })).toBe("");
  });
  it("leads to others", () => {
    expect(ancestor(place, 1)).toEqual({ volume: "docs", folders: ["a"], file: null });
    expect(folderIn(place, "d")).toEqual({ volume: "docs", folders: ["a", "b", "d"], file: null });
    expect(fileIn(folderOf(place), "c.txt")).toEqual(place);
  });
});

describe("a name", () => {
  it.each(["reports", odd, "..a", "a."])("may be %s", (name) => expect(whyNot(name)).toBeNull());
  it.each(["", ".", "..", "a/b", "a\\b", "a\nb", "a\u0000", "é".repeat(128)])("may not be %j", (name) =>
    expect(whyNot(name)).not.toBeNull(),
  );
});

import { describe, expect, it } from "vitest";
import { chosen, gather, MOST } from "../src/files/gather";

type Tree = { [name: string]: Tree | string | null };

const PART = 3;

/** A folder as browsers hand it out: in parts, and only to whoever asks until there is nothing more. A null cannot be read. */
function folder(name: string, tree: Tree): FileSystemDirectoryEntry {
  const entries = Object.entries(tree).map(([child, content]) =>
    content !== null && typeof content === "object" ? folder(child, content) : file(child, content),
  );
  const createReader = () => {
    let read = 0;
    return {
      readEntries: (resolve: (part: FileSystemEntry[]) => void) => {
        resolve(entries.slice(read, read + PART));
        read += PART;
      },
    };
  };
  return { name, isDirectory: true, isFile: false, createReader } as unknown as FileSystemDirectoryEntry;
}

function file(name: string, content: string | null): FileSystemEntry {
  const get = (resolve: (file: File) => void, reject: (error: Error) => void) =>
    content === null ? reject(new Error("NotReadableError")) : resolve(new File([content], name));
  return { name, isDirectory: false, isFile: true, file: get } as unknown as FileSystemFileEntry;
}

const many = (count: number): Tree => Object.fromEntries(Array.from({ length: count }, (_, index) => [`${index}`, "x"]));

describe("folders that are dropped", () => {
  it("are uploaded with all that is in them, and empty ones as they are", async () => {
    const photos = folder("photos", { "1.jpg": "1", "2024": { "2.jpg": "2", raw: {}, "3.jpg": "3" }, "4.jpg": "4", z: "5" });
    const { items, unreadable } = await gather([photos, folder("empty", {})]);
    expect(items.map(({ path, file }) => [path, file?.size])).toEqual([
      ["empty", undefined],
      ["photos/1.jpg", 1],
      ["photos/4.jpg", 1],
      ["photos/2024/2.jpg", 1],
      ["photos/2024/3.jpg", 1],
      ["photos/2024/raw", undefined],
      ["photos/z", 1],
    ]);
    expect(unreadable).toEqual([]);
  });

  it("lose what systems keep in them for themselves", async () => {
    const { items } = await gather([folder("a", { ".DS_Store": "", b: { "Thumbs.db": "" }, ".env": "kept" })]);
    expect(items.map(({ path, file }) => [path, file === null])).toEqual([
      ["a/.env", false],
      ["a/b", true],
    ]);
  });

  it("tell what cannot be read, and the rest comes along", async () => {
    const { items, unreadable } = await gather([folder("a", { secret: null, open: "x" })]);
    expect(items.map(({ path }) => path)).toEqual(["a/open"]);
    expect(unreadable).toEqual(["a/secret"]);
  });

  it("are not read to the end where that is too much", async () => {
    expect((await gather([folder("a", many(MOST))])).items).toHaveLength(MOST);
    expect((await gather([folder("a", { b: many(MOST), c: many(MOST) }), folder("d", many(9))])).items).toHaveLength(
      MOST + 1,
    );
  });
});

describe("files that are chosen", () => {
  const inFolder = (path: string) =>
    Object.defineProperty(new File([], path.slice(path.lastIndexOf("/") + 1)), "webkitRelativePath", { value: path });

  it("keep the folder they were chosen with", () => {
    const files = [inFolder("a/b/c.txt"), inFolder("a/.DS_Store"), inFolder("")];
    expect(chosen(files).map(({ path }) => path)).toEqual(["a/b/c.txt", ""]);
    expect(chosen([new File([], ".DS_Store")]).map(({ path }) => path)).toEqual([".DS_Store"]);
  });
});

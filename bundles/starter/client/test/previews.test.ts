import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { download, list, remove, urlOf } from "../src/files/api";
import { inOrder, summary } from "../src/files/entries";
import { FileError } from "../src/files/problems";
import { show } from "../src/files/preview";

/** A server that knows one file, and does as it is told. */
let server: Server;
let file: { bytes: Buffer; facts: Record<string, unknown> };
let refusal: { status: number; error: string } | null;
let asked: string[];

beforeEach(async () => {
  refusal = null;
  asked = [];
  server = createServer((request, response) => {
    const { url = "", method, headers } = request;
    asked.push(`${method} ${url} ${headers.range ?? ""}`.trim());
    const json = (status: number, body: unknown) =>
      response
        .writeHead(status, { "Content-Type": "application/json", "X-Appkit-Truncated": "true" })
        .end(JSON.stringify(body));
    if (refusal !== null) {
      json(refusal.status, { error: refusal.error, plugin: "files" });
    } else if (url.includes("/preview?")) {
      json(200, { contentLength: file.bytes.length, ...file.facts });
    } else if (url.includes("/raw?")) {
      const end = /^bytes=0-(\d+)$/.exec(headers.range ?? "")?.[1];
      response.writeHead(end ? 206 : 200).end(end ? file.bytes.subarray(0, Number(end) + 1) : file.bytes);
    } else {
      json(200, [{ name: "a.txt", is_directory: false, file_size: 3 }, {}]);
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const send = globalThis.fetch;
  vi.stubGlobal("fetch", (input: string, init?: RequestInit) => send(new URL(input, origin), init));
});

afterEach(() => {
  vi.unstubAllGlobals();
  server.closeAllConnections();
  return new Promise((resolve) => server.close(resolve));
});

const look = (path: string, pdf = true) => show("docs", path, { pdf }, new AbortController().signal);

describe("what is shown of a file", () => {
  it("is the text that came with the facts, if that is all of it", async () => {
    file = {
      bytes: Buffer.from("hello"),
      facts: { isText: true, isImage: false, textPreview: "hello", contentType: "text/plain" },
    };
    expect((await look("a.txt")).content).toEqual({ kind: "text", text: "hello", cut: false });
    expect(asked).toHaveLength(1);
  });
  it("is the beginning of a longer text, with no half character", async () => {
    const bytes = Buffer.from(`a${"é".repeat(40_000)}`);
    file = { bytes, facts: { isText: true, isImage: false, textPreview: "aéé", contentType: "text/markdown" } };
    expect((await look("a.md")).content).toEqual({ kind: "text", text: `a${"é".repeat(32_767)}`, cut: true });
    expect(asked[1]).toBe("GET /api/files/docs/raw?path=a.md bytes=0-65535");
  });
  it("is the table of a CSV file", async () => {
    file = {
      bytes: Buffer.from("a,b\n1,2\n"),
      facts: { isText: true, isImage: false, textPreview: "a", contentType: "text/csv" },
    };
    expect((await look("a.csv")).content).toMatchObject({
      kind: "table",
      table: { head: ["a", "b"], rows: [["1", "2"]] },
    });
  });
  it("is nothing but text of an empty CSV file", async () => {
    file = {
      bytes: Buffer.from(""),
      facts: { isText: true, isImage: false, textPreview: "", contentType: "text/csv" },
    };
    expect((await look("a.csv")).content).toEqual({ kind: "text", text: "", cut: false });
  });
  it("is an image", async () => {
    file = {
      bytes: Buffer.from([1, 2, 3]),
      facts: { isText: false, isImage: true, textPreview: null, contentType: "image/png" },
    };
    expect((await look("a.png")).content).toMatchObject({ kind: "image", blob: { size: 3 } });
  });
  it("is a PDF as such whatever is in it, where the browser can", async () => {
    file = {
      bytes: Buffer.from("<script>"),
      facts: { isText: false, isImage: false, textPreview: null, contentType: "application/pdf" },
    };
    expect((await look("a.pdf")).content).toMatchObject({ kind: "pdf", blob: { type: "application/pdf" } });
    expect((await look("a.pdf", false)).content).toMatchObject({ kind: "nothing" });
  });
  it("is nothing of other kinds, or of what is too large", async () => {
    const facts = { isText: false, isImage: false, textPreview: null, contentType: "application/zip" };
    file = { bytes: Buffer.from("PK"), facts };
    expect((await look("a.zip")).content).toMatchObject({ kind: "nothing" });
    file.facts = { ...facts, isImage: true, contentType: "image/png", contentLength: 1e9 };
    expect((await look("a.png")).content).toMatchObject({ kind: "nothing" });
    expect(asked.every((line) => line.includes("/preview?"))).toBe(true);
  });
});

describe("a request", () => {
  it("has each name in one parameter", () => {
    expect(urlOf("docs", "raw", "a b/c#?&%é.txt")).toBe("/api/files/docs/raw?path=a+b%2Fc%23%3F%26%25%C3%A9.txt");
    expect(urlOf("docs", "delete", "a")).toBe("/api/files/docs?path=a");
    expect(urlOf("docs", "upload", "a", { overwrite: "false" })).toBe("/api/files/docs/upload?path=a&overwrite=false");
  });
  it("tells what the server says against it", async () => {
    refusal = { status: 403, error: 'Policy denied "delete" on volume "docs"' };
    await expect(remove("docs", "a")).rejects.toMatchObject({ status: 403, reason: refusal.error, action: "delete" });
    await expect(download("docs", "a", "a")).rejects.toMatchObject({ status: 403, reason: "" });
  });
  it("tells that no server answers", async () => {
    vi.stubGlobal("fetch", () => Promise.reject(new TypeError("Failed to fetch")));
    await expect(list("docs", "")).rejects.toEqual(new FileError("list", 0, "TypeError: Failed to fetch"));
  });
  it("that is given up is no problem of the server", async () => {
    const controller = new AbortController();
    controller.abort();
    await expect(list("docs", "", controller.signal)).rejects.toMatchObject({ name: "AbortError" });
  });
});

describe("a folder", () => {
  it("lists what has a name, and says whether there is more", async () => {
    expect(await list("docs", "")).toEqual({
      entries: [{ name: "a.txt", is_directory: false, file_size: 3 }],
      cut: true,
    });
  });
  it("shows folders first, and numbers as people count", () => {
    const entries = [
      { name: "10.txt" },
      { name: "b", is_directory: true },
      { name: "2.txt" },
      { name: "A", is_directory: true },
    ];
    expect(inOrder(entries).map(({ name }) => name)).toEqual(["A", "b", "2.txt", "10.txt"]);
  });
  it("is summed up", () => {
    const one = { name: "a", file_size: 1024 };
    const folder = { name: "f", is_directory: true };
    expect(summary({ entries: [], cut: false })).toBe("Empty folder");
    expect(summary({ entries: [one], cut: false })).toBe("1 file, 1 KB");
    expect(summary({ entries: [folder, folder, one], cut: false })).toBe("2 folders and 1 file, 1 KB");
    expect(summary({ entries: [one, one], cut: true })).toBe("The first 2 entries; there are more");
  });
});

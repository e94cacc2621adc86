import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { FileError } from "../src/files/problems";
import { type Identity, sender } from "../src/files/transfer";
import type { Batch, Upload } from "../src/files/uploads";

/** What the server was asked for, and what it answers: 200, but for what is written here. */
let asked: string[];
let answers: Record<string, (number | string)[]>;
let taken: Set<string>;

function answer(request: string): { status: number; error: string } {
  asked.push(request);
  const next = answers[request]?.shift() ?? 200;
  return typeof next === "number" ? { status: next, error: "" } : { status: 403, error: next };
}

/** What browsers have and Node does not: as much of it as sending a file needs. */
class PlainRequest extends EventTarget {
  readonly upload = new EventTarget();
  status = 0;
  responseText = "";
  #request = "";

  open(method: string, url: string) {
    const { pathname, searchParams } = new URL(url, "http://localhost");
    this.#request = `${method} ${pathname} ${searchParams.get("path")} ${searchParams.get("overwrite") ?? "true"}`;
  }
  setRequestHeader() {}
  abort() {
    this.#end("abort");
  }
  send(file: File) {
    this.upload.dispatchEvent(Object.assign(new Event("progress"), { loaded: file.size }));
    const { status, error } = answer(this.#request);
    this.status = status;
    this.responseText = JSON.stringify({ error });
    queueMicrotask(() => this.#end(status === 0 ? "error" : "load"));
  }
  #end(type: string) {
    this.dispatchEvent(new Event(type));
    this.dispatchEvent(new Event("loadend"));
  }
}

beforeEach(() => {
  asked = [];
  answers = {};
  taken = new Set();
  vi.stubGlobal("XMLHttpRequest", PlainRequest);
  vi.stubGlobal("fetch", async (input: string, init: RequestInit = {}) => {
    const { pathname, searchParams } = new URL(input, "http://localhost");
    if (pathname.endsWith("/exists")) {
      return Response.json({ exists: taken.has(searchParams.get("path") ?? "") });
    }
    const { path } = JSON.parse(String(init.body));
    const { status, error } = answer(`${init.method} ${pathname} ${path}`);
    return Response.json({ error }, { status });
  });
});

afterEach(() => vi.unstubAllGlobals());

const identity: Identity = { certain: async () => undefined, signedInAgain: async () => false };
const never = new AbortController().signal;

function upload(path: string, batch: Batch = { clashes: "ask" }, file: File | null = new File(["12345"], "f")): Upload {
  return { id: 1, volume: "docs", folder: "in", path, file, batch, state: { kind: "waiting" } };
}

describe("sending", () => {
  it("makes the folders of a batch, each once, before the files in them", async () => {
    const send = sender(identity);
    const batch: Batch = { clashes: "ask" };
    const paths = ["a/1", "a/2", "a/b/3", "4"];
    for (const path of paths) {
      expect(await send(upload(path, batch), false, () => undefined, never)).toBe("sent");
    }
    expect(await send(upload("a/empty", batch, null), false, () => undefined, never)).toBe("sent");
    expect(asked).toEqual([
      "POST /api/files/docs/mkdir in/a",
      "POST /api/files/docs/upload in/a/1 false",
      "POST /api/files/docs/upload in/a/2 false",
      "POST /api/files/docs/mkdir in/a/b",
      "POST /api/files/docs/upload in/a/b/3 false",
      "POST /api/files/docs/upload in/4 false",
      "POST /api/files/docs/mkdir in/a/empty",
    ]);
  });

  it("asks for a folder again that could not be made, but not where rules forbid it", async () => {
    const send = sender(identity);
    const batch: Batch = { clashes: "ask" };
    answers = {
      "POST /api/files/docs/mkdir in/a": [503],
      "POST /api/files/docs/mkdir in/b": ['Policy denied "mkdir" on volume "docs"'],
    };
    await expect(send(upload("a/1", batch), false, () => undefined, never)).rejects.toMatchObject({ status: 503 });
    expect(await send(upload("a/1", batch), false, () => undefined, never)).toBe("sent");
    for (const path of ["b/1", "b/2"]) {
      await expect(send(upload(path, batch), false, () => undefined, never)).rejects.toMatchObject({ status: 403 });
    }
    expect(asked.filter((request) => request.endsWith("mkdir in/b"))).toHaveLength(1);
  });

  it("finds out about a file of the same name before and while it is sent", async () => {
    taken.add("in/old");
    answers = { "POST /api/files/docs/upload in/new false": [409], "POST /api/files/docs/upload in/new true": [409] };
    const send = sender(identity);
    expect(await send(upload("old"), false, () => undefined, never)).toBe("exists");
    expect(await send(upload("new"), false, () => undefined, never)).toBe("exists");
    expect(await send(upload("old"), true, () => undefined, never)).toBe("sent");
    // Not a file, then.
    await expect(send(upload("new"), true, () => undefined, never)).rejects.toBeInstanceOf(FileError);
  });

  it.each([
    ["as it says", 401],
    ["which the browser could not read", 0],
  ])("goes on after the sign-in where the session has ended, %s", async (_, status) => {
    answers = { "POST /api/files/docs/upload in/f false": [status] };
    const progress: number[] = [];
    const signedInAgain = vi.fn(async () => true);
    const send = sender({ ...identity, signedInAgain });
    expect(await send(upload("f"), false, (sent) => progress.push(sent), never)).toBe("sent");
    expect(signedInAgain).toHaveBeenCalledOnce();
    expect(progress).toEqual([5, 0, 5]);
  });

  it("fails where the session is not why", async () => {
    answers = { "POST /api/files/docs/upload in/f false": [401], "POST /api/files/docs/upload in/g false": [0] };
    const send = sender(identity);
    await expect(send(upload("f"), false, () => undefined, never)).rejects.toMatchObject({ status: 401 });
    await expect(send(upload("g"), false, () => undefined, never)).rejects.toMatchObject({ status: 0 });
  });

  it("sends nothing while it is in doubt whose page this is, and ends when it is cancelled", async () => {
    const send = sender({ ...identity, certain: () => new Promise(() => undefined) });
    const cancelling = new AbortController();
    const sending = send(upload("f"), true, () => undefined, cancelling.signal);
    cancelling.abort(new Error("cancelled"));
    await expect(sending).rejects.toThrow("cancelled");
    expect(asked).toEqual([]);
  });
});

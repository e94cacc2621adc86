import { describe, expect, it, vi } from "vitest";
import { FileError } from "../src/files/problems";
import { headline, isOver, type Send, Uploads } from "../src/files/uploads";

const docs = { volume: "docs", folder: "a" };

function file(name: string): File {
  return new File(["content"], name);
}

/** Sends nothing by itself: the test says how each attempt goes on. */
function attempts() {
  const begun: {
    name: string;
    replace: boolean;
    progress: (sent: number) => void;
    signal: AbortSignal;
    end: (how: "sent" | "exists") => void;
    fail: (error: Error) => void;
  }[] = [];
  const send: Send = ({ file }, replace, progress, signal) =>
    new Promise((end, fail) => {
      signal.addEventListener("abort", () => fail(signal.reason));
      begun.push({ name: file.name, replace, progress, signal, end, fail });
    });
  const uploads = new Uploads(send);
  const states = () => uploads.all.map(({ state }) => state.kind);
  const until = (...kinds: string[]) => vi.waitFor(() => expect(states()).toEqual(kinds));
  const attempt = (index: number) => begun[index] as (typeof begun)[number];
  const id = (index: number) => uploads.all[index]?.id as number;
  return { uploads, begun, attempt, states, until, id };
}

describe("uploads", () => {
  it("run two at a time, in their order", async () => {
    const { uploads, begun, attempt, states, until } = attempts();
    uploads.add(docs, ["1", "2", "3"].map(file));
    expect(states()).toEqual(["sending", "sending", "waiting"]);
    attempt(1).end("sent");
    await until("sending", "done", "sending");
    expect(begun.map(({ name }) => name)).toEqual(["1", "2", "3"]);
  });

  it("tell how far they are", () => {
    const { uploads, attempt } = attempts();
    const heard = vi.fn();
    uploads.add(docs, [file("1")]);
    uploads.subscribe(heard);
    const before = uploads.all;
    attempt(0).progress(4);
    expect(uploads.all[0]?.state).toEqual({ kind: "sending", sent: 4 });
    expect(uploads.all).not.toBe(before);
    expect(heard).toHaveBeenCalledOnce();
  });

  it("ask before they replace a file", async () => {
    const { uploads, attempt, until, id } = attempts();
    uploads.add(docs, [file("1")]);
    expect(attempt(0).replace).toBe(false);
    attempt(0).end("exists");
    await until("exists");
    uploads.replace(id(0));
    expect(attempt(1).replace).toBe(true);
    attempt(1).end("sent");
    await until("done");
  });

  it("leave out a file that is not to be replaced", async () => {
    const { uploads, begun, attempt, until, id } = attempts();
    uploads.add(docs, [file("1")]);
    attempt(0).end("exists");
    await until("exists");
    uploads.cancel(id(0));
    await until("cancelled");
    expect(begun).toHaveLength(1);
  });

  it("can be cancelled one by one, under way or not", async () => {
    const { uploads, begun, attempt, until, id } = attempts();
    uploads.add(docs, ["1", "2", "3", "4"].map(file));
    uploads.cancel(id(0));
    uploads.cancel(id(2));
    expect(attempt(0).signal.aborted).toBe(true);
    await until("cancelled", "sending", "cancelled", "sending");
    expect(begun.map(({ name }) => name)).toEqual(["1", "2", "4"]);
  });

  it("stay cancelled whatever still comes of them", async () => {
    const { uploads, attempt, until, id } = attempts();
    uploads.add(docs, [file("1")]);
    uploads.cancel(id(0));
    attempt(0).progress(7);
    attempt(0).end("sent");
    await until("cancelled");
  });

  it("can be tried again after a failure", async () => {
    const { uploads, attempt, until, id } = attempts();
    uploads.add(docs, [file("1")]);
    attempt(0).fail(new FileError("upload", 0));
    await until("failed");
    expect(uploads.all[0]?.state).toMatchObject({ problem: { again: true } });
    uploads.retry(id(0));
    attempt(1).end("sent");
    await until("done");
  });

  it("say why something cannot be sent", () => {
    const { uploads } = attempts();
    uploads.refuse(docs, file("folder"), "No folders.");
    expect(uploads.all[0]?.state).toEqual({ kind: "failed", problem: { text: "No folders.", again: false } });
  });

  it("forget only what is over", async () => {
    const { uploads, attempt, until } = attempts();
    uploads.add(docs, ["1", "2", "3"].map(file));
    attempt(0).end("sent");
    attempt(1).end("exists");
    await until("done", "exists", "sending");
    expect(uploads.all.map(isOver)).toEqual([true, false, false]);
    uploads.clear();
    expect(uploads.all.map(({ file }) => file.name)).toEqual(["2", "3"]);
  });

  it("are summed up in a line", async () => {
    const { uploads, attempt, until, id } = attempts();
    uploads.add(docs, ["1", "2", "3"].map(file));
    expect(headline(uploads.all)).toBe("Uploading 3 files");
    attempt(0).end("exists");
    attempt(1).fail(new FileError("upload", 403));
    await vi.waitFor(() => attempt(2).end("sent"));
    await until("exists", "failed", "done");
    expect(headline(uploads.all)).toBe("1 file of the same name");
    uploads.cancel(id(0));
    await until("cancelled", "failed", "done");
    expect(headline(uploads.all)).toBe("1 file not uploaded");
    uploads.clear();
    expect(uploads.all).toEqual([]);
  });
});

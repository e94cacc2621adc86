import { describe, expect, it, vi } from "vitest";
import { FileError } from "../src/files/problems";
import { isOver, type Item, type Send, Uploads } from "../src/files/uploads";

const docs = { volume: "docs", folder: "a" };

function file(path: string): Item {
  return { path, file: new File(["content"], path) };
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
  const send: Send = ({ path }, replace, progress, signal) =>
    new Promise((end, fail) => {
      signal.addEventListener("abort", () => fail(signal.reason));
      begun.push({ name: path, replace, progress, signal, end, fail });
    });
  const uploads = new Uploads(send);
  const states = () => uploads.all.map(({ state }) => state.kind);
  const until = (...kinds: string[]) => vi.waitFor(() => expect(states()).toEqual(kinds));
  const attempt = (index: number) => begun[index] as (typeof begun)[number];
  const id = (index: number) => uploads.all[index]?.id as number;
  return { uploads, begun, attempt, states, until, id };
}

describe("uploads", () => {
  it("run three at a time, in their order", async () => {
    const { uploads, begun, attempt, states, until } = attempts();
    uploads.add(docs, ["1", "2", "3", "4"].map(file));
    expect(states()).toEqual(["sending", "sending", "sending", "waiting"]);
    attempt(1).end("sent");
    await until("sending", "done", "sending", "sending");
    expect(begun.map(({ name }) => name)).toEqual(["1", "2", "3", "4"]);
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
    uploads.add(docs, ["1", "2", "3", "4", "5"].map(file));
    uploads.cancel(id(0));
    uploads.cancel(id(3));
    expect(attempt(0).signal.aborted).toBe(true);
    await until("cancelled", "sending", "sending", "cancelled", "sending");
    expect(begun.map(({ name }) => name)).toEqual(["1", "2", "3", "5"]);
  });

  it("may be there although cancelled, once all of them has been sent", async () => {
    const { uploads, attempt, id, until } = attempts();
    uploads.add(docs, ["1", "2", "3", "4"].map(file));
    attempt(0).progress(3);
    attempt(1).progress(7);
    [0, 1, 2, 3].forEach((index) => uploads.cancel(id(index)));
    await until("cancelled", "cancelled", "cancelled", "cancelled");
    expect(uploads.all.map(({ state }) => state.kind === "cancelled" && state.late)).toEqual([false, true, false, false]);
  });

  it("can be cancelled all at once, and what is done stays so", async () => {
    const { uploads, begun, attempt, until } = attempts();
    uploads.add(docs, ["1", "2", "3", "4", "5"].map(file));
    attempt(0).end("sent");
    attempt(1).end("exists");
    await until("done", "exists", "sending", "sending", "sending");
    uploads.cancelAll();
    await until("done", "cancelled", "cancelled", "cancelled", "cancelled");
    expect(begun.slice(2).every(({ signal }) => signal.aborted)).toBe(true);
    expect(uploads.all.every(isOver)).toBe(true);
  });

  it("replace all that is there already, once that is said", async () => {
    const { uploads, attempt, begun, until } = attempts();
    uploads.add(docs, ["1", "2", "3", "4"].map(file));
    attempt(0).end("exists");
    await until("exists", "sending", "sending", "sending");
    uploads.settle("replace");
    // One that was under way learns it in the end, and one that comes later from the start.
    attempt(1).end("exists");
    await vi.waitFor(() => expect(begun.map(({ name }) => name)).toEqual(["1", "2", "3", "4", "1"]));
    attempt(2).end("sent");
    await vi.waitFor(() => expect(begun).toHaveLength(6));
    expect(begun.slice(4)).toMatchObject([
      { name: "1", replace: true },
      { name: "2", replace: true },
    ]);
    uploads.add(docs, [file("5")]);
    attempt(3).end("sent");
    await vi.waitFor(() => expect(begun[6]).toMatchObject({ name: "5", replace: false }));
  });

  it("skip all that is there already, once that is said", async () => {
    const { uploads, attempt, until } = attempts();
    uploads.add(docs, ["1", "2", "3"].map(file));
    attempt(0).end("exists");
    await until("exists", "sending", "sending");
    uploads.settle("skip");
    attempt(1).end("exists");
    attempt(2).end("sent");
    await until("cancelled", "cancelled", "done");
  });

  it("can be tried again together, but for those without hope", async () => {
    const { uploads, attempt, until } = attempts();
    uploads.add(docs, ["1", "2", "3"].map(file));
    attempt(0).fail(new FileError("upload", 0));
    attempt(1).fail(new FileError("upload", 413));
    attempt(2).fail(new FileError("upload", 503));
    await until("failed", "failed", "failed");
    uploads.retryAll();
    await until("sending", "failed", "sending");
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
    uploads.refuse(docs, { path: "folder", file: null }, "Too much.");
    expect(uploads.all[0]?.state).toEqual({ kind: "failed", problem: { text: "Too much.", again: false } });
  });

  it("forget only what is over", async () => {
    const { uploads, attempt, until } = attempts();
    uploads.add(docs, ["1", "2", "3"].map(file));
    attempt(0).end("sent");
    attempt(1).end("exists");
    await until("done", "exists", "sending");
    expect(uploads.all.map(isOver)).toEqual([true, false, false]);
    uploads.clear();
    expect(uploads.all.map(({ path }) => path)).toEqual(["2", "3"]);
  });
});

import { describe, expect, it } from "vitest";
import { course, Meter, outlook } from "../src/files/pace";
import { headline, inSight, tally } from "../src/files/tally";
import type { Upload, UploadState } from "../src/files/uploads";

const FAILED: UploadState = { kind: "failed", problem: { text: "", again: true } };
let last = 0;

function upload(state: UploadState | Exclude<UploadState["kind"], "sending" | "failed">, size: number | null = 10): Upload {
  return {
    id: ++last,
    volume: "docs",
    folder: "",
    path: `${last}`,
    file: size === null ? null : new File(["x".repeat(size)], `${last}`),
    batch: { clashes: "ask" },
    state: typeof state !== "string" ? state : state === "cancelled" ? { kind: state, late: false } : { kind: state },
  };
}

describe("uploads are summed up in a line", () => {
  it.each<[string, Upload[]]>([
    ["Uploading 1 file", [upload("waiting")]],
    ["Uploading 2 files", [upload({ kind: "sending", sent: 1 }), upload("done"), upload("cancelled"), upload("exists")]],
    ["Uploading 2 folders", [upload("waiting", null), upload("done", null)]],
    ["Uploading 1,200 files and folders", [upload("done", null), ...Array.from({ length: 1199 }, () => upload("waiting"))]],
    ["1 file of the same name", [upload("exists"), upload(FAILED), upload("done")]],
    ["1 file not uploaded", [upload(FAILED), upload("done")]],
    ["2 files uploaded", [upload("done"), upload("done"), upload("cancelled")]],
    ["Upload cancelled", [upload("cancelled")]],
  ])("as: %s", (line, uploads) => expect(headline(uploads)).toBe(line));
});

describe("the tally of uploads", () => {
  it("counts what was done and what is left, not what is given up", () => {
    const uploads = [
      upload("done", 10),
      upload({ kind: "sending", sent: 4 }, 20),
      upload("waiting", 30),
      upload("waiting", null),
      upload("cancelled", 40),
      upload("exists", 50),
      upload(FAILED, 60),
    ];
    expect(tally(uploads)).toEqual({ count: 4, done: 1, size: 60, sent: 14 });
  });

  it("counts no more of a file than there is, whatever the request carries besides", () => {
    expect(tally([upload({ kind: "sending", sent: 999 }, 5)])).toMatchObject({ size: 5, sent: 5 });
  });
});

describe("of many uploads", () => {
  it("all are in sight while they are few, and those first that need somebody", () => {
    const [done, waiting, exists, failed] = [upload("done"), upload("waiting"), upload("exists"), upload(FAILED)];
    expect(inSight([done, waiting, exists, failed])).toEqual([exists, failed, done, waiting]);
  });

  it("those come first that need somebody, then those that move", () => {
    const done = Array.from({ length: 60 }, () => upload("done"));
    const [waiting, sending, exists, failed] = [upload("waiting"), upload({ kind: "sending", sent: 0 }), upload("exists"), upload(FAILED)];
    const shown = inSight([...done, waiting, sending, exists, failed]);
    expect(shown.slice(0, 5)).toEqual([exists, failed, sending, waiting, done[0]]);
    expect(shown).toHaveLength(50);
  });
});

describe("the pace", () => {
  it("is told after two seconds, and is that of the last ten", () => {
    const meter = new Meter();
    expect(meter.note(0, 0)).toBeNull();
    expect(meter.note(1000, 500)).toBeNull();
    expect(meter.note(2000, 1000)).toBe(500);
    expect(meter.note(10_000, 9000)).toBe(900);
    expect(meter.note(20_000, 9000)).toBe(0);
  });

  it("begins anew when something is sent again", () => {
    const meter = new Meter();
    meter.note(0, 0);
    expect(meter.note(3000, 3000)).toBe(1000);
    expect(meter.note(4000, 0)).toBeNull();
  });

  it.each([
    [1, 0, 1024, "1 KB of 10 KB", "1 KB/s · 10 s left"],
    [9, 3, 102.4, "File 4 of 9 · 1 KB of 10 KB", "102 B/s · 2 min left"],
    [9, 9, 0, "File 9 of 9 · 1 KB of 10 KB", "0 B/s"],
  ])("is told with what is left: %d files, %d done, %s", (count, done, pace, far, fast) => {
    const sum = { count, done, size: 10_240, sent: 1024 };
    expect(course(sum)).toBe(far);
    expect(outlook(sum, pace)).toBe(fast);
  });
});

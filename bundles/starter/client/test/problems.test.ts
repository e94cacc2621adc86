import { describe, expect, it } from "vitest";
import { type Action, FileError, problemOf } from "../src/files/problems";

function text(action: Action, status: number, reason = ""): string {
  return problemOf(new FileError(action, status, reason)).text;
}

describe("a problem with files", () => {
  it.each<[string, Action, number, string]>([
    ["This app does not let you upload to this volume.", "upload", 403, 'Policy denied "upload" on volume "reports"'],
    ["This app does not let you create folders in this volume.", "mkdir", 403, 'Policy denied "mkdir" on volume "r"'],
    ["You may not download this file.", "download", 403, ""],
    ["There is no volume of this name.", "list", 404, 'Unknown volume "x"'],
    ["This folder does not exist, or no longer.", "list", 404, "Not Found"],
    ["This file does not exist, or no longer.", "preview", 404, "Not Found"],
    ["There is something of this name already.", "mkdir", 409, "Conflict"],
    ["This folder is not empty. Delete what is in it first.", "delete", 409, "Conflict"],
    ["There is a folder of this name.", "upload", 409, "Conflict"],
    ["The server refuses this name or path: path leaves the volume.", "mkdir", 400, "path leaves the volume."],
    ["You are not signed in any more.", "list", 401, "Unauthorized"],
    ["This file is too large for the volume.", "upload", 413, "Payload Too Large"],
    ["Something went wrong on the server. Try again in a moment.", "list", 500, "Internal Server Error"],
  ])("is told as: %s", (told, action, status, reason) => expect(text(action, status, reason)).toBe(told));

  it("names who can help where the workspace refuses", () => {
    expect(text("list", 403, "Forbidden")).toMatch(/^The workspace gives no permission .* Whoever owns the volume/);
  });
  it("names the limit that a file exceeds", () => {
    const reason = "File size (6442450944 bytes) exceeds maximum allowed size (5368709120 bytes).";
    expect(text("upload", 413, reason)).toBe("This file is too large: 5 GB is the most that can be uploaded here.");
  });
  it("tells rules that are missing from a workspace that is", () => {
    expect(text("list", 503, "Policy unavailable")).toContain("rules");
    expect(text("list", 503, "Service Unavailable")).toContain("workspace");
  });
  it("is worth another attempt where time may mend it", () => {
    const again = (status: number) => problemOf(new FileError("list", status)).again;
    expect([0, 401, 429, 500, 503].map(again)).toEqual([true, true, true, true, true]);
    expect([400, 403, 404, 409, 413].map(again)).toEqual([false, false, false, false, false]);
  });
  it("that is none of the server's is told, too", () => {
    expect(problemOf(new TypeError("x is undefined")).text).not.toContain("undefined");
  });
});

import { describe, expect, it, vi } from "vitest";
import { FileError } from "../src/files/problems";
import { Refusals } from "../src/files/refusals";

const denied = (action: "upload" | "mkdir" | "delete") =>
  Promise.reject(new FileError(action, 403, `Policy denied "${action}" on volume "reports"`));

describe("a volume that cannot be changed", () => {
  it.each(["upload", "mkdir"] as const)("is known after the first %s that is refused", async (action) => {
    const refusals = new Refusals();
    const heard = vi.fn();
    refusals.subscribe(heard);
    expect(refusals.of("reports")).toBeNull();
    await expect(refusals.watch("reports", action, denied(action))).rejects.toThrow("Policy denied");
    expect(refusals.of("reports")).toBe("change");
    expect(refusals.of("files")).toBeNull();
    expect(heard).toHaveBeenCalledOnce();
  });

  it("may still be added to where only deleting is refused", async () => {
    const refusals = new Refusals();
    await refusals.watch("log", "delete", denied("delete")).catch(() => undefined);
    expect(refusals.of("log")).toBe("delete");
    await refusals.watch("log", "upload", denied("upload")).catch(() => undefined);
    await refusals.watch("log", "delete", denied("delete")).catch(() => undefined);
    expect(refusals.of("log")).toBe("change");
  });

  it("is not one of which only a part cannot be changed", async () => {
    const refusals = new Refusals();
    expect(await refusals.watch("home", "upload", Promise.resolve("sent"))).toBe("sent");
    await refusals.watch("home", "mkdir", denied("mkdir")).catch(() => undefined);
    expect(refusals.of("home")).toBeNull();
  });

  it("can be tried again, and is not read-only any more when that works", async () => {
    const refusals = new Refusals();
    await refusals.watch("home", "upload", denied("upload")).catch(() => undefined);
    refusals.forget("home");
    expect(refusals.of("home")).toBeNull();
    await refusals.watch("home", "upload", denied("upload")).catch(() => undefined);
    await refusals.watch("home", "upload", Promise.resolve());
    expect(refusals.of("home")).toBeNull();
  });

  it.each([
    new FileError("upload", 403, "Forbidden"),
    new FileError("upload", 409, "Conflict"),
    new FileError("upload", 0),
    new TypeError("x"),
  ])("is not told from anything else: %s", async (error) => {
    const refusals = new Refusals();
    await expect(refusals.watch("files", "upload", Promise.reject(error))).rejects.toBe(error);
    expect(refusals.of("files")).toBeNull();
  });
});

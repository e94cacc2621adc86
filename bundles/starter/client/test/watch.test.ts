import { describe, expect, it, vi } from "vitest";
import type { SessionAnswer } from "../src/session/session";
import { SessionWatch } from "../src/session/watch";

function sessionOf(id: string): SessionAnswer {
  return {
    kind: "session",
    session: { mode: "oidc", user: { id, email: null, name: null }, expiresAt: null, signOut: "/.auth/logout" },
  };
}

const none: SessionAnswer = { kind: "none", signIn: "/.auth/login" };

function watching(...answers: SessionAnswer[]) {
  const ask = vi.fn(async () => answers.shift() ?? { kind: "unreachable" as const });
  const onOtherUser = vi.fn();
  return { watch: new SessionWatch(ask, onOtherUser), ask, onOtherUser };
}

describe("a session watch", () => {
  it("learns who is signed in, that it has ended, and that it goes on", async () => {
    const { watch } = watching(sessionOf("ada"), none, sessionOf("ada"));
    const seen: string[] = [];
    watch.subscribe(() => seen.push(watch.state.kind));
    await watch.check();
    await watch.check();
    expect(watch.state).toMatchObject({ kind: "ended", signIn: "/.auth/login", session: { user: { id: "ada" } } });
    await watch.check();
    expect(seen).toEqual(["signed-in", "ended", "signed-in"]);
  });

  it("asks once for all who want to know at the same time", async () => {
    const { watch, ask } = watching(sessionOf("ada"), none);
    await Promise.all([watch.check(), watch.check(), watch.check()]);
    expect(ask).toHaveBeenCalledTimes(1);
    await watch.check();
    expect(ask).toHaveBeenCalledTimes(2);
  });

  it("knows nothing where there are no sessions", async () => {
    const { watch } = watching({ kind: "unsupported" });
    expect(await watch.check()).toEqual({ kind: "unknown" });
  });

  it("believes what it knew while the server cannot be reached", async () => {
    const { watch } = watching(sessionOf("ada"), { kind: "unreachable" });
    await watch.check();
    expect(await watch.check()).toMatchObject({ kind: "signed-in", session: { user: { id: "ada" } } });
  });

  it.each([
    ["while somebody was signed in", [sessionOf("ada"), sessionOf("bob")]],
    ["after the session had ended", [sessionOf("ada"), none, sessionOf("bob")]],
    ["where nobody was known", [none, sessionOf("bob")]],
  ])("gives the page up when another user comes, %s", async (_, answers) => {
    const { watch, onOtherUser } = watching(...answers, sessionOf("ada"));
    for (const _answer of answers) {
      await watch.check();
    }
    expect(onOtherUser).toHaveBeenCalledTimes(1);
    expect(JSON.stringify(watch.state)).not.toContain("bob");

    const doubtEnds = vi.fn();
    watch.doubt?.then(doubtEnds);
    await watch.check();
    expect(doubtEnds).not.toHaveBeenCalled();
    expect(onOtherUser).toHaveBeenCalledTimes(1);
  });

  it("is in doubt only while it asks again", async () => {
    const { watch } = watching(sessionOf("ada"), sessionOf("ada"));
    const first = watch.check();
    expect(watch.doubt).toBeNull();
    await first;
    const second = watch.check();
    expect(watch.doubt).not.toBeNull();
    await second;
    expect(watch.doubt).toBeNull();
  });
});

import { describe, expect, it } from "vitest";
import { nextCheck } from "../src/session/renewal";
import { askForSession, type Fetch, initialsOf, nameOf } from "../src/session/session";

function answering(status: number, body: unknown): Fetch {
  return async () => new Response(typeof body === "string" ? body : JSON.stringify(body), { status });
}

const ada = { id: "1", email: "ada@example.com", name: "Ada Lovelace" };

describe("the answer to who is signed in", () => {
  it("is a session with its user", async () => {
    const session = { mode: "oidc", user: ada, expiresAt: 5, signOut: "/.auth/logout" };
    expect(await askForSession(answering(200, session))).toEqual({ kind: "session", session });
  });
  it("may lack all but the user's id", async () => {
    expect(await askForSession(answering(200, { user: { id: "7" } }))).toEqual({
      kind: "session",
      session: { mode: "", user: { id: "7", email: null, name: null }, expiresAt: null, signOut: null },
    });
  });
  it("says where to sign in when nobody is", async () => {
    const none = (body: unknown) => askForSession(answering(401, body));
    expect(await none({ signIn: "/.auth/login" })).toEqual({ kind: "none", signIn: "/.auth/login" });
    expect(await none("no JSON")).toEqual({ kind: "none", signIn: "/.auth/login" });
  });
  it.each(["https://evil.example", "//evil.example", "/\\evil.example", "javascript:alert(1)", 7])(
    "does not lead to %s",
    async (elsewhere) => {
      const answer = await askForSession(answering(401, { signIn: elsewhere }));
      expect(answer).toEqual({ kind: "none", signIn: "/.auth/login" });
      const signedIn = await askForSession(answering(200, { user: ada, signOut: elsewhere }));
      expect(signedIn).toMatchObject({ session: { signOut: null } });
    },
  );
  it("is that the server knows no sessions", async () => {
    expect(await askForSession(answering(404, { error: "Not found" }))).toEqual({ kind: "unsupported" });
    expect(await askForSession(answering(200, {}))).toEqual({ kind: "unsupported" });
  });
  it("is that nobody can tell while the server or the way to it is down", async () => {
    expect(await askForSession(answering(503, ""))).toEqual({ kind: "unreachable" });
    expect(await askForSession(answering(200, "<html>"))).toEqual({ kind: "unreachable" });
    const lost = () => Promise.reject(new TypeError("Failed to fetch"));
    expect(await askForSession(lost)).toEqual({ kind: "unreachable" });
  });
});

describe("a user", () => {
  it("is called by name, else by e-mail address, else by id", () => {
    expect(nameOf(ada)).toBe("Ada Lovelace");
    expect(nameOf({ ...ada, name: null })).toBe("ada@example.com");
    expect(nameOf({ id: "1", name: null, email: null })).toBe("1");
  });
  it.each([
    ["Ada Lovelace", "AL"],
    ["Ada King of Lovelace", "AL"],
    ["ada.lovelace@example.com", "AL"],
    ["ada@example.com", "A"],
    ["élodie", "É"],
    ["𠮷野 太郎", "𠮷太"],
    ["1234", "?"],
  ])("named %s has the initials %s", (name, initials) => {
    expect(initialsOf({ id: "1", name, email: null })).toBe(initials);
  });
});

describe("the next check of a session", () => {
  const minute = 60_000;
  it("is a minute before its end", () => {
    expect(nextCheck(30 * minute, 0)).toBe(29 * minute);
  });
  it("is just after its end in the last minute", () => {
    expect(nextCheck(minute / 2, 0)).toBe(minute / 2 + 1000);
  });
  it("is neither at once nor later than in an hour", () => {
    expect(nextCheck(minute + 1, 0)).toBe(5000);
    expect(nextCheck(1e12, 0)).toBe(60 * minute);
  });
  it("does not hurry when the browser's clock is ahead", () => {
    expect(nextCheck(0, 5 * minute)).toBe(minute);
  });
  it("is none when it does not end", () => {
    expect(nextCheck(null, 0)).toBeNull();
  });
});

import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { holding } from "../src/session/holding";
import { askForSession, type Fetch } from "../src/session/session";
import { SessionWatch } from "../src/session/watch";

/** A server that knows one signed-in user, or none, and says whose answer it gives. */
let server: Server;
let origin: string;
let user: string | null;
let asked: string[];

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) {
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}

beforeEach(async () => {
  user = "ada";
  asked = [];
  server = createServer(async (request, response) => {
    const body = await bodyOf(request);
    asked.push(`${request.method} ${request.url} ${body}`.trim());
    const refused = user === null || request.url === "/api/never";
    response.writeHead(refused ? 401 : 200, { "Content-Type": "application/json" });
    if (request.url === "/api/appkit/session") {
      response.end(JSON.stringify(user === null ? { signIn: "/.auth/login" } : { mode: "oidc", user: { id: user } }));
    } else {
      response.end(JSON.stringify(refused ? { error: "Sign in to go on" } : { rowsOf: user, body }));
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterEach(() => {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(resolve));
});

async function openPage() {
  const send: Fetch = (input, init) => fetch(typeof input === "string" ? new URL(input, origin) : input, init);
  const onOtherUser = vi.fn();
  const watch = new SessionWatch(() => askForSession(send), onOtherUser);
  await watch.check();
  return { watch, onOtherUser, fetch: holding(send, watch, new URL(origin)) };
}

function ended(watch: SessionWatch): Promise<void> {
  return vi.waitFor(() => expect(watch.state.kind).toBe("ended"), 10_000);
}

const query = { method: "POST", body: "{}" };

describe("a request of the page", () => {
  it("is answered as ever while the session lasts", async () => {
    const page = await openPage();
    expect(await (await page.fetch("/api/query", query)).json()).toEqual({ rowsOf: "ada", body: "{}" });
    expect(asked).toEqual(["GET /api/appkit/session", "POST /api/query {}"]);
  });

  it("waits for the same user when the session has ended, and is then sent again", async () => {
    const page = await openPage();
    user = null;
    const first = page.fetch("/api/query", query);
    const second = page.fetch(new URL("/api/other", origin));
    await ended(page.watch);
    user = "ada";
    await page.watch.check();
    expect(await (await first).json()).toEqual({ rowsOf: "ada", body: "{}" });
    expect((await second).status).toBe(200);
  });

  it("is never sent again for another user", async () => {
    const page = await openPage();
    user = null;
    const answered = vi.fn();
    void page.fetch("/api/query", query).then(answered);
    await ended(page.watch);
    user = "bob";
    await page.watch.check();
    expect(page.onOtherUser).toHaveBeenCalledTimes(1);
    void page.fetch("/api/late", query).then(answered);
    await fetch(`${origin}/api/last`);
    expect(asked.filter((line) => line.startsWith("POST"))).toEqual(["POST /api/query {}"]);
    expect(answered).not.toHaveBeenCalled();
  });

  it("waits while it is in doubt who is signed in", async () => {
    const page = await openPage();
    user = "bob";
    const answered = vi.fn();
    const check = page.watch.check();
    void page.fetch("/api/query", query).then(answered);
    await check;
    await fetch(`${origin}/api/last`);
    expect(asked.filter((line) => line.startsWith("POST"))).toEqual([]);
    expect(answered).not.toHaveBeenCalled();
  });

  it("gets its refusal when the session is not the reason", async () => {
    const page = await openPage();
    const response = await page.fetch("/api/never", query);
    expect(response.status).toBe(401);
    expect(await response.json()).toEqual({ error: "Sign in to go on" });
  });

  it("gets its refusal when it is none of the API or cannot be repeated", async () => {
    const page = await openPage();
    user = null;
    expect((await page.fetch("/page")).status).toBe(401);
    expect((await page.fetch(new Request(`${origin}/api/query`, query))).status).toBe(401);
    expect(asked.filter((line) => line.includes("session"))).toHaveLength(1);
  });

  it("can be given up while it waits", async () => {
    const page = await openPage();
    user = null;
    const controller = new AbortController();
    const request = page.fetch("/api/query", { ...query, signal: controller.signal });
    await ended(page.watch);
    controller.abort();
    await expect(request).rejects.toMatchObject({ name: "AbortError" });
  });
});

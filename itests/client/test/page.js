import { afterAll, afterEach, beforeAll, beforeEach } from "vitest";
import { startWorkspace } from "./scripted-workspace.js";

const { APPKIT_SCRIPTED_SERVER, APPKIT_SCRIPTED_PORT } = process.env;

/** Puts the page on the server whose workspace is scripted, behind a proxy that signs its user in. */
export function onScriptedWorkspace() {
  const network = globalThis.fetch;
  const home = window.location.href;
  const page = {
    workspace: null,

    signIn(user) {
      const identity = { "x-forwarded-user": user, "x-forwarded-access-token": `token-of-${user}` };
      globalThis.fetch = (path, init = {}) => network(path, { ...init, headers: { ...init.headers, ...identity } });
    },

    signOut() {
      globalThis.fetch = network;
    },

    /** What the server asked of its workspace. */
    asked(line) {
      return page.workspace.calls.filter((call) => call.line === line);
    },
  };

  beforeAll(async () => {
    page.workspace = await startWorkspace(Number(APPKIT_SCRIPTED_PORT));
    window.happyDOM.setURL(APPKIT_SCRIPTED_SERVER);
  });

  beforeEach(() => page.signIn("alice"));

  afterEach(() => {
    page.signOut();
    page.workspace.calls.length = 0;
  });

  afterAll(async () => {
    window.happyDOM.setURL(home);
    await page.workspace.close();
  });

  return page;
}

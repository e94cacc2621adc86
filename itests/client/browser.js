import { builtinEnvironments } from "vitest/runtime";

const NETWORK = ["AbortController", "AbortSignal"];

/** A page of happy-dom on the network of Node, whose `fetch` tells a broken connection from one that ended. */
export default {
  name: "browser",
  viteEnvironment: "client",
  async setup(global, options) {
    const network = NETWORK.map((name) => [name, global[name]]);
    const { fetch } = global;
    const page = await builtinEnvironments["happy-dom"].setup(global, options);
    for (const [name, value] of network) {
      Object.defineProperty(global, name, { value, writable: true, configurable: true });
    }
    global.fetch = (path, init = {}) => {
      const { href, origin } = global.window.location;
      const headers = {
        ...init.headers,
        Cookie: process.env.APPKIT_COOKIE,
        Origin: global.publicOrigin ?? origin,
        "Sec-Fetch-Site": "same-origin",
      };
      return fetch(new URL(path, href), { ...init, headers });
    };
    return page;
  },
};

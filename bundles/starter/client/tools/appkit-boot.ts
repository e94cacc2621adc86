import { AsyncLocalStorage } from "node:async_hooks";
import { basename, resolve } from "node:path";
import type { Plugin } from "vite";

const QUERY_FILE = /(?:\.obo)?\.sql$/;

/** Escapes what could end the script element or confuse a parser. */
function asScriptText(json: string): string {
  return json.replace(/[<>&\u2028\u2029]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

async function bootPayload(server: string, cookie: string): Promise<string> {
  try {
    const answer = await fetch(`${server}/api/appkit/config`, {
      headers: { Cookie: cookie },
      signal: AbortSignal.timeout(3000),
    });
    if (answer.ok) {
      return JSON.stringify(await answer.json());
    }
    console.warn(`[appkit] ${server}/api/appkit/config answered ${answer.status}; the page starts without plugins`);
  } catch {
    console.warn(`[appkit] no server at ${server}; the page starts without plugins`);
  }
  return "{}";
}

/**
 * For `npm run dev`: puts the boot payload of a running AppKit server into the page, as who opens it may see it, and
 * tells the page which query to run again when its file changes.
 */
export function appkitBoot(server: string, queryFolder: string): Plugin {
  const cookies = new AsyncLocalStorage<string>();
  return {
    name: "appkit-boot",
    apply: "serve",
    async transformIndexHtml() {
      return [
        {
          tag: "script",
          attrs: { id: "__appkit__", type: "application/json" },
          children: asScriptText(await bootPayload(server, cookies.getStore() ?? "")),
          injectTo: "head",
        },
      ];
    },
    configureServer(vite) {
      vite.middlewares.use((request, _, next) => cookies.run(request.headers.cookie ?? "", next));
      const folder = resolve(vite.config.root, queryFolder);
      vite.watcher.add(folder);
      vite.watcher.on("change", (file) => {
        if (file.startsWith(folder) && QUERY_FILE.test(file)) {
          const key = basename(file).replace(QUERY_FILE, "");
          vite.ws.send({ type: "custom", event: "query-update", data: { key } });
        }
      });
    },
  };
}

import type { Fetch } from "./session";
import type { SessionWatch } from "./watch";

/** Whether a request goes to the server's API and can be sent twice as it is. */
function isOurs(input: RequestInfo | URL, init: RequestInit | undefined, page: URL): boolean {
  if (input instanceof Request || init?.body instanceof ReadableStream) {
    return false;
  }
  const target = new URL(input, page);
  return target.origin === page.origin && target.pathname.startsWith("/api/");
}

/**
 * A `fetch` that outlives a session: what was refused because the session has ended waits until its user is signed in
 * again, and is sent again then. While it is in doubt who is signed in, nothing is sent at all.
 */
export function holding(send: Fetch, watch: SessionWatch, page: URL): Fetch {
  return async (input, init) => {
    if (!isOurs(input, init, page)) {
      return send(input, init);
    }
    for (;;) {
      while (watch.doubt !== null) {
        await watch.doubt;
      }
      const response = await send(input, init);
      if (response.status !== 401) {
        return response;
      }
      const { kind } = watch.state.kind === "ended" ? watch.state : await watch.check();
      if (kind !== "ended") {
        return response;
      }
      await response.body?.cancel();
      await watch.untilSignedIn(init?.signal);
    }
  };
}

import { useSyncExternalStore } from "react";
import { retryFailed } from "../queries/retries";
import { holding } from "./holding";
import { nextCheck } from "./renewal";
import { askForSession, type Fetch } from "./session";
import { type SessionState, SessionWatch } from "./watch";

/** What pages of this origin tell each other; public/signed-in.js sends the first one, too. */
type Message = { kind: "signed-in"; user?: string } | { kind: "signed-out" };

const SIGNED_OUT = "/.auth/signed-out";
const SIGNED_IN = "/signed-in.html";

const send: Fetch = window.fetch.bind(window);
const others = new BroadcastChannel("appkit-session");
const watch = new SessionWatch(
  () => askForSession(send),
  () => window.location.reload(),
);

window.fetch = holding(send, watch, new URL(window.location.href));

function tell(message: Message): void {
  others.postMessage(message);
}

others.addEventListener("message", ({ data }: MessageEvent<Message>) => {
  if (data.kind === "signed-out") {
    window.location.replace(SIGNED_OUT);
  } else if (watch.state.kind !== "signed-in" || watch.state.session.user.id !== data.user) {
    void watch.check();
  }
});

let before: SessionState["kind"] = "unknown";
let timer: number | undefined;
watch.subscribe(() => {
  const { state } = watch;
  window.clearTimeout(timer);
  if (state.kind === "signed-in") {
    const wait = nextCheck(state.session.expiresAt, Date.now());
    timer = wait === null ? undefined : window.setTimeout(checkIfSeen, wait);
    if (before !== "signed-in") {
      tell({ kind: "signed-in", user: state.session.user.id });
    }
    if (before === "ended") {
      retryFailed();
    }
  }
  before = state.kind;
});

/** A page that nobody looks at does not keep a session alive; it asks when it is looked at again. */
function checkIfSeen(): void {
  if (document.visibilityState === "visible") {
    void watch.check();
  }
}

window.addEventListener("focus", checkIfSeen);
document.addEventListener("visibilitychange", checkIfSeen);
window.addEventListener("pageshow", ({ persisted }) => {
  if (persisted) {
    // Back from the browser's memory, perhaps after signing out.
    window.location.reload();
  }
});
void watch.check();

export function useSession(): SessionState {
  return useSyncExternalStore(watch.subscribe, () => watch.state);
}

/** Asks the server whether the user of this page is still signed in. */
export async function isSignedIn(): Promise<boolean> {
  const { kind } = await watch.check();
  return kind === "signed-in";
}

/** Before what `fetch` does not send: waits while it is in doubt whose page this is. */
export async function certain(): Promise<void> {
  while (watch.doubt !== null) {
    await watch.doubt;
  }
}

/**
 * After a refusal of what `fetch` did not send: waits until the user of this page is signed in again, or rejects with the
 * reason of the signal. False if the session has not ended.
 */
export async function signedInAgain(signal: AbortSignal): Promise<boolean> {
  const { kind } = watch.state.kind === "ended" ? watch.state : await watch.check();
  if (kind !== "ended") {
    return false;
  }
  await watch.untilSignedIn(signal);
  return true;
}

/** Opens a window to sign in; without one, this page goes to sign in and comes back. */
export function signInAgain(signIn: string): void {
  const wanted = window.open("", "_blank", "popup,width=520,height=720");
  if (wanted === null) {
    signInHere(signIn);
    return;
  }
  // It is foreign ground that the window leads to.
  wanted.opener = null;
  wanted.location.replace(returning(signIn, SIGNED_IN));
}

/** Leaves the page to sign in, and comes back to it with its filters, which are in the address. */
export function signInHere(signIn: string): void {
  const { pathname, search } = window.location;
  window.location.assign(returning(signIn, pathname + search));
}

function returning(signIn: string, path: string): string {
  return `${signIn}?${new URLSearchParams({ return: path })}`;
}

/** Ends the session and leaves the page; rejects if that did not work. */
export async function signOut(path: string): Promise<void> {
  const response = await send(path, { method: "POST", headers: { Accept: "application/json" } });
  if (!response.ok && response.status !== 401) {
    throw new Error(`${path} answered ${response.status}`);
  }
  const { location } = response.ok ? await response.json() : { location: SIGNED_OUT };
  tell({ kind: "signed-out" });
  window.location.assign(location);
}

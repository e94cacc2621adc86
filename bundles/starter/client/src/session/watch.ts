import type { Session, SessionAnswer } from "./session";

export type SessionState =
  | { kind: "unknown" }
  | { kind: "signed-in"; session: Session }
  /** With the session that was, if there was one. */
  | { kind: "ended"; session: Session | null; signIn: string };

const UNKNOWN: SessionState = { kind: "unknown" };

/**
 * Knows who is signed in, and whether still. A page belongs to the user it first knew: of another one it learns
 * nothing, it only tells that it must be loaded anew.
 */
export class SessionWatch {
  readonly #ask: () => Promise<SessionAnswer>;
  readonly #onOtherUser: () => void;
  readonly #listeners = new Set<() => void>();
  #state: SessionState = UNKNOWN;
  #checking: Promise<SessionState> | null = null;
  #abandoned = false;

  constructor(ask: () => Promise<SessionAnswer>, onOtherUser: () => void) {
    this.#ask = ask;
    this.#onOtherUser = onOtherUser;
  }

  get state(): SessionState {
    return this.#state;
  }

  /**
   * The check that is under way; null if none is, or if there is nothing yet that it could put in doubt. Once the page
   * belongs to somebody else, the doubt does not end any more.
   */
  get doubt(): Promise<unknown> | null {
    if (this.#abandoned) {
      return new Promise(() => undefined);
    }
    return this.#state.kind === "unknown" ? null : this.#checking;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Asks the server; who calls meanwhile gets the same answer. */
  check(): Promise<SessionState> {
    this.#checking ??= this.#ask().then((answer) => {
      this.#checking = null;
      this.#learn(answer);
      return this.#state;
    });
    return this.#checking;
  }

  /** Waits until somebody is signed in; rejects with the reason of the signal. */
  untilSignedIn(signal: AbortSignal | null | undefined): Promise<void> {
    return new Promise((resolve, reject) => {
      const leave = this.subscribe(() => {
        if (this.#state.kind === "signed-in") {
          leave();
          signal?.removeEventListener("abort", abort);
          resolve();
        }
      });
      const abort = () => {
        leave();
        reject(signal?.reason);
      };
      if (signal?.aborted) {
        abort();
      }
      signal?.addEventListener("abort", abort, { once: true });
    });
  }

  #learn(answer: SessionAnswer): void {
    const known = this.#state.kind === "unknown" ? null : this.#state.session;
    const begun = this.#state.kind !== "unknown";
    if (this.#abandoned || answer.kind === "unreachable" || answer.kind === "unsupported") {
      return;
    } else if (answer.kind === "none") {
      this.#become({ kind: "ended", session: known, signIn: answer.signIn });
    } else if (begun && known?.user.id !== answer.session.user.id) {
      this.#abandoned = true;
      this.#onOtherUser();
    } else {
      this.#become({ kind: "signed-in", session: answer.session });
    }
  }

  #become(state: SessionState): void {
    this.#state = state;
    for (const listener of [...this.#listeners]) {
      listener();
    }
  }
}

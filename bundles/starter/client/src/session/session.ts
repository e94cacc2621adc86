export interface User {
  id: string;
  email: string | null;
  name: string | null;
}

export interface Session {
  /** How the server finds out who is calling, as `oidc` or `developer`. */
  mode: string;
  user: User;
  /** In milliseconds since 1970; null if it does not end by itself. */
  expiresAt: number | null;
  /** Where to sign out; null where the page cannot do that. */
  signOut: string | null;
}

/** What the server says about who is signed in. */
export type SessionAnswer =
  | { kind: "session"; session: Session }
  | { kind: "none"; signIn: string }
  /** The server knows no sessions. */
  | { kind: "unsupported" }
  /** Nobody can tell at the moment. */
  | { kind: "unreachable" };

export type Fetch = typeof fetch;

const PATH = "/api/appkit/session";
const SIGN_IN = "/.auth/login";
const PATIENCE = 10_000;

function text(value: unknown): string | null {
  return typeof value === "string" && value !== "" ? value : null;
}

function path(value: unknown): string | null {
  return typeof value === "string" && /^\/(?![/\\])/.test(value) ? value : null;
}

function sessionOf(body: Record<string, unknown>): SessionAnswer {
  const user = (body.user ?? {}) as Record<string, unknown>;
  const id = text(user.id);
  if (id === null) {
    return { kind: "unsupported" };
  }
  return {
    kind: "session",
    session: {
      mode: text(body.mode) ?? "",
      user: { id, email: text(user.email), name: text(user.name) },
      expiresAt: typeof body.expiresAt === "number" ? body.expiresAt : null,
      signOut: path(body.signOut),
    },
  };
}

/** Asks the server who is signed in; never fails. */
export async function askForSession(send: Fetch): Promise<SessionAnswer> {
  try {
    const response = await send(PATH, {
      headers: { Accept: "application/json" },
      cache: "no-store",
      signal: AbortSignal.timeout(PATIENCE),
    });
    if (response.ok) {
      return sessionOf(await response.json());
    } else if (response.status === 401) {
      const body = await response.json().catch(() => ({}));
      return { kind: "none", signIn: path(body.signIn) ?? SIGN_IN };
    }
    return { kind: response.status === 404 ? "unsupported" : "unreachable" };
  } catch {
    return { kind: "unreachable" };
  }
}

/** What to call a user: the name, else the e-mail address, else the id. */
export function nameOf({ name, email, id }: User): string {
  return name ?? email ?? id;
}

/** One or two letters that stand for a user. */
export function initialsOf(user: User): string {
  const words = nameOf(user).replace(/@.*/, "").split(/[\s._-]+/).filter((word) => /^\p{L}/u.test(word));
  const ends = words.length > 1 ? [words[0], words[words.length - 1]] : words;
  return ends.map((word) => [...(word ?? "")][0]?.toUpperCase()).join("") || "?";
}

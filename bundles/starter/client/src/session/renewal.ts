const MINUTE = 60_000;
const LEAST = 5_000;
const MOST = 60 * MINUTE;

/**
 * How long to wait before asking again, in milliseconds: to a minute before the end, when the server still can renew
 * the session, and in the last minute to just after it. Null for a session without end.
 */
export function nextCheck(expiresAt: number | null, now: number): number | null {
  if (expiresAt === null) {
    return null;
  }
  const left = expiresAt - now;
  // An end that is over although the server said otherwise: the clocks differ.
  const wait = left > MINUTE ? left - MINUTE : left > 0 ? left + 1000 : MINUTE;
  return Math.min(Math.max(wait, LEAST), MOST);
}

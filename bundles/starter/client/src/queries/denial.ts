import type { QueryState } from "./useQuery";

const CODES = ["INSUFFICIENT_PERMISSIONS", "PERMISSION_DENIED"];
const MASKED = "Query execution failed";

/**
 * Whether a query failed because its user may not see what it reads. A warehouse answers that with `BAD_REQUEST`, as it
 * does every statement it refuses, and only the text, which a server in production keeps to itself, says more. So this
 * is for queries whose statement is known to be right.
 */
export function isDenied({ status, error, errorCode }: Pick<QueryState<unknown>, "status" | "error" | "errorCode">) {
  if (status !== "failed" || error === null || errorCode === null) {
    return false;
  }
  const told = CODES.includes(errorCode) || CODES.some((code) => error.includes(code));
  return told || (errorCode === "BAD_REQUEST" && error === MASKED);
}

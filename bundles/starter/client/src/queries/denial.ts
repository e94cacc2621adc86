import type { QueryState } from "./useQuery";

const CODES = ["INSUFFICIENT_PERMISSIONS", "PERMISSION_DENIED"];

/** Whether a query failed because its user may not see what it reads. */
export function isDenied({ status, errorCode }: Pick<QueryState<unknown>, "status" | "errorCode">) {
  return status === "failed" && errorCode !== null && CODES.includes(errorCode);
}

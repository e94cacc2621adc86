export type View = "dashboard" | "files";

/** Which view an address shows; the dashboard is at every address that no other view claims. */
export function viewOf(pathname: string): View {
  return pathname === "/files" || pathname.startsWith("/files/") ? "files" : "dashboard";
}

import { cn } from "@databricks/appkit-ui/react";
import { usePathname } from "../lib/location";
import { viewOf } from "../lib/views";
import { loadFiles } from "../files/lazy";
import { ViewLink } from "./ViewLink";

/** Leads to the views of the page. */
export function Navigation({ className }: { className: string }) {
  const view = viewOf(usePathname());
  return (
    <nav aria-label="Views" data-testid="navigation" className={cn("flex items-center gap-1", className)}>
      <ViewLink href="/" current={view === "dashboard"} testId="nav-dashboard">
        Dashboard
      </ViewLink>
      <ViewLink href="/files" current={view === "files"} testId="nav-files" onIntent={loadFiles}>
        Files
      </ViewLink>
    </nav>
  );
}

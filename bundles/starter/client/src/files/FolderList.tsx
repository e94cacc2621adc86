import { cn, DirectoryList } from "@databricks/appkit-ui/react";
import { type ReactNode, useEffect, useRef } from "react";
import { formatSize } from "../lib/format";
import type { Entry, Listing } from "./api";
import { ancestor, fileIn, folderIn, pathOf, type Place } from "./place";
import { useAttributes } from "./useAttributes";
import type { Loaded } from "./useLoaded";

interface FolderListProps {
  place: Place;
  listing: Loaded<Listing>;
  onVisit: (place: Place) => void;
  /** Whether nothing can be added. */
  locked: boolean;
  /** Shown above the entries. */
  header: ReactNode;
  className: string;
}

/** What is in a folder. */
export function FolderList({ place, listing, onVisit, locked, header, className }: FolderListProps) {
  const root = useRef<HTMLElement>(null);
  const { status, value, problem, reload } = listing;
  const entries = value?.entries ?? [];
  const parent = place.folders.at(-2) ?? place.volume;

  useAttributes(root, "[data-slot=file-entry]", (_, index) => {
    const { name, is_directory } = entries[index] as Entry;
    return {
      "data-entry": name,
      "aria-label": is_directory ? `${name}, folder` : null,
      "aria-current": !is_directory && name === place.file ? "true" : null,
    };
  });
  useAttributes(root, "p.text-destructive", () => ({ role: "alert", "data-testid": "files-error" }));

  useAttributes(root, "p.text-destructive + button", () => ({ "data-testid": "files-retry" }));

  // What was followed may have taken the focus along with it; it comes back to what is here now.
  const first = useRef(true);
  useEffect(() => {
    if (status === "ready") {
      if (!first.current && document.activeElement === document.body) {
        root.current?.querySelector("button")?.focus({ preventScroll: true });
      }
      first.current = false;
    }
  }, [status]);

  return (
    <section
      ref={root}
      aria-label={`Contents of ${place.folders.at(-1) ?? place.volume}`}
      aria-busy={status === "loading" || status === "refreshing"}
      data-testid="files-list"
      data-status={status}
      inert={status === "refreshing"}
      className={cn("bg-card shadow-panel min-h-[28rem] min-w-0 overflow-hidden rounded-2xl border", className)}
    >
      <DirectoryList
        entries={entries}
        loading={status === "loading"}
        error={problem?.text}
        onRetry={problem?.again ? reload : undefined}
        isAtRoot={place.folders.length === 0}
        onNavigateToParent={() => onVisit(ancestor(place, place.folders.length - 1))}
        resolveEntryPath={(entry) => pathOf(fileIn(place, entry.name ?? ""))}
        selectedPath={place.file === null ? null : pathOf(place)}
        onEntryClick={({ name = "", is_directory }) =>
          is_directory ? onVisit(folderIn(place, name)) : onVisit(fileIn(place, name))
        }
        headerContent={header}
        hasCurrentPath
        formatSize={formatSize}
        labels={{
          backToParent: `Back to ${parent}`,
          emptyDirectory: `This folder is empty.${locked ? "" : " Drop files or folders here, or use Upload."}`,
          retry: "Try again",
        }}
        className={cn("files-list transition-opacity duration-200", status === "refreshing" && "opacity-45")}
      />
    </section>
  );
}

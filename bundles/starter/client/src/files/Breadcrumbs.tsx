import { FileBreadcrumb } from "@databricks/appkit-ui/react";
import { type MouseEvent, useRef } from "react";
import { staysHere } from "../components/ViewLink";
import { ancestor, hrefOf, type Place } from "./place";
import { useAttributes } from "./useAttributes";

/** The way to a place; each step but the last is a link. */
export function Breadcrumbs({ place, onVisit }: { place: Place; onVisit: (place: Place) => void }) {
  const root = useRef<HTMLElement>(null);
  const segments = [...place.folders, ...(place.file === null ? [] : [place.file])];
  useAttributes(root, "[data-slot=breadcrumb-link]", (_, depth) => ({ href: hrefOf(ancestor(place, depth)) }));
  // They are not the list's own children in the markup, only in these words.
  useAttributes(root, "ol", () => ({ role: "list" }));
  useAttributes(root, "[data-slot=breadcrumb-item]", () => ({ role: "listitem" }));
  const leaveToBrowser = (event: MouseEvent) => !staysHere(event) && event.stopPropagation();
  return (
    <FileBreadcrumb
      // The library tells the steps apart by their names, and two may have the same one.
      key={hrefOf(place)}
      ref={root}
      aria-label="Where you are"
      data-testid="files-breadcrumb"
      rootLabel={place.volume}
      segments={segments}
      onNavigateToRoot={() => onVisit(ancestor(place, 0))}
      onNavigateToSegment={(index) => onVisit(ancestor(place, index + 1))}
      onClickCapture={leaveToBrowser}
      onClick={(event) => event.preventDefault()}
      className="min-h-5 [&_[data-slot=breadcrumb-page]]:font-medium [&_li]:min-w-0 [&_li]:break-all"
    />
  );
}

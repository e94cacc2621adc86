import { cn } from "@databricks/appkit-ui/react";
import { Lock, Upload } from "lucide-react";
import type { Place } from "./place";

interface DropHintProps {
  place: Place;
  /** Whether nothing can be dropped here. */
  locked: boolean;
}

/** Says where the files will go that are held above the page. */
export function DropHint({ place, locked }: DropHintProps) {
  const Icon = locked ? Lock : Upload;
  return (
    <div
      data-testid="drop-hint"
      className="bg-background/80 pointer-events-none fixed inset-0 z-50 p-4 backdrop-blur-sm sm:p-8"
    >
      <div
        className={cn(
          "grid size-full place-items-center rounded-2xl border-2 border-dashed p-6 text-center",
          locked ? "bg-muted/60 text-muted-foreground" : "border-brand bg-brand-soft/60 text-brand",
        )}
      >
        <p className="flex flex-col items-center gap-3 text-lg font-semibold [overflow-wrap:anywhere]">
          <Icon aria-hidden="true" className="size-8" />
          {locked ? `${place.volume} is read-only` : `Drop to upload to ${place.folders.at(-1) ?? place.volume}`}
        </p>
      </div>
    </div>
  );
}

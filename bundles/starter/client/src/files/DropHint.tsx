import { Upload } from "lucide-react";
import type { Place } from "./place";

/** Says where the files will go that are held above the page. */
export function DropHint({ place }: { place: Place }) {
  return (
    <div
      data-testid="drop-hint"
      className="bg-background/80 pointer-events-none fixed inset-0 z-50 p-4 backdrop-blur-sm sm:p-8"
    >
      <div className="border-brand bg-brand-soft/60 text-brand grid size-full place-items-center rounded-2xl border-2 border-dashed p-6 text-center">
        <p className="flex flex-col items-center gap-3 text-lg font-semibold [overflow-wrap:anywhere]">
          <Upload aria-hidden="true" className="size-8" />
          Drop to upload to {place.folders.at(-1) ?? place.volume}
        </p>
      </div>
    </div>
  );
}

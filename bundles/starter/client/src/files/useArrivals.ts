import { useEffect, useRef } from "react";
import { pathOf, type Place } from "./place";
import { targetOf } from "./uploads";
import { useUploads } from "./uploading";

const PAUSE = 2_000;

/**
 * Reloads a folder when something has been uploaded to it; while much is, only now and then.
 *
 * @returns how often the file that is on show has been uploaded
 */
export function useArrivals(place: Place, reload: () => void): number {
  const folder = place.folders.map((name) => `${name}/`).join("");
  const arrived = useUploads()
    .filter(({ state, volume }) => state.kind === "done" && volume === place.volume)
    .map(targetOf)
    .filter((target) => target.startsWith(folder));
  // Of what is deeper, only the folder in this one is seen.
  const seen = arrived.map((target) => target.slice(folder.length).split("/"));
  const files = seen.filter((names) => names.length === 1).length;
  const folders = new Set(seen.filter((names) => names.length > 1).map(([name]) => name)).size;
  const count = files + folders;

  const last = useRef(0);
  useEffect(() => {
    if (count > 0) {
      const wait = Math.max(last.current + PAUSE - Date.now(), 0);
      const timer = setTimeout(() => {
        last.current = Date.now();
        reload();
      }, wait);
      return () => clearTimeout(timer);
    }
  }, [count, folder, reload]);

  return place.file === null ? 0 : arrived.filter((target) => target === pathOf(place)).length;
}

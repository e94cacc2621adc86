import { useEffect, useEffectEvent, useState } from "react";

export interface Dropped {
  files: File[];
  /** What the browser hands out for folders: an upload of them would fail. */
  folders: File[];
}

/** Sorts out what was dropped. */
function sortOut(data: DataTransfer): Dropped {
  const dropped: Dropped = { files: [], folders: [] };
  for (const item of data.items) {
    const file = item.kind === "file" ? item.getAsFile() : null;
    if (file !== null) {
      dropped[item.webkitGetAsEntry()?.isDirectory ? "folders" : "files"].push(file);
    }
  }
  return dropped;
}

/** Takes files dropped anywhere on the page, which the browser would open otherwise; true while they are above it. */
export function useDrop(onDrop: (dropped: Dropped) => void): boolean {
  const [over, setOver] = useState(false);
  const take = useEffectEvent(onDrop);
  useEffect(() => {
    const controller = new AbortController();
    const { signal } = controller;
    const listen = (type: "dragenter" | "dragover" | "dragleave" | "drop", react: (event: DragEvent) => void) =>
      window.addEventListener(
        type,
        (event) => {
          if (event.dataTransfer?.types.includes("Files")) {
            event.preventDefault();
            react(event);
          }
        },
        { signal },
      );
    listen("dragenter", () => setOver(true));
    listen("dragover", () => setOver(true));
    // Without another element to go to, it leaves the window.
    listen("dragleave", (event) => event.relatedTarget === null && setOver(false));
    listen("drop", (event) => {
      setOver(false);
      take(sortOut(event.dataTransfer as DataTransfer));
    });
    return () => controller.abort();
  }, []);
  return over;
}

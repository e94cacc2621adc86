import { useEffect, useEffectEvent, useState } from "react";

export interface Dropped {
  files: File[];
  folders: FileSystemDirectoryEntry[];
}

/** Sorts out what was dropped. */
function sortOut(data: DataTransfer): Dropped {
  const dropped: Dropped = { files: [], folders: [] };
  for (const item of data.items) {
    const entry = item.kind === "file" ? item.webkitGetAsEntry() : null;
    const file = item.kind === "file" ? item.getAsFile() : null;
    if (entry?.isDirectory) {
      dropped.folders.push(entry as FileSystemDirectoryEntry);
    } else if (file !== null) {
      dropped.files.push(file);
    }
  }
  return dropped;
}

/**
 * Takes what is dropped anywhere on the page, which the browser would open otherwise; true while it is above it.
 *
 * @param onDrop null to take nothing
 */
export function useDrop(onDrop: ((dropped: Dropped) => void) | null): boolean {
  const [over, setOver] = useState(false);
  const take = useEffectEvent((data: DataTransfer) => onDrop?.(sortOut(data)));
  const allow = useEffectEvent((data: DataTransfer) => {
    data.dropEffect = onDrop === null ? "none" : "copy";
  });
  useEffect(() => {
    const controller = new AbortController();
    const { signal } = controller;
    const listen = (
      type: "dragenter" | "dragover" | "dragleave" | "drop",
      react: (data: DataTransfer, event: DragEvent) => void,
    ) =>
      window.addEventListener(
        type,
        (event) => {
          if (event.dataTransfer?.types.includes("Files")) {
            event.preventDefault();
            react(event.dataTransfer, event);
          }
        },
        { signal },
      );
    const hold = (data: DataTransfer) => {
      setOver(true);
      allow(data);
    };
    listen("dragenter", hold);
    listen("dragover", hold);
    // Without another element to go to, it leaves the window.
    listen("dragleave", (_, event) => event.relatedTarget === null && setOver(false));
    listen("drop", (data) => {
      setOver(false);
      take(data);
    });
    return () => controller.abort();
  }, []);
  return over;
}

import { useSyncExternalStore } from "react";
import { formatCount } from "../lib/format";
import { certain, signedInAgain } from "../session/page";
import { unfinished } from "../session/unfinished";
import { gather, MOST } from "./gather";
import { sender } from "./transfer";
import { type Destination, isActive, type Item, type Upload, Uploads } from "./uploads";

/** The uploads of this page; they go on whatever it shows. */
export const uploads = new Uploads(sender({ certain, signedInAgain }));

const TOO_MUCH = `There are more than ${formatCount(MOST)} files, which is the most for one time. None was uploaded: take fewer at once.`;

const warn = (event: BeforeUnloadEvent) => event.preventDefault();

uploads.subscribe(() => {
  const active = uploads.all.filter(isActive).length;
  unfinished.become(active);
  // Leaving the page would end them.
  if (active > 0) {
    window.addEventListener("beforeunload", warn);
  } else {
    window.removeEventListener("beforeunload", warn);
  }
});

export function useUploads(): readonly Upload[] {
  return useSyncExternalStore(uploads.subscribe, () => uploads.all);
}

/** Uploads all of it, or nothing if it is too much. */
export function upload(destination: Destination, items: readonly Item[]): void {
  if (items.length > MOST) {
    const { path, file } = items[0] as Item;
    const [name = ""] = path.split("/");
    uploads.refuse(destination, { path: name, file: name === path ? file : null }, TOO_MUCH);
  } else {
    uploads.add(destination, items);
  }
}

/** Uploads folders with all that is in them. */
export async function uploadFolders(
  destination: Destination,
  folders: readonly FileSystemDirectoryEntry[],
): Promise<void> {
  const { items, unreadable } = await gather(folders);
  for (const path of unreadable) {
    uploads.refuse(destination, { path, file: null }, "The browser cannot read this.");
  }
  upload(destination, items);
}

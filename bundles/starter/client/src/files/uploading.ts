import { useSyncExternalStore } from "react";
import { signedInAgain } from "../session/page";
import { sender } from "./transfer";
import { isActive, type Upload, Uploads } from "./uploads";

/** The uploads of this page; they go on whatever it shows. */
export const uploads = new Uploads(sender(signedInAgain));

const warn = (event: BeforeUnloadEvent) => event.preventDefault();

uploads.subscribe(() => {
  // Leaving the page would end them.
  if (uploads.all.some(isActive)) {
    window.addEventListener("beforeunload", warn);
  } else {
    window.removeEventListener("beforeunload", warn);
  }
});

export function useUploads(): readonly Upload[] {
  return useSyncExternalStore(uploads.subscribe, () => uploads.all);
}

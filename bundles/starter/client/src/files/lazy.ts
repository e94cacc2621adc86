import { lazy } from "react";
import { viewOf } from "../lib/views";

let loading: Promise<typeof import("./FilesView")> | undefined;

/** Requests the file browser; what it then needs is there. */
export function loadFiles() {
  loading ??= import("./FilesView");
  loading.catch(() => undefined);
  return loading;
}

if (viewOf(window.location.pathname) === "files") {
  void loadFiles();
}

export const FilesView = lazy(loadFiles);

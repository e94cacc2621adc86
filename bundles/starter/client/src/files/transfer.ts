import { exists, reasonIn, urlOf } from "./api";
import { FileError } from "./problems";
import type { Send, Upload } from "./uploads";

/** Waits until a user whose session has ended is signed in again; false if that is not why the server refused. */
export type SignedInAgain = (signal: AbortSignal) => Promise<boolean>;

interface Answer {
  status: number;
  reason: string;
}

/** Sends a file as it is; not by `fetch`, which does not tell how far it has come. */
function post(url: string, file: File, onProgress: (sent: number) => void, signal: AbortSignal): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const abort = () => request.abort();
    signal.addEventListener("abort", abort, { once: true });
    request.upload.addEventListener("progress", ({ loaded }) => onProgress(loaded));
    request.addEventListener("load", () => resolve({ status: request.status, reason: reasonIn(request.responseText) }));
    request.addEventListener("error", () => resolve({ status: 0, reason: "" }));
    request.addEventListener("abort", () => reject(signal.reason));
    request.addEventListener("loadend", () => signal.removeEventListener("abort", abort));
    request.open("POST", url);
    request.setRequestHeader("Accept", "application/json");
    request.setRequestHeader("Content-Type", "application/octet-stream");
    request.send(file);
  });
}

function pathOf({ folder, file }: Upload): string {
  return folder === "" ? file.name : `${folder}/${file.name}`;
}

/** Whether there is a file in the way. Where that must not be asked, the upload itself finds out. */
async function isTaken(volume: string, path: string, signal: AbortSignal): Promise<boolean> {
  try {
    return await exists(volume, path, signal);
  } catch (error) {
    if (error instanceof FileError && error.status === 403) {
      return false;
    }
    throw error;
  }
}

/** Sends files to the server. What was refused because the session has ended is sent again after the sign-in. */
export function sender(signedInAgain: SignedInAgain): Send {
  return async (upload, replace, onProgress, signal) => {
    const path = pathOf(upload);
    // Asked before as well: else all of a large file would have been sent in vain.
    if (!replace && (await isTaken(upload.volume, path, signal))) {
      return "exists";
    }
    const url = urlOf(upload.volume, "upload", path, replace ? {} : { overwrite: "false" });
    for (;;) {
      signal.throwIfAborted();
      const { status, reason } = await post(url, upload.file, onProgress, signal);
      if (status >= 200 && status < 300) {
        return "sent";
      } else if (status === 409 && !replace) {
        return "exists";
      } else if (status !== 401 || !(await signedInAgain(signal))) {
        throw new FileError("upload", status, reason);
      }
    }
  };
}

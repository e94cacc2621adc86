import { createFolder, exists, reasonIn, urlOf } from "./api";
import { FileError, isDenial } from "./problems";
import { refusals } from "./refusals";
import { type Batch, type Send, targetOf } from "./uploads";

/** What sending files has to know about who is signed in. */
export interface Identity {
  /** Waits while that is in doubt. */
  certain: () => Promise<void>;
  /** Waits until a user whose session has ended is signed in again; false if that is not why the server refused. */
  signedInAgain: (signal: AbortSignal) => Promise<boolean>;
}

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

/** Makes the folders that a batch brings along, each once. */
class Folders {
  readonly #made = new WeakMap<Batch, Map<string, Promise<void>>>();

  make(batch: Batch, volume: string, path: string): Promise<void> {
    const made = this.#made.get(batch) ?? new Map<string, Promise<void>>();
    this.#made.set(batch, made);
    const making = made.get(path) ?? createFolder(volume, path);
    made.set(path, making);
    // Rules say the same to all the files in it; what else went wrong may work for the next one.
    making.catch((error) => (error instanceof FileError && isDenial(error)) || made.delete(path));
    return making;
  }
}

/** What a promise comes to, unless the signal comes first: for work that others wait for, too. */
function unlessAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason);
    signal.addEventListener("abort", abort, { once: true });
    if (signal.aborted) {
      abort();
    }
    promise.then(resolve, reject).finally(() => signal.removeEventListener("abort", abort));
  });
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
export function sender({ certain, signedInAgain }: Identity): Send {
  const folders = new Folders();

  async function send(url: string, file: File, onProgress: (sent: number) => void, signal: AbortSignal): Promise<void> {
    for (;;) {
      await unlessAborted(certain(), signal);
      signal.throwIfAborted();
      const { status, reason } = await post(url, file, onProgress, signal);
      if (status >= 200 && status < 300) {
        return;
      }
      // A server that refuses early may close the connection before the browser has read why.
      onProgress(0);
      if ((status !== 401 && status !== 0) || !(await signedInAgain(signal))) {
        throw new FileError("upload", status, reason);
      }
    }
  }

  return async (upload, replace, onProgress, signal) => {
    const { volume, batch, file } = upload;
    const path = targetOf(upload);
    const folder = path.slice(0, path.lastIndexOf("/"));
    if (file === null || upload.path.includes("/")) {
      await unlessAborted(folders.make(batch, volume, file === null ? path : folder), signal);
    }
    if (file === null) {
      return "sent";
    }
    // Asked before as well: else all of a large file would have been sent in vain.
    if (!replace && (await isTaken(volume, path, signal))) {
      return "exists";
    }
    const url = urlOf(volume, "upload", path, replace ? {} : { overwrite: "false" });
    try {
      await refusals.watch(volume, "upload", send(url, file, onProgress, signal));
      return "sent";
    } catch (error) {
      if (!replace && error instanceof FileError && error.status === 409) {
        return "exists";
      }
      throw error;
    }
  };
}

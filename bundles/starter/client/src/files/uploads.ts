import { type Problem, problemOf } from "./problems";

export type UploadState =
  | { kind: "waiting" }
  | { kind: "sending"; sent: number }
  /** There is a file of this name: what to do is up to the user. */
  | { kind: "exists" }
  | { kind: "done" }
  | { kind: "failed"; problem: Problem }
  /** Late: after all of it had been sent, so that it may be there all the same. */
  | { kind: "cancelled"; late: boolean };

/** Where a file goes. */
export interface Destination {
  volume: string;
  /** The folder's path below the volume's root; empty for the root. */
  folder: string;
}

/** What is to be uploaded: a file, or a folder in which there is nothing. */
export interface Item {
  /** Its path below the destination: its name, behind those of the folders that come along with it. */
  path: string;
  /** Null for a folder. */
  file: File | null;
}

/** What was dropped or chosen at once. */
export interface Batch {
  /** What happens to files that are there already. */
  clashes: "ask" | Clash;
}

export type Clash = "replace" | "skip";

export interface Upload extends Destination, Item {
  id: number;
  batch: Batch;
  state: UploadState;
}

/** Sends a file. Ends early with `exists` if there is one of its name and it is not to be replaced. */
export type Send = (
  upload: Upload,
  replace: boolean,
  onProgress: (sent: number) => void,
  signal: AbortSignal,
) => Promise<"sent" | "exists">;

const AT_ONCE = 3;

/** Sends files, a few at a time, in the order in which they came. */
export class Uploads {
  readonly #send: Send;
  readonly #listeners = new Set<() => void>();
  readonly #running = new Map<number, AbortController>();
  readonly #replacing = new Set<number>();
  #all: readonly Upload[] = [];
  #last = 0;

  constructor(send: Send) {
    this.#send = send;
  }

  /** All there are, oldest first; another array after each change. */
  get all(): readonly Upload[] {
    return this.#all;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  add(destination: Destination, items: readonly Item[]): void {
    const batch: Batch = { clashes: "ask" };
    const state = { kind: "waiting" } as const;
    this.#become([...this.#all, ...items.map((item) => ({ ...destination, ...item, id: ++this.#last, batch, state }))]);
    this.#startNext();
  }

  /** Adds what cannot be sent, to say why. */
  refuse(destination: Destination, item: Item, text: string): void {
    const state = { kind: "failed", problem: { text, again: false } } as const;
    const refused = { ...destination, ...item, id: ++this.#last, batch: { clashes: "ask" } as const, state };
    this.#become([...this.#all, refused]);
  }

  /** Stops an upload, or does without it. */
  cancel(id: number): void {
    this.#cancel((upload) => upload.id === id);
  }

  /** Stops all that are under way, and does without the others. */
  cancelAll(): void {
    this.#cancel((upload) => !isOver(upload));
  }

  /** Sends a file in place of the one that is there. */
  replace(id: number): void {
    this.#replacing.add(id);
    this.retry(id);
  }

  /** Does the same with all files that are there already, also with those of which that will yet turn out. */
  settle(clash: Clash): void {
    const asking = this.#all.filter(({ state }) => state.kind === "exists");
    for (const { batch } of asking) {
      batch.clashes = clash;
    }
    if (clash === "skip") {
      this.#cancel(({ state }) => state.kind === "exists");
    } else {
      this.#wait(({ state }) => state.kind === "exists");
    }
  }

  retry(id: number): void {
    this.#wait((upload) => upload.id === id);
  }

  /** Tries all again for which there is hope. */
  retryAll(): void {
    this.#wait(isRetryable);
  }

  /** Forgets those with which nothing more will happen. */
  clear(): void {
    this.#become(this.#all.filter((upload) => !isOver(upload)));
  }

  #startNext(): void {
    for (const upload of this.#all) {
      if (this.#running.size >= AT_ONCE) {
        return;
      } else if (upload.state.kind === "waiting" && !this.#running.has(upload.id)) {
        void this.#run(upload);
      }
    }
  }

  async #run(upload: Upload): Promise<void> {
    const { id, batch } = upload;
    const controller = new AbortController();
    this.#running.set(id, controller);
    const learn = (state: UploadState) =>
      controller.signal.aborted || this.#set(
        (candidate) => candidate.id === id,
        () => state,
      );
    learn({ kind: "sending", sent: 0 });
    try {
      const replace = batch.clashes === "replace" || this.#replacing.has(id);
      const sending = this.#send(upload, replace, (sent) => learn({ kind: "sending", sent }), controller.signal);
      learn((await sending) === "exists" ? clashIn(batch) : { kind: "done" });
    } catch (error) {
      learn({ kind: "failed", problem: problemOf(error) });
    } finally {
      this.#running.delete(id);
      this.#startNext();
    }
  }

  #cancel(which: (upload: Upload) => boolean): void {
    const affected = this.#all.filter(which);
    this.#set(which, (upload) => ({ kind: "cancelled", late: isSent(upload) }));
    for (const { id } of affected) {
      this.#running.get(id)?.abort();
    }
  }

  #wait(which: (upload: Upload) => boolean): void {
    this.#set(which, () => ({ kind: "waiting" }));
    this.#startNext();
  }

  #set(which: (upload: Upload) => boolean, stateOf: (upload: Upload) => UploadState): void {
    this.#become(this.#all.map((upload) => (which(upload) ? { ...upload, state: stateOf(upload) } : upload)));
  }

  #become(all: readonly Upload[]): void {
    this.#all = all;
    for (const listener of [...this.#listeners]) {
      listener();
    }
  }
}

function clashIn({ clashes }: Batch): UploadState {
  switch (clashes) {
    case "ask":
      return { kind: "exists" };
    case "skip":
      return { kind: "cancelled", late: false };
    case "replace":
      // That has been decided meanwhile.
      return { kind: "waiting" };
  }
}

/** Whether all of it is on its way, and only the answer is missing. */
function isSent({ file, state }: Upload): boolean {
  return state.kind === "sending" && state.sent > 0 && state.sent >= (file?.size ?? 0);
}

/** Whether an upload is under way or will be. */
export function isActive({ state }: Upload): boolean {
  return state.kind === "waiting" || state.kind === "sending";
}

/** Whether nothing more will happen with an upload. */
export function isOver(upload: Upload): boolean {
  return !isActive(upload) && upload.state.kind !== "exists";
}

/** Whether an upload has failed, but may work the next time. */
export function isRetryable({ state }: Upload): boolean {
  return state.kind === "failed" && state.problem.again;
}

/** The path below the volume's root. */
export function targetOf({ folder, path }: Upload): string {
  return folder === "" ? path : `${folder}/${path}`;
}

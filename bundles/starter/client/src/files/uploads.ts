import { type Problem, problemOf } from "./problems";

export type UploadState =
  | { kind: "waiting" }
  | { kind: "sending"; sent: number }
  /** There is a file of this name: what to do is up to the user. */
  | { kind: "exists" }
  | { kind: "done" }
  | { kind: "failed"; problem: Problem }
  | { kind: "cancelled" };

/** Where a file goes. */
export interface Destination {
  volume: string;
  /** The folder's path below the volume's root; empty for the root. */
  folder: string;
}

export interface Upload extends Destination {
  id: number;
  file: File;
  state: UploadState;
}

/** Sends a file. Ends early with `exists` if there is one of its name and it is not to be replaced. */
export type Send = (
  upload: Upload,
  replace: boolean,
  onProgress: (sent: number) => void,
  signal: AbortSignal,
) => Promise<"sent" | "exists">;

const AT_ONCE = 2;

/** Sends files, two at a time, in the order in which they came. */
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

  add({ volume, folder }: Destination, files: readonly File[]): void {
    const added = files.map((file) => ({
      id: ++this.#last,
      file,
      volume,
      folder,
      state: { kind: "waiting" } as const,
    }));
    this.#become([...this.#all, ...added]);
    this.#startNext();
  }

  /** Adds what cannot be sent, to say why. */
  refuse({ volume, folder }: Destination, file: File, text: string): void {
    const state = { kind: "failed", problem: { text, again: false } } as const;
    this.#become([...this.#all, { id: ++this.#last, file, volume, folder, state }]);
  }

  /** Stops an upload, or does without it. */
  cancel(id: number): void {
    this.#set(id, { kind: "cancelled" });
    this.#running.get(id)?.abort();
  }

  /** Sends a file in place of the one that is there. */
  replace(id: number): void {
    this.#replacing.add(id);
    this.retry(id);
  }

  retry(id: number): void {
    this.#set(id, { kind: "waiting" });
    this.#startNext();
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
    const { id } = upload;
    const controller = new AbortController();
    this.#running.set(id, controller);
    this.#set(id, { kind: "sending", sent: 0 });
    const learn = (state: UploadState) => controller.signal.aborted || this.#set(id, state);
    try {
      const sending = this.#send(
        upload,
        this.#replacing.has(id),
        (sent) => learn({ kind: "sending", sent }),
        controller.signal,
      );
      learn({ kind: (await sending) === "exists" ? "exists" : "done" });
    } catch (error) {
      learn({ kind: "failed", problem: problemOf(error) });
    } finally {
      this.#running.delete(id);
      this.#startNext();
    }
  }

  #set(id: number, state: UploadState): void {
    this.#become(this.#all.map((upload) => (upload.id === id ? { ...upload, state } : upload)));
  }

  #become(all: readonly Upload[]): void {
    this.#all = all;
    for (const listener of [...this.#listeners]) {
      listener();
    }
  }
}

/** Whether an upload is under way or will be. */
export function isActive({ state }: Upload): boolean {
  return state.kind === "waiting" || state.kind === "sending";
}

/** Whether nothing more will happen with an upload. */
export function isOver(upload: Upload): boolean {
  return !isActive(upload) && upload.state.kind !== "exists";
}

/** What they all amount to, in a line. */
export function headline(uploads: readonly Upload[]): string {
  const count = (...kinds: UploadState["kind"][]) => uploads.filter(({ state }) => kinds.includes(state.kind)).length;
  const files = (n: number) => `${n} file${n === 1 ? "" : "s"}`;
  const active = count("waiting", "sending");
  if (active > 0) {
    return `Uploading ${files(active)}`;
  } else if (count("exists") > 0) {
    return `${files(count("exists"))} of the same name`;
  }
  const [failed, done] = [count("failed"), count("done")];
  if (failed > 0) {
    return `${files(failed)} not uploaded`;
  }
  return done > 0 ? `${files(done)} uploaded` : "Upload cancelled";
}

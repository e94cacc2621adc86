import type { DirectoryEntry, FilePreview } from "@databricks/appkit-ui/react";
import { type Action, FileError } from "./problems";
import { refusals } from "./refusals";

/** An entry of a folder. */
export type Entry = DirectoryEntry & { name: string };

export interface Listing {
  entries: Entry[];
  /** Whether there are more than the server lists. */
  cut: boolean;
}

/** The address of a file, or of what is done with it. */
export function urlOf(volume: string, action: Action, path: string, options: Record<string, string> = {}): string {
  const operation = action === "delete" ? "" : `/${action}`;
  return `/api/files/${encodeURIComponent(volume)}${operation}?${new URLSearchParams({ path, ...options })}`;
}

/** What the server says about an error. */
export function reasonIn(body: string): string {
  try {
    const { error } = JSON.parse(body);
    return typeof error === "string" ? error : "";
  } catch {
    return "";
  }
}

/** Asks the server; what is not the answer hoped for is a {@link FileError}, or the signal's reason. */
export async function ask(action: Action, url: string, init: RequestInit = {}): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(url, init);
  } catch (error) {
    init.signal?.throwIfAborted();
    throw new FileError(action, 0, String(error));
  }
  if (!response.ok) {
    throw new FileError(action, response.status, reasonIn(await response.text().catch(() => "")));
  }
  return response;
}

/** The body, also when the connection breaks in the middle of it. */
async function read<T>(action: Action, body: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  try {
    return await body;
  } catch (error) {
    signal?.throwIfAborted();
    throw new FileError(action, 0, String(error));
  }
}

export async function list(volume: string, path: string, signal?: AbortSignal): Promise<Listing> {
  const response = await ask("list", urlOf(volume, "list", path), { signal });
  const listed: DirectoryEntry[] = await read("list", response.json(), signal);
  const entries = listed.filter((entry): entry is Entry => Boolean(entry.name));
  return { entries, cut: response.headers.get("X-Appkit-Truncated") === "true" };
}

export async function preview(volume: string, path: string, signal?: AbortSignal): Promise<FilePreview> {
  const response = await ask("preview", urlOf(volume, "preview", path), { signal });
  return read("preview", response.json(), signal);
}

/** The whole file. */
export async function content(volume: string, path: string, signal?: AbortSignal): Promise<Blob> {
  const response = await ask("raw", urlOf(volume, "raw", path), { signal });
  return read("raw", response.blob(), signal);
}

/** The text of a file's first bytes; a character that they cut in two is left out. */
export async function beginning(volume: string, path: string, bytes: number, signal?: AbortSignal): Promise<string> {
  let response: Response;
  try {
    response = await ask("raw", urlOf(volume, "raw", path), { signal, headers: { Range: `bytes=0-${bytes - 1}` } });
  } catch (error) {
    if (error instanceof FileError && error.status === 416) {
      return "";
    }
    throw error;
  }
  const start = new Uint8Array(await read("raw", response.arrayBuffer(), signal)).subarray(0, bytes);
  return new TextDecoder().decode(start, { stream: true });
}

export async function exists(volume: string, path: string, signal?: AbortSignal): Promise<boolean> {
  const response = await ask("exists", urlOf(volume, "exists", path), { signal });
  return (await read<{ exists: boolean }>("exists", response.json(), signal)).exists;
}

export async function createFolder(volume: string, path: string): Promise<void> {
  const made = ask("mkdir", `/api/files/${encodeURIComponent(volume)}/mkdir`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ path }),
  });
  await refusals.watch(volume, "mkdir", made);
}

export async function remove(volume: string, path: string): Promise<void> {
  await refusals.watch(volume, "delete", ask("delete", urlOf(volume, "delete", path), { method: "DELETE" }));
}

/** Has the browser save a file, once the server has said that it can be had. */
export async function download(volume: string, path: string, name: string): Promise<void> {
  const href = urlOf(volume, "download", path);
  await ask("download", href, { method: "HEAD" });
  const link = Object.assign(document.createElement("a"), { href, download: name });
  document.body.append(link);
  link.click();
  link.remove();
}

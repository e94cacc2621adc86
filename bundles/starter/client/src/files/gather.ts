import type { Item } from "./uploads";

/** How many files can be uploaded at once. */
export const MOST = 1_000;

const order = new Intl.Collator("en-US", { numeric: true });

/** What the systems of desks leave in folders for themselves. */
const JUNK = new Set([".DS_Store", "Thumbs.db", "desktop.ini"]);

export interface Gathered {
  /** All there is; of more than can be uploaded, at least one more. */
  items: Item[];
  /** The paths of what the browser could not read. */
  unreadable: string[];
}

function entriesOf(reader: FileSystemDirectoryReader): Promise<FileSystemEntry[]> {
  return new Promise((resolve, reject) => reader.readEntries(resolve, reject));
}

function fileOf(entry: FileSystemFileEntry): Promise<File> {
  return new Promise((resolve, reject) => entry.file(resolve, reject));
}

/** Finds the files in folders that were dropped, and the folders in which there are none. */
export async function gather(folders: readonly FileSystemDirectoryEntry[]): Promise<Gathered> {
  const items: Item[] = [];
  const unreadable: string[] = [];

  async function take(entry: FileSystemEntry, path: string): Promise<void> {
    try {
      if (entry.isDirectory) {
        await walk(entry as FileSystemDirectoryEntry, path);
      } else {
        items.push({ path, file: await fileOf(entry as FileSystemFileEntry) });
      }
    } catch {
      unreadable.push(path);
    }
  }

  async function walk(folder: FileSystemDirectoryEntry, path: string): Promise<void> {
    const reader = folder.createReader();
    let empty = true;
    // Each answer is only a part, often of a hundred; after the last one comes an empty one.
    for (let part = await entriesOf(reader); part.length > 0; part = await entriesOf(reader)) {
      for (const entry of part) {
        if (items.length > MOST) {
          return;
        } else if (!JUNK.has(entry.name)) {
          empty = false;
          await take(entry, `${path}/${entry.name}`);
        }
      }
    }
    if (empty) {
      items.push({ path, file: null });
    }
  }

  for (const folder of folders) {
    await take(folder, folder.name);
  }
  return { items: items.sort((a, b) => order.compare(a.path, b.path)), unreadable };
}

/** The files that were chosen, alone or with their folder. */
export function chosen(files: readonly File[]): Item[] {
  return files
    .filter(({ name, webkitRelativePath }) => !webkitRelativePath || !JUNK.has(name))
    .map((file) => ({ path: file.webkitRelativePath || file.name, file }));
}

import { formatCount, formatSize } from "../lib/format";
import type { Entry, Listing } from "./api";

const names = new Intl.Collator("en-US", { numeric: true, sensitivity: "base" });

/** Folders first, then by name, as people count: `2` before `10`. */
export function inOrder(entries: readonly Entry[]): Entry[] {
  const rank = (entry: Entry) => (entry.is_directory ? 0 : 1);
  return [...entries].sort((a, b) => rank(a) - rank(b) || names.compare(a.name, b.name));
}

function several(count: number, noun: string): string {
  return `${formatCount(count)} ${noun}${count === 1 ? "" : "s"}`;
}

/** What is in a folder, as "2 folders and 3 files, 4.2 MB". */
export function summary({ entries, cut }: Listing): string {
  if (cut) {
    return `The first ${several(entries.length, "entry").replace("entrys", "entries")}; there are more`;
  }
  const files = entries.filter((entry) => !entry.is_directory);
  const folders = entries.length - files.length;
  const size = files.reduce((sum, entry) => sum + (entry.file_size ?? 0), 0);
  const counts = [folders && several(folders, "folder"), files.length && several(files.length, "file")].filter(Boolean);
  const total = files.length > 0 ? `, ${formatSize(size)}` : "";
  return counts.length === 0 ? "Empty folder" : `${counts.join(" and ")}${total}`;
}

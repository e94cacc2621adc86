/** What the address shows: a folder of a volume, or a file in it. */
export interface Place {
  volume: string;
  /** The names of the folders on the way, from the volume's root. */
  folders: readonly string[];
  /** The file in the last folder; null for the folder itself. */
  file: string | null;
}

const BASE = "/files";

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

/**
 * Reads an address: `/files/<volume>/<folder>/…/`, and a file without the slash at the end. The volume is empty where
 * the address names none.
 */
export function readPlace(pathname: string): Place {
  const [volume = "", ...names] = pathname.slice(BASE.length).split("/").filter(Boolean).map(decode);
  const file = pathname.endsWith("/") ? undefined : names.pop();
  return { volume, folders: names, file: file ?? null };
}

/** The address of a place. */
export function hrefOf({ volume, folders, file }: Place): string {
  const way = [volume, ...folders].map((name) => `${encodeURIComponent(name)}/`).join("");
  return `${BASE}/${way}${file === null ? "" : encodeURIComponent(file)}`;
}

/** The path below the volume's root, as the server takes it; empty for the root. */
export function pathOf({ folders, file }: Pick<Place, "folders" | "file">): string {
  return [...folders, ...(file === null ? [] : [file])].join("/");
}

/** The folder that a place is, or that the file is in. */
export function folderOf(place: Place): Place {
  return { ...place, file: null };
}

/** The folder `depth` steps below the root. */
export function ancestor({ volume, folders }: Place, depth: number): Place {
  return { volume, folders: folders.slice(0, depth), file: null };
}

export function folderIn({ volume, folders }: Place, name: string): Place {
  return { volume, folders: [...folders, name], file: null };
}

export function fileIn(place: Place, name: string): Place {
  return { ...place, file: name };
}

const FORBIDDEN = /[/\\\p{Cc}]/u;
const LONGEST = 255;

/** Why a name cannot be that of a folder or file; null if it can. */
export function whyNot(name: string): string | null {
  if (name === "" || name === "." || name === "..") {
    return "Give the folder a name.";
  } else if (FORBIDDEN.test(name)) {
    return "A name cannot contain slashes, backslashes or control characters.";
  }
  return new TextEncoder().encode(name).length > LONGEST ? "This name is too long." : null;
}

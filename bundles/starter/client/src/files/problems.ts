import { formatSize } from "../lib/format";

/** What is done with files: the routes of the server. */
export type Action = "list" | "preview" | "raw" | "download" | "exists" | "upload" | "mkdir" | "delete";

/** What to tell somebody about something that did not work. */
export interface Problem {
  text: string;
  /** Whether it may work the next time. */
  again: boolean;
}

/** An answer of the server that is not the one hoped for; status 0 stands for none at all. */
export class FileError extends Error {
  constructor(
    readonly action: Action,
    readonly status: number,
    /** What the server says about it. */
    readonly reason = "",
  ) {
    super(`${action}: ${status} ${reason}`);
    this.name = "FileError";
  }
}

const VERBS: Record<Action, string> = {
  list: "look into this folder",
  preview: "open this file",
  raw: "open this file",
  download: "download this file",
  exists: "upload to this folder",
  upload: "upload to this volume",
  mkdir: "create folders in this volume",
  delete: "delete anything in this volume",
};

export const TAKEN = "There is something of this name already.";

const CONFLICTS: Partial<Record<Action, string>> = {
  mkdir: TAKEN,
  upload: "There is a folder of this name.",
  delete: "This folder is not empty. Delete what is in it first.",
};

const LIMIT = /exceeds maximum allowed size \((\d+) bytes\)/;

/** Whether the rules of this app are why something is refused, and not the workspace. */
export function isDenial({ status, reason }: FileError): boolean {
  return status === 403 && reason.startsWith("Policy denied");
}

function forbidden(error: FileError): string {
  const { action, reason } = error;
  if (isDenial(error)) {
    return `This app does not let you ${VERBS[action]}.`;
  } else if (reason === "") {
    return `You may not ${VERBS[action]}.`;
  }
  return `The workspace gives no permission to ${VERBS[action]}. Whoever owns the volume can grant it.`;
}

function missing(action: Action, reason: string): string {
  if (reason.startsWith("Unknown volume")) {
    return "There is no volume of this name.";
  }
  const folder = action === "list" || action === "upload" || action === "mkdir";
  return `This ${folder ? "folder" : "file"} does not exist, or no longer.`;
}

function tooLarge(reason: string): string {
  const limit = LIMIT.exec(reason)?.[1];
  return limit === undefined
    ? "This file is too large for the volume."
    : `This file is too large: ${formatSize(Number(limit))} is the most that can be uploaded here.`;
}

/** Says in words of daily life what a status means for what was tried. */
function textOf(error: FileError): string {
  const { action, status, reason } = error;
  switch (status) {
    case 0:
      return "The server does not answer. Check the connection, then try again.";
    case 400:
      return `The server refuses this name or path${reason === "" ? "" : `: ${reason.replace(/\.$/, "")}`}.`;
    case 401:
      return "You are not signed in any more.";
    case 403:
      return forbidden(error);
    case 404:
      return missing(action, reason);
    case 409:
      return CONFLICTS[action] ?? "Somebody else has changed this meanwhile. Try again.";
    case 413:
      return tooLarge(reason);
    case 429:
      return "The workspace is busy. Try again in a moment.";
    case 503:
      return reason === "Policy unavailable"
        ? "The rules for this volume are not available at the moment, so nobody may use it."
        : "The workspace cannot be reached at the moment. Try again in a moment.";
    default:
      return "Something went wrong on the server. Try again in a moment.";
  }
}

/** What to tell about an error. */
export function problemOf(error: unknown): Problem {
  if (!(error instanceof FileError)) {
    return { text: "Something went wrong on this page. Reload it and try again.", again: true };
  }
  const { status } = error;
  return { text: textOf(error), again: status === 0 || status === 401 || status === 429 || status >= 500 };
}

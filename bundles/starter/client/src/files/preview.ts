import type { FilePreview } from "@databricks/appkit-ui/react";
import { beginning, content, preview } from "./api";
import type { Table } from "./csv";

/** What can be shown of a file. */
export type Content =
  | { kind: "text"; text: string; cut: boolean }
  | { kind: "table"; table: Table }
  | { kind: "image" | "pdf"; blob: Blob }
  | { kind: "nothing"; why: string };

export interface Shown {
  facts: FilePreview;
  content: Content;
}

const MB = 1024 * 1024;
const TEXT_BYTES = 64 * 1024;
const TABLE_BYTES = 256 * 1024;
const IMAGE_BYTES = 25 * MB;
const PDF_BYTES = 50 * MB;

const NO_KIND = "Files of this kind cannot be shown here. Download it to open it.";
const TOO_LARGE = "This file is too large to be shown here. Download it to open it.";
const NO_PDF = "This browser shows no PDF files in pages. Download it to open it.";

/** What the browser can do. */
interface Abilities {
  pdf: boolean;
}

function isTable(path: string, type: string): boolean {
  return type.startsWith("text/csv") || /\.(csv|tsv)$/i.test(path);
}

async function contentOf(
  facts: FilePreview,
  volume: string,
  path: string,
  can: Abilities,
  signal: AbortSignal,
): Promise<Content> {
  const { contentType: type = "", isText, isImage, textPreview } = facts;
  const size = Number(facts.contentLength ?? 0);
  if (isTable(path, type) && size > 0) {
    const [text, { readTable }] = await Promise.all([beginning(volume, path, TABLE_BYTES, signal), import("./csv")]);
    return { kind: "table", table: readTable(text, size > TABLE_BYTES) };
  } else if (isText) {
    // Characters are never more than bytes: so many of them are the whole file.
    const whole = textPreview !== null && textPreview.length >= size;
    const text = whole ? textPreview : await beginning(volume, path, TEXT_BYTES, signal);
    return { kind: "text", text, cut: size > TEXT_BYTES };
  } else if (isImage) {
    return size > IMAGE_BYTES
      ? { kind: "nothing", why: TOO_LARGE }
      : { kind: "image", blob: await content(volume, path, signal) };
  } else if (type === "application/pdf") {
    const why = !can.pdf ? NO_PDF : size > PDF_BYTES ? TOO_LARGE : null;
    if (why !== null) {
      return { kind: "nothing", why };
    }
    // As a PDF whatever it is: a blob has the rights of this page.
    const bytes = await content(volume, path, signal);
    return { kind: "pdf", blob: new Blob([bytes], { type }) };
  }
  return { kind: "nothing", why: NO_KIND };
}

/** Asks for what can be shown of a file. */
export async function show(volume: string, path: string, can: Abilities, signal: AbortSignal): Promise<Shown> {
  const facts = await preview(volume, path, signal);
  return { facts, content: await contentOf(facts, volume, path, can, signal) };
}

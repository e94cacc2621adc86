import { Button, cn, FilePreviewPanel } from "@databricks/appkit-ui/react";
import { ArrowLeft, RotateCw } from "lucide-react";
import { useCallback, useRef, useState } from "react";
import { formatMoment, formatSize } from "../lib/format";
import { download } from "./api";
import { CsvTable } from "./CsvTable";
import { folderOf, pathOf, type Place } from "./place";
import { type Shown, show } from "./preview";
import { problemOf } from "./problems";
import { useAttributes } from "./useAttributes";
import { useBlobUrl } from "./useBlobUrl";
import { useLate } from "./useLate";
import { useLoaded } from "./useLoaded";

interface FilePreviewProps {
  place: Place;
  /** Changes when there is something else in the file. */
  version: number;
  /** Whether to wait, since it is not yet known that it is a file. */
  wait: boolean;
  onVisit: (place: Place) => void;
  /** Null where nothing can be deleted. */
  onDelete: (() => void) | null;
  className: string;
}

/** What can be shown of a file, its facts, and what can be done with it. */
export function FilePreview({ place, version, wait, onVisit, onDelete, className }: FilePreviewProps) {
  const { volume, file } = place;
  const path = pathOf(place);
  const load = useCallback(
    async (signal: AbortSignal) => ({
      ...(await show(volume, path, { pdf: navigator.pdfViewerEnabled }, signal)),
      place,
    }),
    [volume, path],
  );
  const loaded = useLoaded(file === null || wait ? null : `${volume}/${path}#${version}`, load);
  const { status, problem, reload } = loaded;
  const late = useLate(status === "refreshing");
  const shown = status === "ready" || (status === "refreshing" && !late) ? loaded.value : null;
  const at = shown?.place ?? place;
  return (
    <section
      aria-labelledby="preview-title"
      aria-busy={file !== null && (status === "loading" || status === "refreshing")}
      data-testid="files-preview"
      data-status={file === null ? "none" : status}
      inert={status === "refreshing"}
      data-kind={status === "ready" ? shown?.content.kind : undefined}
      className={cn("bg-card shadow-panel min-w-0 rounded-2xl border", className)}
    >
      <h2 id="preview-title" className="sr-only">
        Preview
      </h2>
      {file !== null && (
        <Button
          variant="ghost"
          size="sm"
          data-testid="preview-back"
          onClick={() => onVisit(folderOf(place))}
          className="text-muted-foreground mt-3 ml-3 lg:hidden"
        >
          <ArrowLeft aria-hidden="true" />
          Back to {place.folders.at(-1) ?? volume}
        </Button>
      )}
      <Panel key={pathOf(at)} place={at} shown={shown} failure={problem?.text} onDelete={onDelete} />
      {problem?.again && (
        <div className="-mt-6 pb-8 text-center">
          <Button variant="outline" size="sm" data-testid="preview-retry" onClick={reload}>
            <RotateCw aria-hidden="true" />
            Try again
          </Button>
        </div>
      )}
    </section>
  );
}

interface PanelProps {
  place: Place;
  shown: Shown | null;
  failure: string | undefined;
  onDelete: (() => void) | null;
}

function Panel({ place, shown, failure, onDelete }: PanelProps) {
  const root = useRef<HTMLDivElement>(null);
  const [complaint, setComplaint] = useState<string | null>(null);
  const content = shown?.content;
  const blob = content?.kind === "image" || content?.kind === "pdf" ? content.blob : null;
  const url = useBlobUrl(blob);
  const name = place.file ?? "";
  const path = pathOf(place);

  useAttributes(root, "button", (button) => {
    const isDelete = button.textContent === "";
    return {
      "aria-label": isDelete ? `Delete ${name}` : null,
      title: isDelete ? "Delete" : null,
      "data-testid": isDelete ? "preview-delete" : "preview-download",
    };
  });
  useAttributes(root, "pre", () => ({
    tabindex: "0",
    role: "region",
    "aria-label": `Text of ${name}`,
    "data-testid": "preview-text",
  }));
  useAttributes(root, "img", () => ({ "data-testid": "preview-image" }));
  useAttributes(root, "p.text-destructive", () => ({ role: "alert", "data-testid": "preview-error" }));

  const save = () => {
    setComplaint(null);
    download(place.volume, path, name).catch((error) => setComplaint(problemOf(error).text));
  };
  return (
    <div ref={root} className="flex flex-col">
      <FilePreviewPanel
        selectedFile={place.file === null ? null : `${place.volume}/${path}`}
        preview={
          shown && {
            ...shown.facts,
            ...partOf(shown),
            lastModified: shown.facts.lastModified && formatMoment(shown.facts.lastModified),
          }
        }
        previewLoading={shown === null && failure === undefined}
        onDownload={save}
        onDelete={onDelete ?? undefined}
        imagePreviewSrc={url ?? undefined}
        formatSize={formatSize}
        labels={{
          selectFilePrompt: "Choose a file to see what is in it",
          previewNotAvailable: content?.kind === "nothing" ? content.why : undefined,
          previewFailed: failure,
        }}
        onErrorCapture={() => setComplaint("The browser cannot show this picture.")}
        className="files-preview"
      />
      <div className="flex flex-col gap-2 px-6 pb-6 empty:hidden">
        {complaint !== null && (
          <p role="alert" data-testid="preview-complaint" className="text-fall order-first text-sm">
            {complaint}
          </p>
        )}
        {content?.kind === "table" && <CsvTable table={content.table} name={name} />}
        {content?.kind === "text" && content.cut && (
          <p className="text-muted-foreground text-xs leading-5">
            The beginning of the file. Download it for the rest.
          </p>
        )}
        {content?.kind === "pdf" && (
          <div className="h-(--files-part) overflow-hidden rounded-xl border">
            {url !== null && (
              <iframe
                src={`${url}#view=FitH&navpanes=0`}
                title={`Pages of ${name}`}
                data-testid="preview-pdf"
                className="size-full"
              />
            )}
          </div>
        )}
      </div>
    </div>
  );
}

/** What the library's panel shows itself; of what is shown below it, nothing. */
function partOf({ content }: Shown) {
  switch (content.kind) {
    case "text":
      return { isText: true, isImage: false, textPreview: content.text };
    case "image":
      return { isText: false, isImage: true, textPreview: null };
    case "nothing":
      return { isText: false, isImage: false, textPreview: null };
    default:
      return { isText: true, isImage: false, textPreview: null };
  }
}

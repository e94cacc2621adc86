import { Button, Progress } from "@databricks/appkit-ui/react";
import { CircleAlert, CircleCheck, CircleX, Clock, CopyX, RotateCw, X } from "lucide-react";
import type { ReactNode } from "react";
import { formatSize } from "../lib/format";
import { uploads, useUploads } from "./uploading";
import { headline, isActive, isOver, type Upload } from "./uploads";

/** The uploads of the page, in a corner, as long as there are some. */
export function Tray() {
  const all = useUploads();
  const asking = all.filter(({ state }) => state.kind === "exists");
  return (
    <div className="pointer-events-none fixed inset-x-0 bottom-0 z-40 flex justify-end p-3 sm:p-5">
      {all.length > 0 && (
        <section
          aria-label="Uploads"
          data-testid="uploads"
          className="bg-popover text-popover-foreground animate-in fade-in-0 slide-in-from-bottom-4 pointer-events-auto flex max-h-[60dvh] w-full max-w-md flex-col overflow-hidden rounded-2xl border shadow-xl"
        >
          <header className="flex min-h-13 items-center gap-2 border-b py-2 pr-2.5 pl-4">
            <h2 className="flex-1 text-sm font-semibold tracking-tight">
              <span role="status" data-testid="uploads-status">
                {headline(all)}
              </span>
            </h2>
            {asking.length > 1 && (
              <>
                <Button
                  variant="ghost"
                  size="sm"
                  data-testid="upload-skip-all"
                  onClick={() => asking.forEach(({ id }) => uploads.cancel(id))}
                >
                  Skip all
                </Button>
                <Button
                  variant="outline"
                  size="sm"
                  data-testid="upload-replace-all"
                  onClick={() => asking.forEach(({ id }) => uploads.replace(id))}
                >
                  Replace all
                </Button>
              </>
            )}
            {all.every(isOver) && (
              <Button
                variant="ghost"
                size="icon-sm"
                aria-label="Close the list of uploads"
                data-testid="uploads-close"
                onClick={() => uploads.clear()}
              >
                <X aria-hidden="true" />
              </Button>
            )}
          </header>
          <ul className="divide-y overflow-y-auto">
            {all.map((upload) => (
              <Row key={upload.id} upload={upload} />
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}

const ICONS = {
  waiting: <Clock className="text-muted-foreground size-4" />,
  sending: null,
  exists: <CopyX className="text-brand size-4" />,
  done: <CircleCheck className="text-rise size-4" />,
  failed: <CircleAlert className="text-fall size-4" />,
  cancelled: <CircleX className="text-muted-foreground size-4" />,
};

function Row({ upload }: { upload: Upload }) {
  const { file, state } = upload;
  return (
    <li
      data-testid="upload"
      data-name={file.name}
      data-state={state.kind}
      className="flex items-center gap-3 py-2.5 pr-2.5 pl-4"
    >
      <div className="min-w-0 flex-1">
        <p title={file.name} className="flex items-center gap-2 text-[0.8125rem] leading-5 font-medium">
          <span aria-hidden="true" className="empty:hidden">
            {ICONS[state.kind]}
          </span>
          <span className="truncate">{file.name}</span>
        </p>
        <div className="text-muted-foreground min-h-5 text-xs leading-5">
          <Progression upload={upload} />
        </div>
      </div>
      <Controls upload={upload} />
    </li>
  );
}

function Progression({ upload: { file, state, volume, folder } }: { upload: Upload }): ReactNode {
  switch (state.kind) {
    case "waiting":
      return "Waiting";
    case "sending": {
      const percent = file.size === 0 ? 100 : Math.min(Math.floor((state.sent / file.size) * 100), 100);
      return (
        <span className="flex items-center gap-3">
          <Progress value={percent} aria-valuenow={percent} aria-label={`Upload of ${file.name}`} className="h-1.5" />
          <span className="shrink-0 tabular-nums">
            {percent === 100 ? "Saving…" : `${percent}% of ${formatSize(file.size)}`}
          </span>
        </span>
      );
    }
    case "exists":
      return "There is a file of this name already.";
    case "done":
      return `${formatSize(file.size)} in ${[volume, folder].filter(Boolean).join("/")}`;
    case "failed":
      return <span className="text-fall block text-pretty [overflow-wrap:anywhere]">{state.problem.text}</span>;
    case "cancelled":
      return "Not uploaded";
  }
}

function Controls({ upload }: { upload: Upload }) {
  const { id, file, state } = upload;
  if (state.kind === "exists") {
    return (
      <>
        <Button
          variant="ghost"
          size="sm"
          data-testid="upload-skip"
          aria-label={`Skip ${file.name}`}
          onClick={() => uploads.cancel(id)}
        >
          Skip
        </Button>
        <Button
          variant="outline"
          size="sm"
          data-testid="upload-replace"
          aria-label={`Replace ${file.name}`}
          onClick={() => uploads.replace(id)}
        >
          Replace
        </Button>
      </>
    );
  } else if (state.kind === "failed" && state.problem.again) {
    return (
      <Button
        variant="ghost"
        size="icon-sm"
        data-testid="upload-retry"
        aria-label={`Upload ${file.name} again`}
        title="Try again"
        onClick={() => uploads.retry(id)}
      >
        <RotateCw aria-hidden="true" />
      </Button>
    );
  }
  return isActive(upload) ? (
    <Button
      variant="ghost"
      size="icon-sm"
      data-testid="upload-cancel"
      aria-label={`Cancel the upload of ${file.name}`}
      title="Cancel"
      onClick={() => uploads.cancel(id)}
    >
      <X aria-hidden="true" />
    </Button>
  ) : null;
}

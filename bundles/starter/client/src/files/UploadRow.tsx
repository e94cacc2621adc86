import { Button, cn, Progress } from "@databricks/appkit-ui/react";
import { CircleAlert, CircleCheck, CircleX, Clock, CopyX, RotateCw, X } from "lucide-react";
import { memo, type ReactNode } from "react";
import { formatSize } from "../lib/format";
import { uploads } from "./uploading";
import { isActive, isRetryable, type Upload } from "./uploads";

const ICONS = {
  waiting: <Clock className="text-muted-foreground size-4" />,
  sending: null,
  exists: <CopyX className="text-brand size-4" />,
  done: <CircleCheck className="text-rise size-4" />,
  failed: <CircleAlert className="text-fall size-4" />,
  cancelled: <CircleX className="text-muted-foreground size-4" />,
};

interface RowProps {
  upload: Upload;
  /** Whether the session has ended. */
  held: boolean;
}

/** An upload, how far it is, and what can be done with it; drawn anew only when it has changed. */
export const UploadRow = memo(function UploadRow({ upload, held }: RowProps) {
  const { path, state } = upload;
  return (
    <li
      data-testid="upload"
      data-name={path}
      data-state={state.kind}
      className="flex items-center gap-3 py-2.5 pr-2.5 pl-4"
    >
      <div className="min-w-0 flex-1">
        <p title={path} className="flex items-center gap-2 text-[0.8125rem] leading-5 font-medium">
          <span aria-hidden="true" className="empty:hidden">
            {ICONS[state.kind]}
          </span>
          <Path path={path} />
        </p>
        <div className="text-muted-foreground min-h-5 text-xs leading-5">
          <Progression upload={upload} held={held} />
        </div>
      </div>
      <Controls upload={upload} />
    </li>
  );
});

/** A path of which the name stays readable, however long the way to it is. */
function Path({ path }: { path: string }) {
  const end = path.lastIndexOf("/") + 1;
  return (
    <span className="flex min-w-0">
      {end > 0 && <span className="text-muted-foreground truncate font-normal">{path.slice(0, end)}</span>}
      <span className={cn("truncate", end > 0 && "max-w-[calc(100%-1.5rem)] shrink-0")}>{path.slice(end)}</span>
    </span>
  );
}

function Progression({ upload, held }: RowProps): ReactNode {
  const { path, file, state, volume, folder } = upload;
  const size = file?.size ?? 0;
  switch (state.kind) {
    case "waiting":
      return "Waiting";
    case "sending": {
      if (file === null || (held && state.sent === 0)) {
        return held ? "Goes on once you are signed in" : "Making the folder…";
      }
      const percent = size === 0 ? 100 : Math.min(Math.floor((state.sent / size) * 100), 100);
      return (
        <span className="flex items-center gap-3">
          <Progress value={percent} aria-valuenow={percent} aria-label={`Upload of ${path}`} className="h-1.5" />
          <span className="shrink-0 tabular-nums">
            {percent === 100 ? "Saving…" : `${percent}% of ${formatSize(size)}`}
          </span>
        </span>
      );
    }
    case "exists":
      return "Already there";
    case "done":
      return `${file === null ? "Empty folder" : formatSize(size)} in ${[volume, folder].filter(Boolean).join("/")}`;
    case "failed":
      return <span className="text-fall block text-pretty [overflow-wrap:anywhere]">{state.problem.text}</span>;
    case "cancelled":
      return state.late ? "Cancelled late: it may be there all the same" : "Not uploaded";
  }
}

function Controls({ upload }: { upload: Upload }) {
  const { id, path, state } = upload;
  if (state.kind === "exists") {
    return (
      <>
        <Button
          variant="ghost"
          size="sm"
          data-testid="upload-skip"
          aria-label={`Skip ${path}`}
          onClick={() => uploads.cancel(id)}
        >
          Skip
        </Button>
        <Button
          variant="outline"
          size="sm"
          data-testid="upload-replace"
          aria-label={`Replace ${path}`}
          onClick={() => uploads.replace(id)}
        >
          Replace
        </Button>
      </>
    );
  } else if (isRetryable(upload)) {
    return (
      <Button
        variant="ghost"
        size="icon-sm"
        data-testid="upload-retry"
        aria-label={`Upload ${path} again`}
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
      aria-label={`Cancel the upload of ${path}`}
      title="Cancel"
      onClick={() => uploads.cancel(id)}
    >
      <X aria-hidden="true" />
    </Button>
  ) : null;
}

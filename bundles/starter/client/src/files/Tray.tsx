import { Button, cn, Progress } from "@databricks/appkit-ui/react";
import { ChevronDown, ChevronUp, X } from "lucide-react";
import { type ReactNode, useState } from "react";
import { formatCount } from "../lib/format";
import { useSession } from "../session/page";
import { course, outlook } from "./pace";
import { headline, inSight, tally } from "./tally";
import { UploadRow } from "./UploadRow";
import { uploads, useUploads } from "./uploading";
import { isActive, isOver, isRetryable, type Upload } from "./uploads";
import { usePace } from "./usePace";

/**
 * The uploads of the page, in a corner, as long as there are some.
 *
 * @param gathering whether it is still being found out what there is to upload
 */
export function Tray({ gathering }: { gathering: boolean }) {
  const all = useUploads();
  const held = useSession().kind === "ended";
  const shown = inSight(all);
  const [folded, setFolded] = useState(false);
  const Chevron = folded ? ChevronUp : ChevronDown;
  return (
    <div
      className={cn(
        "pointer-events-none fixed inset-x-0 bottom-0 z-40 flex justify-end p-3 sm:p-5",
        // Above the notice that the session has ended.
        held && "bottom-44 sm:bottom-28",
      )}
    >
      {(gathering || all.length > 0) && (
        <section
          aria-label="Uploads"
          data-testid="uploads"
          className="bg-popover text-popover-foreground animate-in fade-in-0 slide-in-from-bottom-4 pointer-events-auto flex max-h-[60dvh] w-full max-w-md flex-col overflow-hidden rounded-2xl border shadow-xl"
        >
          <header className="border-b">
            <div className="flex min-h-13 items-center gap-2 py-2 pr-2.5 pl-4">
              <h2 className="flex-1 text-sm font-semibold tracking-tight">
                <span role="status" data-testid="uploads-status">
                  {gathering ? "Looking for files in the folder…" : headline(all)}
                </span>
              </h2>
              <CancelAll all={all} />
              <Button
                variant="ghost"
                size="icon-sm"
                aria-label="Files of this list"
                aria-expanded={!folded}
                title={folded ? "Show the files" : "Hide the files"}
                data-testid="uploads-fold"
                onClick={() => setFolded(!folded)}
              >
                <Chevron aria-hidden="true" />
              </Button>
              {all.length > 0 && all.every(isOver) && (
                <Button
                  variant="ghost"
                  size="icon-sm"
                  aria-label="Close the list of uploads"
                  data-testid="uploads-close"
                  onClick={() => {
                    uploads.clear();
                    setFolded(false);
                  }}
                >
                  <X aria-hidden="true" />
                </Button>
              )}
            </div>
            {all.some(isActive) && <Course all={all} held={held} />}
          </header>
          <Decisions all={all} />
          <ul hidden={folded} className="divide-y overflow-y-auto">
            {shown.map((upload) => (
              <UploadRow key={upload.id} upload={upload} held={held} />
            ))}
            {shown.length < all.length && (
              <li data-testid="uploads-more" className="text-muted-foreground px-4 py-2.5 text-xs leading-5">
                and {formatCount(all.length - shown.length)} more
              </li>
            )}
          </ul>
        </section>
      )}
    </div>
  );
}

function CancelAll({ all }: { all: readonly Upload[] }) {
  const several = all.some(isActive) && all.filter((upload) => !isOver(upload)).length > 1;
  return (
    several && (
      <Button variant="ghost" size="sm" data-testid="upload-cancel-all" onClick={() => uploads.cancelAll()}>
        Cancel all
      </Button>
    )
  );
}

/** How far they are, and how long it will take. */
function Course({ all, held }: { all: readonly Upload[]; held: boolean }) {
  const pace = usePace(!held);
  const sum = tally(all);
  const percent = sum.size === 0 ? 0 : Math.floor((sum.sent / sum.size) * 100);
  return (
    <div className="flex flex-col gap-2 px-4 pb-3">
      {sum.count > 1 && <Progress value={percent} aria-valuenow={percent} aria-label="All uploads" className="h-1.5" />}
      <p
        data-testid="uploads-course"
        className="text-muted-foreground flex flex-wrap justify-between gap-x-3 text-xs leading-5 tabular-nums"
      >
        <span>{held ? "They go on as soon as you are signed in again." : course(sum)}</span>
        {pace !== null && <span>{outlook(sum, pace)}</span>}
      </p>
    </div>
  );
}

/** What can be decided for several of them at once. */
function Decisions({ all }: { all: readonly Upload[] }) {
  const asking = all.filter(({ state }) => state.kind === "exists");
  const more = all.some((upload) => isActive(upload) && asking.some(({ batch }) => batch === upload.batch));
  const failed = all.filter(isRetryable).length;
  return (
    <>
      {(asking.length > 1 || (asking.length === 1 && more)) && (
        <Decision text={more ? `${formatCount(asking.length)} already there` : "For all of them"}>
          <Button variant="ghost" size="sm" data-testid="upload-skip-all" onClick={() => uploads.settle("skip")}>
            Skip all
          </Button>
          <Button
            variant="outline"
            size="sm"
            data-testid="upload-replace-all"
            onClick={() => uploads.settle("replace")}
          >
            Replace all
          </Button>
        </Decision>
      )}
      {failed > 1 && (
        <Decision text={`${formatCount(failed)} may work the next time.`}>
          <Button variant="outline" size="sm" data-testid="upload-retry-all" onClick={() => uploads.retryAll()}>
            Try all again
          </Button>
        </Decision>
      )}
    </>
  );
}

function Decision({ text, children }: { text: string; children: ReactNode }) {
  return (
    <div className="flex flex-wrap items-center justify-end gap-2 border-b py-2 pr-2.5 pl-4">
      <p className="text-muted-foreground flex-1 text-xs leading-5 whitespace-nowrap">{text}</p>
      {children}
    </div>
  );
}

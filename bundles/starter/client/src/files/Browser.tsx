import { useCallback, useEffect, useState } from "react";
import { navigate } from "../lib/location";
import { type Listing, list } from "./api";
import { Breadcrumbs } from "./Breadcrumbs";
import { DeleteDialog } from "./DeleteDialog";
import { DropHint } from "./DropHint";
import { chosen as chosenItems } from "./gather";
import { inOrder, summary } from "./entries";
import { FilePreview } from "./FilePreview";
import { FolderList } from "./FolderList";
import { NewFolder } from "./NewFolder";
import { ancestor, folderIn, folderOf, hrefOf, pathOf, type Place } from "./place";
import { ReadOnly } from "./ReadOnly";
import { Toolbar } from "./Toolbar";
import { Tray } from "./Tray";
import { useArrivals } from "./useArrivals";
import { type Dropped, useDrop } from "./useDrop";
import { useLate } from "./useLate";
import { type Loaded, useLoaded } from "./useLoaded";
import { upload, uploadFolders } from "./uploading";
import { useRefusal } from "./useRefusal";

function useListing({ volume, folders }: Place): Loaded<Listing> {
  const path = folders.join("/");
  const load = useCallback(
    async (signal: AbortSignal) => {
      const { entries, cut } = await list(volume, path, signal);
      return { entries: inOrder(entries), cut };
    },
    [volume, path],
  );
  return useLoaded(`${volume}/${path}`, load);
}

function visit(place: Place, replace = false): void {
  navigate(hrefOf(place), { replace });
  window.scrollTo(0, 0);
}

/** A folder with its files, and the file chosen among them. */
export function Browser({ place, volumes }: { place: Place; volumes: readonly string[] }) {
  const folder = folderOf(place);
  const here = hrefOf(folder);
  const listing = useListing(place);
  const { status, value, reload } = listing;
  const [namingIn, setNamingIn] = useState<string | null>(null);
  const [doomed, setDoomed] = useState<Place | null>(null);

  const destination = { volume: place.volume, folder: pathOf(folder) };
  const version = useArrivals(place, reload);

  const refusal = useRefusal(place.volume);
  const locked = refusal === "change";
  const [gathering, setGathering] = useState(0);
  const take = ({ files, folders }: Dropped) => {
    if (files.length > 0) {
      upload(destination, chosenItems(files));
    }
    if (folders.length > 0) {
      setGathering((count) => count + 1);
      void uploadFolders(destination, folders).finally(() => setGathering((count) => count - 1));
    }
  };
  const over = useDrop(locked ? null : take);
  const gatheringLong = useLate(gathering > 0);

  const settled = status === "ready" || status === "failed";
  const isFolder =
    status === "ready" && value?.entries.some(({ name, is_directory }) => is_directory && name === place.file);
  useEffect(() => {
    if (isFolder && place.file !== null) {
      // The slash at the end was missing.
      navigate(hrefOf(folderIn(place, place.file)), { replace: true });
    }
  }, [isFolder, place]);

  const title = place.file ?? place.folders.at(-1) ?? place.volume;
  useEffect(() => {
    document.title = `${title} · Files · AppKit`;
  }, [title]);

  const empty = status === "ready" && value?.entries.length === 0 && place.folders.length > 0;
  const chosen = place.file !== null;
  const parent = ancestor(place, place.folders.length - 1);
  const deleted = () => {
    setDoomed(null);
    visit(doomed?.file === null ? parent : folder, true);
    reload();
  };

  return (
    <>
      <div className="flex flex-col gap-5 pt-8 pb-5 lg:flex-row lg:items-end lg:justify-between lg:pt-10">
        <div className="min-w-0">
          <h1 className="text-2xl font-semibold tracking-tight sm:text-[1.75rem]">Files</h1>
          <p aria-live="polite" data-testid="files-summary" className="text-muted-foreground mt-1 min-h-5 text-sm">
            {status === "ready" && value !== null ? summary(value) : status === "failed" ? "" : "Loading…"}
          </p>
        </div>
        <Toolbar
          volumes={volumes}
          volume={place.volume}
          onVolume={(volume) => visit({ volume, folders: [], file: null })}
          onFiles={(files) => upload(destination, chosenItems(files))}
          onNewFolder={() => {
            setNamingIn(here);
            if (chosen && window.matchMedia("(max-width: 63.99rem)").matches) {
              visit(folder);
            }
          }}
          onDeleteFolder={empty && refusal === null ? () => setDoomed(folder) : null}
          locked={locked}
        />
      </div>
      <Breadcrumbs place={place} onVisit={visit} />
      <ReadOnly volume={place.volume} refusal={refusal} />
      <div className="mt-4 grid grid-cols-1 items-start gap-4 lg:grid-cols-[minmax(0,5fr)_minmax(0,7fr)] lg:gap-5">
        <FolderList
          place={place}
          listing={listing}
          onVisit={visit}
          locked={locked}
          header={
            namingIn === here && (
              <NewFolder
                place={folder}
                isTaken={(name) => status === "ready" && value?.entries.some((entry) => entry.name === name) === true}
                onCreated={(created) => {
                  setNamingIn(null);
                  visit(created);
                }}
                onCancel={() => setNamingIn(null)}
              />
            )
          }
          className={chosen ? "hidden lg:block" : ""}
        />
        <FilePreview
          place={place}
          version={version}
          wait={!settled || isFolder === true}
          onVisit={visit}
          onDelete={refusal === null ? () => setDoomed(place) : null}
          className={
            chosen
              ? "lg:sticky lg:top-20 lg:max-h-[calc(100dvh-6rem)] lg:min-h-[28rem] lg:overflow-y-auto"
              : "hidden lg:block lg:min-h-[28rem]"
          }
        />
      </div>
      {doomed !== null && <DeleteDialog place={doomed} onDeleted={deleted} onClose={() => setDoomed(null)} />}
      {over && <DropHint place={folder} locked={locked} />}
      <Tray gathering={gatheringLong} />
    </>
  );
}

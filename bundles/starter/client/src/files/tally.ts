import { formatCount } from "../lib/format";
import { isActive, type Upload, type UploadState } from "./uploads";

/** How far uploads are that are not given up. */
export interface Tally {
  count: number;
  done: number;
  /** In bytes. */
  size: number;
  sent: number;
}

function sentOf({ file, state }: Upload): number {
  const size = file?.size ?? 0;
  return state.kind === "sending" ? Math.min(state.sent, size) : state.kind === "done" ? size : 0;
}

export function tally(uploads: readonly Upload[]): Tally {
  const counting = uploads.filter((upload) => isActive(upload) || upload.state.kind === "done");
  return {
    count: counting.length,
    done: counting.filter(({ state }) => state.kind === "done").length,
    size: counting.reduce((sum, { file }) => sum + (file?.size ?? 0), 0),
    sent: counting.reduce((sum, upload) => sum + sentOf(upload), 0),
  };
}

/** As `1 file`, `2 folders` or `1,000 files and folders`. */
function several(uploads: readonly Upload[]): string {
  const { length } = uploads;
  const folders = uploads.filter(({ file }) => file === null).length;
  if (folders > 0 && folders < length) {
    return `${formatCount(length)} files and folders`;
  }
  return `${formatCount(length)} ${folders > 0 ? "folder" : "file"}${length === 1 ? "" : "s"}`;
}

/** What they all amount to, in a line. */
export function headline(uploads: readonly Upload[]): string {
  const those = (...kinds: UploadState["kind"][]) => uploads.filter(({ state }) => kinds.includes(state.kind));
  if (uploads.some(isActive)) {
    return `Uploading ${several(those("waiting", "sending", "done"))}`;
  }
  const [exists, failed, done] = [those("exists"), those("failed"), those("done")];
  if (exists.length > 0) {
    return `${several(exists)} of the same name`;
  } else if (failed.length > 0) {
    return `${several(failed)} not uploaded`;
  }
  return done.length > 0 ? `${several(done)} uploaded` : "Upload cancelled";
}

const MOST_ROWS = 50;
const RANKS: Record<UploadState["kind"], number> = {
  exists: 0,
  failed: 0,
  sending: 1,
  waiting: 2,
  done: 3,
  cancelled: 3,
};

/** Those to show one by one: first what needs somebody, then the others; of too many, first what moves. */
export function inSight(uploads: readonly Upload[]): readonly Upload[] {
  const few = uploads.length <= MOST_ROWS;
  const rank = ({ state }: Upload) => (few ? Math.min(RANKS[state.kind], 1) : RANKS[state.kind]);
  return [...uploads].sort((a, b) => rank(a) - rank(b)).slice(0, MOST_ROWS);
}

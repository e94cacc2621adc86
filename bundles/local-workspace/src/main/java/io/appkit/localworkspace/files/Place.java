package io.appkit.localworkspace.files;

import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Where a path leads.
 *
 * @param path as asked for
 * @param file on the disk; no symbolic link leads there
 * @param kind what is there
 * @param size of a file in bytes
 * @param modified when a file was written, in whole seconds as HTTP has it
 */
record Place(VolumePath path, Path file, Kind kind, long size, Instant modified) {

    enum Kind {
        FILE,
        DIRECTORY,
        /** Nothing, yet. */
        MISSING,
        /** Nothing, and a file is where a directory would have to be. */
        UNDER_FILE
    }

    static Place of(VolumePath path, Path file, Kind kind) {
        return new Place(path, file, kind, 0, Instant.EPOCH);
    }

    static Place file(VolumePath path, Path file, long size, Instant modified) {
        return new Place(path, file, Kind.FILE, size, modified.truncatedTo(ChronoUnit.SECONDS));
    }
}

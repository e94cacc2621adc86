package io.appkit.api.files;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A file or directory in a list.
 *
 * @param name last segment of the path
 * @param path absolute path in the workspace, as {@code /Volumes/main/default/uploads/a.csv}
 * @param directory whether it is a directory
 * @param size in bytes; empty for a directory
 * @param lastModified empty if the workspace does not tell
 */
public record FileEntry(
        String name, String path, boolean directory, OptionalLong size, Optional<Instant> lastModified) {}

package io.appkit.server.site;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What tells one state of a file from another without reading it.
 *
 * @param key of the file in its file system; another once a link points elsewhere
 * @param modified when
 * @param size in bytes
 */
record FileVersion(@Nullable Object key, FileTime modified, long size) {

    /** Two writes within one tick of the file system's clock look the same. */
    private static final Duration CLOCK_TICK = Duration.ofMillis(100);

    /** The state of a regular file; null if there is none. */
    static @Nullable FileVersion of(Path file) {
        BasicFileAttributes attributes = attributes(file);
        return attributes == null || !attributes.isRegularFile() ? null : of(attributes);
    }

    static FileVersion of(BasicFileAttributes attributes) {
        return new FileVersion(attributes.fileKey(), attributes.lastModifiedTime(), attributes.size());
    }

    /** What the file system says, links followed; null if there is nothing. */
    static @Nullable BasicFileAttributes attributes(Path file) {
        try {
            return Files.readAttributes(file, BasicFileAttributes.class);
        } catch (IOException e) {
            return null;
        }
    }

    /** Whether a later change cannot look like this. */
    boolean isSettled() {
        return modified.toInstant().isBefore(Instant.now().minus(CLOCK_TICK));
    }
}

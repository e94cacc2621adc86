package io.appkit.server.site;

import io.appkit.server.Transfer;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.DateGenerator;
import org.jspecify.annotations.Nullable;

/** The bytes of one file, as they go on the wire: kept in memory if they are few. */
final class Representation {

    private static final long LARGEST_KEPT = 1 << 20;
    private static final int ABOUT_ITSELF = 512;

    private final Path file;
    private final FileVersion version;
    private final String etag;
    private final String lastModified;
    private final @Nullable ByteBuffer kept;

    private Representation(Path file, FileVersion version, String etag, @Nullable ByteBuffer kept) {
        this.file = file;
        this.version = version;
        this.etag = etag;
        this.lastModified = DateGenerator.formatDate(version.modified().toMillis());
        this.kept = kept;
    }

    /** Reads a file in the state given. */
    static Representation read(Path file, FileVersion version) throws IOException {
        if (version.size() > LARGEST_KEPT) {
            String etag = Long.toHexString(version.size()) + "-"
                    + Long.toHexString(version.modified().to(TimeUnit.NANOSECONDS));
            return new Representation(file, version, '"' + etag + '"', null);
        }
        byte[] bytes = Files.readAllBytes(file);
        return new Representation(file, version, EntityTags.of(bytes), DirectBytes.of(bytes));
    }

    /** The state of the file it was read from. */
    FileVersion version() {
        return version;
    }

    /** Strong: over the bytes, or over size and time of a file too large to keep. */
    String etag() {
        return etag;
    }

    /** As a header says it. */
    String lastModified() {
        return lastModified;
    }

    long size() {
        return kept == null ? version.size() : kept.remaining();
    }

    /** What it costs to keep. */
    int weight() {
        return ABOUT_ITSELF + (kept == null ? 0 : kept.remaining());
    }

    /** Sends a part as the body of an answer whose headers are set. */
    void send(ByteRange part, HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (kept == null) {
            Transfer.answer(request, response, FilePart.open(file, part));
        } else {
            Transfer.answer(request, response, kept.slice((int) part.first(), (int) part.length()));
        }
    }
}

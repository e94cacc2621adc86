package io.appkit.server.site;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The bytes of one file, as they go on the wire: kept in memory if they are few. */
final class Representation {

    private static final long LARGEST_KEPT = 1 << 20;
    private static final int ABOUT_ITSELF = 512;
    private static final int BUFFER = 64 * 1024;

    private final Path file;
    private final FileVersion version;
    private final String etag;
    private final byte @Nullable [] kept;

    private Representation(Path file, FileVersion version, String etag, byte @Nullable [] kept) {
        this.file = file;
        this.version = version;
        this.etag = etag;
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
        return new Representation(file, version, EntityTags.of(bytes), bytes);
    }

    /** The state of the file it was read from. */
    FileVersion version() {
        return version;
    }

    /** Strong: over the bytes, or over size and time of a file too large to keep. */
    String etag() {
        return etag;
    }

    long size() {
        return kept == null ? version.size() : kept.length;
    }

    /** What it costs to keep. */
    int weight() {
        return ABOUT_ITSELF + (kept == null ? 0 : kept.length);
    }

    void writeTo(OutputStream out, ByteRange part) throws IOException {
        if (kept != null) {
            out.write(kept, (int) part.first(), (int) part.length());
            return;
        }
        try (SeekableByteChannel channel = Files.newByteChannel(file)) {
            channel.position(part.first());
            InputStream in = Channels.newInputStream(channel);
            byte[] buffer = new byte[BUFFER];
            for (long left = part.length(); left > 0; ) {
                int n = in.read(buffer, 0, (int) Math.min(buffer.length, left));
                if (n < 0) {
                    throw new IOException("the file has become shorter");
                }
                out.write(buffer, 0, n);
                left -= n;
            }
        }
    }
}

package io.appkit.localworkspace.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HexFormat;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A file, or the end of one, that is being written; it goes again unless it is kept. */
final class Draft {

    private static final Logger LOG = LoggerFactory.getLogger(Draft.class);

    private final Path path;
    private final FileChannel file;
    private final long start;
    private final boolean whole;
    private final @Nullable CRC32C checksum;
    private long room;
    private long length;
    private boolean ended;
    private volatile boolean cancelled;

    private Draft(Path path, FileChannel file, long start, boolean whole, @Nullable CRC32C checksum, long room) {
        this.path = path;
        this.file = file;
        this.start = start;
        this.whole = whole;
        this.checksum = checksum;
        this.room = room;
    }

    /**
     * A new file.
     *
     * @param room how many bytes the disk is made to have free
     */
    static Draft file(Path path, long room) throws IOException {
        return new Draft(path, create(path), 0, true, null, room);
    }

    /** A new file with an {@link #etag()}. */
    static Draft part(Path path, long room) throws IOException {
        return new Draft(path, create(path), 0, true, new CRC32C(), room);
    }

    private static FileChannel create(Path path) throws IOException {
        return FileChannel.open(path, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW);
    }

    /** What comes behind the first bytes of a file, with an {@link #etag()}; the file is made if need be. */
    static Draft partBehind(Path path, long start, long room) throws IOException {
        FileChannel file = FileChannel.open(path, StandardOpenOption.WRITE, StandardOpenOption.CREATE);
        return new Draft(path, file.position(start), start, false, new CRC32C(), room);
    }

    Path path() {
        return path;
    }

    /** Where it begins in its file. */
    long start() {
        return start;
    }

    long length() {
        return length;
    }

    /** Tells its bytes from others, once all of them are written. */
    String etag() {
        long value = checksum == null ? 0 : checksum.getValue();
        return '"' + HexFormat.of().toHexDigits((int) value) + "-" + length + '"';
    }

    void write(ByteBuffer bytes) throws IOException {
        if (cancelled) {
            throw new IOException("The upload was given up");
        }
        room -= bytes.remaining();
        if (room < 0) {
            throw new IOException("No space left on device");
        }
        length += bytes.remaining();
        if (checksum != null) {
            checksum.update(bytes.duplicate());
        }
        while (bytes.hasRemaining()) {
            file.write(bytes);
        }
    }

    /** Lets the next attempt to write fail. */
    void cancel() {
        cancelled = true;
    }

    boolean cancelled() {
        return cancelled;
    }

    /** All is written, and stays. */
    void keep() throws IOException {
        file.close();
        ended = true;
    }

    /** Removes what was written, unless it was kept. */
    void discard() {
        if (ended) {
            return;
        }
        ended = true;
        try (file) {
            if (!whole) {
                file.truncate(start);
            }
        } catch (IOException e) {
            LOG.warn("An unfinished upload could not be taken back", e);
        }
        if (whole) {
            delete(path);
        }
    }

    /** Deletes a file that nobody needs any more. */
    static void delete(Path path) {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            LOG.warn("An unfinished upload could not be deleted", e);
        }
    }
}

package io.appkit.analytics.transfer;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** The bytes of one chunk on their way from the present download to their reader. */
final class ReadAhead {

    /** What the loss of a download means. */
    enum Loss {
        /** Nothing: it was not the present one. */
        NONE,
        /** The reader has got nothing yet, so that another download may begin anew. */
        REPEATABLE,
        FINAL
    }

    private final long budget;
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private List<ByteBuffer> read = new ArrayList<>();
    private long ahead;
    private boolean given;
    private boolean over;
    private @Nullable Throwable failure;
    private @Nullable DownloadTry source;
    private @Nullable CompletableFuture<List<ByteBuffer>> reader;

    /**
     * Creates it.
     *
     * @param budget bytes to read ahead
     */
    ReadAhead(long budget) {
        this.budget = budget;
    }

    /** All that has been read by now, at least something; nothing at the end of the chunk. One reader at a time. */
    CompletionStage<List<ByteBuffer>> next() {
        CompletableFuture<List<ByteBuffer>> next = new CompletableFuture<>();
        Runnable more;
        synchronized (this) {
            reader = next;
            more = give();
        }
        more.run();
        return next;
    }

    /** Makes a download the present one; false if none is wanted any more. */
    synchronized boolean begin(DownloadTry download) {
        if (!over) {
            source = download;
        }
        return !over;
    }

    /** Takes bytes of the present download; tells whether there is room for more. */
    boolean add(DownloadTry from, ByteBuffer bytes) {
        boolean full;
        Runnable told;
        synchronized (this) {
            if (over || source != from) {
                return false;
            }
            if (bytes.hasRemaining()) {
                read.add(bytes);
                ahead += bytes.remaining();
            }
            full = ahead >= budget && reader == null;
            told = give();
        }
        told.run();
        return !full;
    }

    /** Forgets a download and what the reader has not got of it. */
    synchronized Loss lose(DownloadTry from) {
        if (over || source != from) {
            return Loss.NONE;
        }
        source = null;
        if (given) {
            return Loss.FINAL;
        }
        read = new ArrayList<>();
        ahead = 0;
        return Loss.REPEATABLE;
    }

    /** The present download is whole; false if it was another one. */
    boolean complete(DownloadTry from) {
        Runnable told;
        synchronized (this) {
            if (over || source != from) {
                return false;
            }
            over = true;
            told = give();
        }
        ended.complete(null);
        told.run();
        return true;
    }

    /** There will be no more bytes, and those that the reader has not got are dropped. */
    void fail(Throwable error) {
        Runnable told;
        DownloadTry stopped;
        synchronized (this) {
            if (over) {
                return;
            }
            over = true;
            failure = error;
            stopped = source;
            read = new ArrayList<>();
            told = give();
        }
        ended.complete(null);
        if (stopped != null) {
            stopped.stop();
        }
        told.run();
    }

    /** Completes when no more bytes will come. */
    CompletionStage<Void> ended() {
        return ended;
    }

    /** Serves the reader; what is left to do must be done without the lock. Call with it. */
    private Runnable give() {
        CompletableFuture<List<ByteBuffer>> waiting = reader;
        if (waiting == null || (read.isEmpty() && !over)) {
            return () -> {};
        }
        reader = null;
        Throwable error = failure;
        if (error != null) {
            return () -> waiting.completeExceptionally(error);
        }
        List<ByteBuffer> all = read;
        read = new ArrayList<>();
        ahead = 0;
        given = true;
        DownloadTry resumed = over ? null : source;
        return () -> {
            if (resumed != null) {
                resumed.ask();
            }
            waiting.complete(all);
        };
    }
}

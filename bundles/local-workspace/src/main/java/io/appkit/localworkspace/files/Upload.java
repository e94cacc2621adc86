package io.appkit.localworkspace.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.util.thread.Invocable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes a body into a draft as it comes; the client is held back while the disk is busy. */
final class Upload implements Invocable.Task {

    private static final Logger LOG = LoggerFactory.getLogger(Upload.class);

    /** What becomes of it. */
    interface Outcome {

        /** All of the body is in the draft, which is deleted thereafter. */
        void received(Path draft);

        /** The draft could not be written; more of the body may come. */
        void notWritten(IOException failure);

        /** The body did not come whole. */
        void cut(Throwable failure);
    }

    private final Content.Source body;
    private final Path draft;
    private final FileChannel file;
    private final Outcome outcome;
    private long room;

    private Upload(Content.Source body, Path draft, FileChannel file, long room, Outcome outcome) {
        this.body = body;
        this.draft = draft;
        this.file = file;
        this.room = room;
        this.outcome = outcome;
    }

    /**
     * Takes a body.
     *
     * @param room how many bytes the disk is made to have free
     */
    static void receive(Content.Source body, Path draft, long room, Outcome outcome) throws IOException {
        FileChannel file = FileChannel.open(draft, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW);
        new Upload(body, draft, file, room, outcome).run();
    }

    @Override
    public InvocationType getInvocationType() {
        return InvocationType.BLOCKING;
    }

    @Override
    public void run() {
        while (true) {
            Content.Chunk chunk = body.read();
            if (chunk == null) {
                body.demand(this);
                return;
            } else if (Content.Chunk.isFailure(chunk)) {
                end(() -> outcome.cut(chunk.getFailure()));
                return;
            }
            boolean last = chunk.isLast();
            try {
                write(chunk.getByteBuffer());
                if (last) {
                    file.close();
                }
            } catch (IOException e) {
                end(() -> outcome.notWritten(e));
                return;
            } finally {
                chunk.release();
            }
            if (last) {
                end(() -> outcome.received(draft));
                return;
            }
        }
    }

    private void write(ByteBuffer bytes) throws IOException {
        room -= bytes.remaining();
        if (room < 0) {
            throw new IOException("No space left on device");
        }
        while (bytes.hasRemaining()) {
            file.write(bytes);
        }
    }

    private void end(Runnable told) {
        try {
            told.run();
        } finally {
            try {
                file.close();
                Files.deleteIfExists(draft);
            } catch (IOException e) {
                LOG.warn("An unfinished upload could not be deleted", e);
            }
        }
    }
}

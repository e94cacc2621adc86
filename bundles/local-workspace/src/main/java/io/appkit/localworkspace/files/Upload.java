package io.appkit.localworkspace.files;

import java.io.IOException;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.util.thread.Invocable;

/** Takes a body into a draft as it comes; the client is held back while the disk is busy. */
final class Upload implements Invocable.Task {

    /** What becomes of it. A draft that was not kept is removed thereafter. */
    interface Outcome {

        /** All of the body is in the draft. */
        void received() throws IOException;

        /** The draft could not be written; more of the body may come. */
        void notWritten(IOException failure);

        /** The body did not come whole. */
        void cut(Throwable failure);
    }

    private final Content.Source body;
    private final Draft draft;
    private final Outcome outcome;

    private Upload(Content.Source body, Draft draft, Outcome outcome) {
        this.body = body;
        this.draft = draft;
        this.outcome = outcome;
    }

    /** Takes a body. */
    static void receive(Content.Source body, Draft draft, Outcome outcome) {
        new Upload(body, draft, outcome).run();
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
                draft.write(chunk.getByteBuffer());
            } catch (IOException e) {
                end(() -> outcome.notWritten(e));
                return;
            } finally {
                chunk.release();
            }
            if (last) {
                end(this::received);
                return;
            }
        }
    }

    private void received() {
        try {
            outcome.received();
        } catch (IOException e) {
            outcome.notWritten(e);
        }
    }

    private void end(Runnable told) {
        try {
            told.run();
        } finally {
            draft.discard();
        }
    }
}

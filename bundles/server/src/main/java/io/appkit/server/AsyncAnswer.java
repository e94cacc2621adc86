package io.appkit.server;

import jakarta.servlet.AsyncContext;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ends exchanges that have left their first thread. */
public final class AsyncAnswer {

    private static final Logger LOG = LoggerFactory.getLogger(AsyncAnswer.class);

    /** Writes an answer. */
    @FunctionalInterface
    public interface Writing {
        void run() throws IOException;
    }

    private AsyncAnswer() {}

    /** Writes an answer and ends the exchange; a client that has gone is no error. */
    public static void write(AsyncContext async, Writing answer) {
        try {
            answer.run();
        } catch (IOException | IllegalStateException e) {
            LOG.debug("The client has gone", e);
        } finally {
            complete(async);
        }
    }

    private static void complete(AsyncContext async) {
        try {
            async.complete();
        } catch (IllegalStateException e) {
            LOG.debug("The exchange had ended already", e);
        }
    }
}

package io.appkit.server;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
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

    /** Ends an exchange of whose answer a part is out: only a broken connection tells the client that the rest is missing. */
    public static void breakOff(AsyncContext async, HttpServletResponse response) {
        write(async, () -> containers(response).sendError(-1));
    }

    /** The container's own response breaks the connection; those around it would make an error page of that. */
    private static HttpServletResponse containers(HttpServletResponse response) {
        HttpServletResponse innermost = response;
        while (innermost instanceof HttpServletResponseWrapper wrapper
                && wrapper.getResponse() instanceof HttpServletResponse wrapped) {
            innermost = wrapped;
        }
        return innermost;
    }

    private static void complete(AsyncContext async) {
        try {
            async.complete();
        } catch (IllegalStateException e) {
            LOG.debug("The exchange had ended already", e);
        }
    }
}

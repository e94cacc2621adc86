package io.appkit.localworkspace.engine;

import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Stops a running query from another thread. */
public final class Interrupt {

    private static final Logger LOG = LoggerFactory.getLogger(Interrupt.class);

    private @Nullable Statement running;
    private boolean requested;

    /**
     * Asks the query to stop. One that has not begun never does; the engine forgets a request that comes just as it begins,
     * so ask again until the query has ended.
     */
    public synchronized void request() {
        requested = true;
        if (running != null) {
            try {
                running.cancel();
            } catch (SQLException e) {
                LOG.debug("A statement could not be interrupted", e);
            }
        }
    }

    synchronized void begin(Statement statement) {
        check();
        running = statement;
    }

    synchronized void end() {
        running = null;
    }

    synchronized boolean requested() {
        return requested;
    }

    void check() {
        if (requested()) {
            throw new CancellationException("The statement was canceled");
        }
    }
}

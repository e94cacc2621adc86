package io.appkit.core.config;

import io.appkit.api.Registration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Actions to run after something has changed. */
public final class Changes {

    private static final Logger LOG = LoggerFactory.getLogger(Changes.class);

    private final List<Runnable> actions = new CopyOnWriteArrayList<>();

    /** Adds an action; closing the result removes it. */
    public Registration add(Runnable action) {
        actions.add(action);
        return () -> actions.remove(action);
    }

    /** Runs all actions on this thread; one that fails does not keep the others from running. */
    public void announce() {
        for (Runnable action : actions) {
            try {
                action.run();
            } catch (RuntimeException e) {
                LOG.error("A listener failed", e);
            }
        }
    }
}

package io.appkit.core.config;

import io.appkit.api.platform.Startup;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.osgi.service.component.annotations.Component;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ends the process after a start that cannot succeed. */
@Component(service = Startup.class)
public final class ProcessEnd implements Startup {

    private static final Logger LOG = LoggerFactory.getLogger(ProcessEnd.class);
    private static final Duration ORDERLY_END = Duration.ofSeconds(10);

    private final AtomicBoolean ending = new AtomicBoolean();

    @Override
    public void fail(String reason) {
        if (!ending.compareAndSet(false, true)) {
            return;
        }
        print("appkit: " + reason.lines().findFirst().orElse("the start failed") + "\n");
        // Not on this thread: the framework may be starting this very bundle and could not stop it.
        start(() -> System.exit(1));
        start(ProcessEnd::haltIfStuck);
    }

    /** Straight to the descriptor, since a console may have taken over {@code System.err}. */
    private static void print(String line) {
        try (FileOutputStream err = new FileOutputStream(FileDescriptor.err)) {
            err.write(line.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            LOG.error(line, e);
        }
    }

    private static void haltIfStuck() {
        try {
            Thread.sleep(ORDERLY_END.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().halt(1);
    }

    private static void start(Runnable action) {
        Thread thread = new Thread(action, "appkit-end");
        thread.setDaemon(true);
        thread.start();
    }
}

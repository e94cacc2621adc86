package io.appkit.analytics.warehouse;

import com.databricks.sdk.service.sql.State;
import io.appkit.analytics.AnalyticsSettings;
import io.appkit.analytics.async.Timer;
import io.appkit.analytics.query.QueryFailures;
import io.appkit.api.execution.Cancellation;
import io.appkit.workspace.WorkspaceClient;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Waits until warehouses run (contract: analytics, section 8). All who wait for one warehouse share one poll loop,
 * whose state is touched on the timer's thread alone.
 */
public final class WarehouseReadiness implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(WarehouseReadiness.class);
    private static final Duration END = Duration.ofMillis(500);
    private static final long REMEMBERED_MILLIS = 30_000;

    private final Supplier<WorkspaceClient> app;
    private final Timer timer;
    private final Supplier<AnalyticsSettings> settings;
    private final DoubleSupplier random;
    private final Map<String, WarehousePolling> loops = new HashMap<>();
    private final Map<String, Long> seenRunning = new ConcurrentHashMap<>();
    private volatile boolean closed;

    /**
     * Creates it.
     *
     * @param app calls as the app, also for queries on behalf of users
     * @param random from 0 to 1, for the jitter of delays
     */
    public WarehouseReadiness(
            Supplier<WorkspaceClient> app, Timer timer, Supplier<AnalyticsSettings> settings, DoubleSupplier random) {
        this.app = app;
        this.timer = timer;
        this.settings = settings;
        this.random = random;
    }

    /**
     * Waits for a warehouse.
     *
     * @param states told each state, the present one included
     * @return completes when a statement may be tried; fails with kind {@code CONFIGURATION} if the warehouse will not
     *     run, {@code TIMEOUT} at the ceiling, {@code ABORTED} when cancelled
     */
    public CompletionStage<Void> ready(String warehouse, Consumer<State> states, Cancellation cancellation) {
        if (closed) {
            return CompletableFuture.failedFuture(QueryFailures.aborted());
        } else if (seenRunning(warehouse)) {
            return CompletableFuture.completedFuture(null);
        }
        CompletableFuture<Void> ready = new CompletableFuture<>();
        timer.in(Duration.ZERO, () -> wait(warehouse, states, cancellation, ready));
        if (closed) {
            ready.completeExceptionally(QueryFailures.aborted());
        }
        return ready;
    }

    private void wait(
            String warehouse, Consumer<State> states, Cancellation cancellation, CompletableFuture<Void> ready) {
        if (seenRunning(warehouse)) {
            ready.complete(null);
            return;
        }
        WarehousePolling loop = loops.get(warehouse);
        boolean first = loop == null;
        if (loop == null) {
            loop = new WarehousePolling(warehouse, app, timer, settings.get(), random, this::ended);
            loops.put(warehouse, loop);
        }
        loop.join(states, cancellation, ready);
        if (first) {
            loop.check();
        }
    }

    private boolean seenRunning(String warehouse) {
        Long seen = seenRunning.get(warehouse);
        return seen != null && timer.millis() - seen < REMEMBERED_MILLIS;
    }

    private void ended(WarehousePolling loop, boolean running) {
        loops.remove(loop.warehouse(), loop);
        if (running) {
            seenRunning.put(loop.warehouse(), timer.millis());
        }
    }

    /** Ends all waits. */
    @Override
    public void close() {
        closed = true;
        CompletableFuture<Void> ended = new CompletableFuture<>();
        timer.in(Duration.ZERO, () -> {
            List.copyOf(loops.values()).forEach(WarehousePolling::abort);
            ended.complete(null);
        });
        try {
            ended.get(END.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            LOG.warn("Waits for warehouses have not ended in time");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

package io.appkit.analytics.warehouse;

import com.databricks.sdk.service.sql.GetWarehouseResponse;
import com.databricks.sdk.service.sql.State;
import io.appkit.analytics.AnalyticsSettings;
import io.appkit.analytics.async.Stages;
import io.appkit.analytics.async.Timer;
import io.appkit.analytics.query.QueryFailures;
import io.appkit.api.Registration;
import io.appkit.api.execution.Cancellation;
import io.appkit.api.execution.CancellationSource;
import io.appkit.api.telemetry.Span;
import io.appkit.workspace.WorkspaceClient;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The poll loop of one warehouse and those who wait for it. Runs on the timer's thread alone. */
final class WarehousePolling {

    private static final Logger LOG = LoggerFactory.getLogger(WarehousePolling.class);
    private static final Duration CALL = Duration.ofSeconds(30);
    private static final long FIRST_DELAY_MILLIS = 1_000;
    private static final long MAX_DELAY_MILLIS = 30_000;
    private static final double JITTER = 0.15;

    private record Waiter(
            Consumer<State> states, CompletableFuture<Void> ready, Span span, List<Registration> registrations) {

        void leave() {
            registrations.forEach(Registration::close);
        }
    }

    private final String warehouse;
    private final Supplier<WorkspaceClient> app;
    private final Timer timer;
    private final AnalyticsSettings settings;
    private final DoubleSupplier random;
    private final BiConsumer<WarehousePolling, Boolean> onEnd;
    private final CancellationSource calls = new CancellationSource();
    private final List<Waiter> waiters = new ArrayList<>();
    private final long begun;
    private @Nullable State last;
    private long delayMillis = FIRST_DELAY_MILLIS;
    private int checks;
    private boolean startIssued;
    private boolean startPending;
    private boolean over;

    WarehousePolling(
            String warehouse,
            Supplier<WorkspaceClient> app,
            Timer timer,
            AnalyticsSettings settings,
            DoubleSupplier random,
            BiConsumer<WarehousePolling, Boolean> onEnd) {
        this.warehouse = warehouse;
        this.app = app;
        this.timer = timer;
        this.settings = settings;
        this.random = random;
        this.onEnd = onEnd;
        this.begun = timer.millis();
    }

    String warehouse() {
        return warehouse;
    }

    void join(Consumer<State> states, Cancellation cancellation, CompletableFuture<Void> ready) {
        Waiter waiter = new Waiter(states, ready, cancellation.span(), new ArrayList<>());
        waiters.add(waiter);
        if (last != null) {
            states.accept(last);
        }
        Duration ceiling = settings.warehouseStartupTimeoutMs();
        waiter.registrations.add(timer.in(ceiling, () -> giveUp(waiter, ceiling)));
        waiter.registrations.add(cancellation.onCancel(() -> {
            ready.completeExceptionally(QueryFailures.aborted());
            timer.in(Duration.ZERO, () -> remove(waiter));
        }));
    }

    private void giveUp(Waiter waiter, Duration ceiling) {
        waiter.ready.completeExceptionally(QueryFailures.timedOut(
                "Warehouse " + warehouse + " did not run within " + ceiling.toMillis() + " ms, last state " + last));
        remove(waiter);
    }

    /** Once started, the warehouse is followed to the end, so that the next query knows. */
    private void remove(Waiter waiter) {
        waiter.leave();
        waiters.remove(waiter);
        if (waiters.isEmpty() && !startIssued) {
            end(false);
        }
    }

    void check() {
        if (over) {
            return;
        }
        boolean late =
                timer.millis() - begun >= settings.warehouseStartupTimeoutMs().toMillis();
        if (waiters.isEmpty() && (late || !startIssued)) {
            end(false);
            return;
        }
        checks++;
        waiters.forEach(waiter -> waiter.span.set("db.warehouse.attempts", checks));
        call("GET", "", GetWarehouseResponse.class, answer -> saw(answer == null ? null : answer.getState()));
    }

    private <T> void call(String method, String rest, Class<T> answer, Consumer<@Nullable T> then) {
        String path = "/api/2.0/sql/warehouses/"
                + URLEncoder.encode(warehouse, StandardCharsets.UTF_8).replace("+", "%20");
        Stages.start(() -> app.get().call(method, path + rest, null, answer, CALL, calls))
                .whenComplete((value, error) -> timer.in(Duration.ZERO, () -> {
                    if (over) {
                        return;
                    }
                    if (error == null) {
                        then.accept(value);
                    } else {
                        tryAnyway(Stages.cause(error).toString());
                    }
                }));
    }

    private void tryAnyway(String reason) {
        LOG.warn("Readiness of warehouse {} is not known: {}; the statement is tried", warehouse, reason);
        succeed(false);
    }

    private void saw(@Nullable State state) {
        if (state == null) {
            tryAnyway("it is in an unknown state");
            return;
        }
        switch (state) {
            case RUNNING -> {
                announce(State.RUNNING);
                succeed(true);
            }
            case STOPPED -> stopped();
            case STARTING, STOPPING -> {
                startPending = false;
                announce(state);
                again();
            }
            case DELETED, DELETING ->
                fail("Warehouse " + warehouse + " is " + state, "The SQL warehouse has been deleted");
        }
    }

    private void stopped() {
        if (!settings.autoStartWarehouse()) {
            announce(State.STOPPED);
            fail(
                    "Warehouse " + warehouse + " is STOPPED and autoStartWarehouse is off",
                    "The SQL warehouse is stopped");
            return;
        }
        announce(State.STARTING);
        if (startPending) {
            again();
            return;
        }
        startIssued = true;
        startPending = true;
        call("POST", "/start", byte[].class, nothing -> again());
    }

    private void again() {
        double factor = 1 - JITTER + 2 * JITTER * random.getAsDouble();
        timer.in(Duration.ofMillis((long) (delayMillis * factor)), this::check);
        delayMillis = Math.min(delayMillis * 2, MAX_DELAY_MILLIS);
    }

    private void announce(State state) {
        if (state != last) {
            last = state;
            List.copyOf(waiters).forEach(waiter -> waiter.states.accept(state));
        }
    }

    private void succeed(boolean running) {
        List<Waiter> ready = end(running);
        ready.forEach(waiter -> waiter.ready.complete(null));
    }

    private void fail(String message, String clientMessage) {
        List<Waiter> failed = end(false);
        failed.forEach(
                waiter -> waiter.ready.completeExceptionally(QueryFailures.configuration(message, clientMessage)));
    }

    void abort() {
        List<Waiter> left = end(false);
        left.forEach(waiter -> waiter.ready.completeExceptionally(QueryFailures.aborted()));
    }

    private List<Waiter> end(boolean running) {
        over = true;
        List<Waiter> left = List.copyOf(waiters);
        waiters.clear();
        left.forEach(Waiter::leave);
        calls.cancel();
        onEnd.accept(this, running);
        return left;
    }
}

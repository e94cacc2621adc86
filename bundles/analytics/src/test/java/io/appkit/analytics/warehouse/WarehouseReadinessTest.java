package io.appkit.analytics.warehouse;

import static io.appkit.analytics.Upstream.WAREHOUSE;
import static org.assertj.core.api.Assertions.assertThat;

import com.databricks.sdk.service.sql.State;
import io.appkit.analytics.AnalyticsSettings;
import io.appkit.analytics.ManualTimer;
import io.appkit.analytics.Upstream;
import io.appkit.analytics.async.Stages;
import io.appkit.api.AppKitException;
import io.appkit.api.ErrorKind;
import io.appkit.api.execution.Cancellation;
import io.appkit.api.execution.CancellationSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class WarehouseReadinessTest {

    private static final String GET = "GET " + WAREHOUSE;
    private static final String START = "POST " + WAREHOUSE + "/start";

    private final Upstream upstream = new Upstream();
    private final ManualTimer timer = new ManualTimer();
    private final List<State> states = new ArrayList<>();
    private AnalyticsSettings settings = settings(true);
    private final WarehouseReadiness readiness =
            new WarehouseReadiness(upstream::asApp, timer, () -> settings, () -> 0.5);

    private static AnalyticsSettings settings(boolean autoStart) {
        return new AnalyticsSettings(Duration.ofSeconds(60), Duration.ofSeconds(300), autoStart, Duration.ofMinutes(2));
    }

    private CompletableFuture<Void> await(List<State> heard, Cancellation cancellation) {
        CompletableFuture<Void> ready =
                readiness.ready("wh-1", heard::add, cancellation).toCompletableFuture();
        timer.advance(Duration.ZERO);
        return ready;
    }

    private CompletableFuture<Void> await() {
        return await(states, Cancellation.NEVER);
    }

    private Upstream state(State state) {
        return upstream.on(GET, "{\"state\":\"" + state + "\"}");
    }

    private static void assertFailed(CompletableFuture<Void> ready, ErrorKind kind) {
        assertThat(ready).isCompletedExceptionally();
        assertThat(ready.handle((value, error) -> Stages.cause(error)).join())
                .isInstanceOfSatisfying(
                        AppKitException.class, e -> assertThat(e.kind()).isEqualTo(kind));
    }

    @Test
    void runsAtOnceAndIsRememberedForHalfAMinute() {
        state(State.RUNNING);
        assertThat(await()).isCompleted();
        assertThat(states).containsExactly(State.RUNNING);
        timer.advance(Duration.ofSeconds(29));
        assertThat(await()).isCompleted();
        assertThat(states).containsExactly(State.RUNNING);
        assertThat(upstream.count(GET)).isEqualTo(1);
        timer.advance(Duration.ofSeconds(2));
        assertThat(await()).isCompleted();
        assertThat(upstream.count(GET)).isEqualTo(2);
    }

    @Test
    void doesNotWaitForTheTimerWhereTheWarehouseHasJustBeenSeen() {
        state(State.RUNNING);
        assertThat(await()).isCompleted();

        assertThat(readiness.ready("wh-1", states::add, Cancellation.NEVER).toCompletableFuture())
                .isCompleted();
    }

    @Test
    void startsAStoppedWarehouseOnce() {
        state(State.STOPPED);
        state(State.STOPPED);
        state(State.STARTING);
        state(State.RUNNING);
        upstream.on(START, "{}");
        CompletableFuture<Void> ready = await();
        assertThat(states).containsExactly(State.STARTING);
        timer.advance(Duration.ofSeconds(1));
        timer.advance(Duration.ofSeconds(2));
        assertThat(ready).isNotDone();
        timer.advance(Duration.ofSeconds(4));
        assertThat(ready).isCompleted();
        assertThat(states).containsExactly(State.STARTING, State.RUNNING);
        assertThat(upstream.count(START)).isEqualTo(1);
        assertThat(upstream.calls).allMatch(call -> call.identity().equals("app"));
    }

    @Test
    void doublesTheDelayUpToHalfAMinute() {
        state(State.STARTING);
        assertThat(await()).isNotDone();
        long calls = upstream.count(GET);
        for (int seconds : new int[] {1, 2, 4, 8, 16, 30, 30}) {
            timer.advance(Duration.ofMillis(seconds * 1000L - 1));
            assertThat(upstream.count(GET)).isEqualTo(calls);
            timer.advance(Duration.ofMillis(1));
            assertThat(upstream.count(GET)).isEqualTo(++calls);
        }
    }

    @Test
    void tellsStatesOnlyWhenTheyChange() {
        state(State.STOPPING);
        state(State.STOPPING);
        state(State.STOPPED);
        state(State.STARTING);
        state(State.RUNNING);
        upstream.on(START, "{}");
        CompletableFuture<Void> ready = await();
        timer.advance(Duration.ofMinutes(1));
        assertThat(ready).isCompleted();
        assertThat(states).containsExactly(State.STOPPING, State.STARTING, State.RUNNING);
    }

    @Test
    void doesNotStartWhereThatIsSwitchedOff() {
        settings = settings(false);
        state(State.STOPPED);
        assertFailed(await(), ErrorKind.CONFIGURATION);
        assertThat(upstream.count(START)).isZero();
    }

    @Test
    void failsAtOnceForADeletedWarehouse() {
        state(State.DELETED);
        assertFailed(await(), ErrorKind.CONFIGURATION);
    }

    @Test
    void letsTheStatementBeTriedWhenReadinessCannotBeLearnt() {
        upstream.fails(GET, 403, "PERMISSION_DENIED");
        assertThat(await()).isCompleted();
        assertThat(await()).isCompleted();
        assertThat(upstream.count(GET)).isEqualTo(2);
        assertThat(states).isEmpty();
    }

    @Test
    void letsTheStatementBeTriedWhenTheStartIsRefused() {
        state(State.STOPPED);
        upstream.fails(START, 403, "PERMISSION_DENIED");
        assertThat(await()).isCompleted();
    }

    @Test
    void givesUpAtTheCeiling() {
        state(State.STARTING);
        CompletableFuture<Void> ready = await();
        timer.advance(Duration.ofSeconds(299));
        assertThat(ready).isNotDone();
        timer.advance(Duration.ofSeconds(1));
        assertFailed(ready, ErrorKind.TIMEOUT);
    }

    @Test
    void sharesOnePollAndTellsLateJoinersTheLastState() {
        state(State.STARTING);
        CompletableFuture<Void> first = await();
        List<State> late = new ArrayList<>();
        CompletableFuture<Void> second = await(late, Cancellation.NEVER);
        assertThat(upstream.count(GET)).isEqualTo(1);
        assertThat(late).containsExactly(State.STARTING);
        state(State.RUNNING);
        timer.advance(Duration.ofSeconds(3));
        assertThat(first).isCompleted();
        assertThat(second).isCompleted();
        assertThat(late).containsExactly(State.STARTING, State.RUNNING);
    }

    @Test
    void leavesOthersWaitingWhenOneGoes() {
        state(State.STARTING);
        CancellationSource gone = new CancellationSource();
        CompletableFuture<Void> leaver = await(new ArrayList<>(), gone);
        CompletableFuture<Void> stayer = await();
        gone.cancel();
        timer.advance(Duration.ZERO);
        assertFailed(leaver, ErrorKind.ABORTED);
        state(State.RUNNING);
        timer.advance(Duration.ofSeconds(3));
        assertThat(stayer).isCompleted();
    }

    @Test
    void stopsPollingWhenAllHaveGoneBeforeTheStart() {
        state(State.STARTING);
        CancellationSource gone = new CancellationSource();
        CompletableFuture<Void> left = await(states, gone);
        gone.cancel();
        assertFailed(left, ErrorKind.ABORTED);
        timer.advance(Duration.ofMinutes(10));
        assertThat(upstream.count(GET)).isEqualTo(1);
    }

    @Test
    void issuesNoStartForNobody() {
        CompletableFuture<String> answer = upstream.holds(GET);
        CancellationSource gone = new CancellationSource();
        CompletableFuture<Void> left = await(states, gone);
        gone.cancel();
        assertFailed(left, ErrorKind.ABORTED);
        timer.advance(Duration.ZERO);
        answer.complete("{\"state\":\"STOPPED\"}");
        timer.advance(Duration.ofMinutes(1));
        assertThat(upstream.count(START)).isZero();
    }

    @Test
    void seesAnIssuedStartThroughAfterAllHaveGone() {
        state(State.STOPPED);
        state(State.STARTING);
        state(State.RUNNING);
        upstream.on(START, "{}");
        CancellationSource gone = new CancellationSource();
        CompletableFuture<Void> left = await(states, gone);
        gone.cancel();
        assertFailed(left, ErrorKind.ABORTED);
        timer.advance(Duration.ofSeconds(10));
        assertThat(await()).isCompleted();
        assertThat(upstream.count(GET)).isEqualTo(3);
    }

    @Test
    void endsAllWaitingWhenItCloses() {
        state(State.STARTING);
        CompletableFuture<Void> ready = await();
        readiness.close();
        timer.advance(Duration.ZERO);
        assertThat(ready).isCompletedExceptionally();
    }
}

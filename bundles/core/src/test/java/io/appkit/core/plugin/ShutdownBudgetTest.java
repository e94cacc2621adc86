package io.appkit.core.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ShutdownBudgetTest {

    private final AtomicLong now = new AtomicLong(42);
    private final ShutdownBudget budget = new ShutdownBudget(now::get);

    private StopTimes after(Duration gone) {
        now.set(42 + gone.toNanos());
        return budget.times();
    }

    @Test
    void aServerWithoutRunningResponsesGivesPluginsTheirFullTime() {
        assertThat(after(Duration.ZERO))
                .isEqualTo(new StopTimes(Duration.ofMillis(4500), Duration.ZERO, Duration.ofSeconds(6)));
    }

    @Test
    void runningWorkIsCutShortBeforeTheStopOfPluginsIs() {
        assertThat(after(Duration.ofSeconds(3)))
                .isEqualTo(new StopTimes(Duration.ofMillis(1500), Duration.ZERO, Duration.ofSeconds(6)));
    }

    @Test
    void whatResponsesTookIsNotGivenTwice() {
        assertThat(after(Duration.ofSeconds(8)))
                .isEqualTo(new StopTimes(Duration.ZERO, Duration.ZERO, Duration.ofMillis(2500)));
    }

    @Test
    void afterTheEndNothingIsLeft() {
        assertThat(after(Duration.ofSeconds(60))).isEqualTo(new StopTimes(Duration.ZERO, Duration.ZERO, Duration.ZERO));
    }
}

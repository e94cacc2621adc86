package io.appkit.shell;

import static org.assertj.core.api.Assertions.assertThat;

import io.appkit.api.platform.CacheStats;
import org.junit.jupiter.api.Test;

class CacheOverviewTest {

    private static String print(CacheStats stats, boolean json) {
        Screen screen = new Screen();
        new CacheOverview(stats).print(screen.console(80, false), json);
        return screen.text();
    }

    @Test
    void sharesAreThoseOfAllCalls() {
        assertThat(print(new CacheStats(true, 12, 3_500_000, 64 << 20, 30, 10, 60, 2), false))
                .isEqualTo("""
                        Cache    enabled
                        Results  12
                        Size     3.3 MB of 64.0 MB
                        Hits     30 (30 %)
                        Shared   10 (10 %)
                        Misses   60 (60 %)
                        Evicted  2
                        """);
    }

    @Test
    void anUnusedCacheHasNoShares() {
        assertThat(print(new CacheStats(false, 0, 0, 1024, 0, 0, 0, 0), false))
                .contains("Cache    disabled\n")
                .contains("Size     0 kB of 1 kB\n")
                .contains("Hits     0\n");
    }

    @Test
    void scriptsGetJson() {
        assertThat(print(new CacheStats(true, 1, 2, 3, 4, 5, 6, 7), true))
                .isEqualToIgnoringWhitespace("{ \"enabled\" : true, \"entries\" : 1, \"bytes\" : 2, \"maxBytes\" : 3,"
                        + " \"hits\" : 4, \"shared\" : 5, \"misses\" : 6, \"evictions\" : 7 }");
    }
}

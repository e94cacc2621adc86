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
        assertThat(print(new CacheStats(true, false, 12, 3_500_000, 64 << 20, 30, 10, 60, 2, 1, 0), false))
                .isEqualTo("""
                        Cache      enabled
                        Kept       in memory
                        Results    12
                        Size       3.3 MB of 64.0 MB
                        Hits       30 (30 %)
                        Shared     10 (10 %)
                        Misses     60 (60 %)
                        Evicted    2
                        Too large  1
                        """);
    }

    @Test
    void anUnusedCacheHasNoShares() {
        assertThat(print(new CacheStats(false, false, 0, 0, 1024, 0, 0, 0, 0, 0, 0), false))
                .contains("Cache      disabled\n")
                .contains("Size       0 B of 1 kB\n")
                .contains("Hits       0\n");
    }

    @Test
    void aStoreShowsItsFailuresAndNoSizes() {
        assertThat(print(new CacheStats(true, true, 0, 0, 0, 0, 0, 1, 0, 0, 3), false))
                .isEqualTo("""
                        Cache      enabled
                        Kept       in a persistent store
                        Hits       0 (0 %)
                        Shared     0 (0 %)
                        Misses     1 (100 %)
                        Evicted    0
                        Too large  0
                        Failures   3 calls of the store
                        """);
    }

    @Test
    void scriptsGetJson() {
        assertThat(print(new CacheStats(true, false, 1, 2, 3, 4, 5, 6, 7, 8, 9), true))
                .isEqualToIgnoringWhitespace(
                        "{ \"enabled\" : true, \"persistent\" : false, \"entries\" : 1, \"bytes\" : 2, \"maxBytes\" : 3,"
                                + " \"hits\" : 4, \"shared\" : 5, \"misses\" : 6, \"evictions\" : 7,"
                                + " \"tooLarge\" : 8, \"failures\" : 9 }");
    }
}

package io.appkit.analytics;

import io.appkit.api.config.Configuration;
import io.appkit.api.config.Key;
import java.time.Duration;

/**
 * How long queries may take.
 *
 * @param timeout of each try of a query; the start of the warehouse does not count
 * @param warehouseStartupTimeoutMs how long a query waits for its warehouse to run
 * @param autoStartWarehouse whether a stopped warehouse is started for a query
 * @param arrowFirstByteTimeoutMs how long the beginning of an Arrow result may take, the start of the warehouse included
 */
@Configuration(pid = "appkit.analytics", title = "AppKit analytics")
public record AnalyticsSettings(
        @Key(
                description = "Milliseconds each try of a query may take; the start of the warehouse does not count",
                defaultValue = "60000",
                min = 1)
        Duration timeout,

        @Key(description = "Milliseconds a query waits for its warehouse to run", defaultValue = "300000", min = 1)
        Duration warehouseStartupTimeoutMs,

        @Key(description = "Whether a stopped warehouse is started for a query", defaultValue = "true")
        boolean autoStartWarehouse,

        @Key(
                description =
                        "Milliseconds until the first byte of an Arrow result, the start of the warehouse included",
                defaultValue = "120000",
                min = 1)
        Duration arrowFirstByteTimeoutMs) {}

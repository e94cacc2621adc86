package io.appkit.telemetry;

import io.appkit.api.config.Configuration;
import io.appkit.api.config.Key;
import java.util.List;
import java.util.Optional;

/**
 * What is sent, and under which name. Whether anything is sent at all, and where to, is told by the environment name
 * {@code OTEL_EXPORTER_OTLP_ENDPOINT}.
 *
 * @param serviceName the app's name in telemetry; empty: {@code DATABRICKS_APP_NAME}, else {@code databricks-app}
 * @param off plugins that send nothing, as {@code genie}, or not all of it, as {@code genie.traces}
 */
@Configuration(pid = "appkit.telemetry", title = "AppKit telemetry")
public record TelemetrySettings(
        @Key(
                description = "Name of the app in telemetry; DATABRICKS_APP_NAME, else databricks-app when unset",
                env = "OTEL_SERVICE_NAME")
        Optional<String> serviceName,

        @Key(
                description = "Plugins that send nothing, or not all of it: genie, analytics.metrics, server.logs;"
                        + " the signals are traces, metrics and logs")
        List<String> off) {

    /** Whether a plugin sends a signal. */
    boolean sends(String plugin, String signal) {
        return !off.contains(plugin) && !off.contains(plugin + "." + signal);
    }
}

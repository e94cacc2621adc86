package io.appkit.telemetry;

import io.appkit.api.config.Environment;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Where telemetry goes and how, in OpenTelemetry's own terms.
 *
 * @param properties as {@code otel.exporter.otlp.endpoint}
 */
record Destination(Map<String, String> properties) {

    static final String ENDPOINT = "OTEL_EXPORTER_OTLP_ENDPOINT";

    private static final String PREFIX = "OTEL_";
    private static final String DEFAULT_NAME = "databricks-app";

    /** The destination that is configured; empty if there is none. */
    static Optional<Destination> of(Environment environment, TelemetrySettings settings) {
        if (environment.get(ENDPOINT).isEmpty()) {
            return Optional.empty();
        }
        Map<String, String> properties = new HashMap<>();
        properties.put("otel.metric.export.interval", "10000");
        environment.all().forEach((name, value) -> {
            if (name.startsWith(PREFIX) && !value.isBlank()) {
                properties.put(name.toLowerCase(Locale.ROOT).replace('_', '.'), value);
            }
        });
        properties.put("otel.exporter.otlp.protocol", "http/protobuf");
        properties.put(
                "otel.service.name",
                settings.serviceName()
                        .or(() -> environment.get("DATABRICKS_APP_NAME"))
                        .orElse(DEFAULT_NAME));
        return Optional.of(new Destination(Map.copyOf(properties)));
    }
}

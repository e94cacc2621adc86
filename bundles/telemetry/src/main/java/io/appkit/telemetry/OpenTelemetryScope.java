package io.appkit.telemetry;

import io.appkit.api.telemetry.Span;
import io.appkit.api.telemetry.Telemetry;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** The telemetry of one scope: a plugin or a part of it. */
final class OpenTelemetryScope implements Telemetry {

    private final OpenTelemetry openTelemetry;
    private final Supplier<TelemetrySettings> settings;
    private final String plugin;
    private final Tracer tracer;
    private final Meter meter;
    private final Map<String, LongCounter> counters = new ConcurrentHashMap<>();
    private final Map<String, DoubleHistogram> histograms = new ConcurrentHashMap<>();
    private final Map<String, Telemetry> parts = new ConcurrentHashMap<>();

    /**
     * Creates it.
     *
     * @param plugin whose settings apply
     * @param scope name of the instrumentation scope
     */
    OpenTelemetryScope(OpenTelemetry openTelemetry, Supplier<TelemetrySettings> settings, String plugin, String scope) {
        this.openTelemetry = openTelemetry;
        this.settings = settings;
        this.plugin = plugin;
        this.tracer = openTelemetry.getTracer(scope);
        this.meter = openTelemetry.getMeter(scope);
    }

    @Override
    public boolean tracing() {
        return settings.get().sends(plugin, "traces");
    }

    @Override
    public boolean measuring() {
        return settings.get().sends(plugin, "metrics");
    }

    @Override
    public Span span(String name, Span.Kind kind, Span parent) {
        if (!tracing()) {
            return Span.NONE;
        }
        RecordedSpan known = parent instanceof RecordedSpan recorded ? recorded : null;
        Context above = known == null ? Context.root() : known.context();
        io.opentelemetry.api.trace.Span span = tracer.spanBuilder(name)
                .setParent(above)
                .setSpanKind(kind == Span.Kind.CLIENT ? SpanKind.CLIENT : SpanKind.INTERNAL)
                .startSpan();
        return new RecordedSpan(span, above.with(span), known == null ? null : known.request(), null);
    }

    @Override
    public void count(String metric, Map<String, String> attributes) {
        if (measuring()) {
            counters.computeIfAbsent(metric, name -> meter.counterBuilder(name).build())
                    .add(1, attributes(attributes));
        }
    }

    @Override
    public void record(String metric, String unit, double value, Map<String, String> attributes) {
        if (measuring()) {
            histograms
                    .computeIfAbsent(
                            metric,
                            name -> meter.histogramBuilder(name).setUnit(unit).build())
                    .record(value, attributes(attributes));
        }
    }

    private static Attributes attributes(Map<String, String> values) {
        AttributesBuilder attributes = Attributes.builder();
        values.forEach(attributes::put);
        return attributes.build();
    }

    @Override
    public Telemetry part(String name) {
        return parts.computeIfAbsent(
                name, part -> new OpenTelemetryScope(openTelemetry, settings, plugin, plugin + "-" + part));
    }
}

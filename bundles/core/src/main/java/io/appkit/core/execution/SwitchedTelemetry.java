package io.appkit.core.execution;

import io.appkit.api.telemetry.Span;
import io.appkit.api.telemetry.Telemetry;
import io.appkit.api.telemetry.TelemetrySource;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Lasting telemetry: goes to the source of the moment, if there is one. */
final class SwitchedTelemetry implements Telemetry {

    private record Bound(TelemetrySource source, Telemetry telemetry) {}

    private final Supplier<@Nullable TelemetrySource> sources;
    private final Function<TelemetrySource, Telemetry> scope;
    private volatile @Nullable Bound bound;

    SwitchedTelemetry(Supplier<@Nullable TelemetrySource> sources, Function<TelemetrySource, Telemetry> scope) {
        this.sources = sources;
        this.scope = scope;
    }

    private Telemetry now() {
        TelemetrySource source = sources.get();
        Bound known = bound;
        if (source == null) {
            if (known != null) {
                bound = null;
            }
            return OFF;
        }
        if (known == null || known.source != source) {
            known = new Bound(source, scope.apply(source));
            bound = known;
        }
        return known.telemetry;
    }

    @Override
    public boolean tracing() {
        return now().tracing();
    }

    @Override
    public boolean measuring() {
        return now().measuring();
    }

    @Override
    public Span span(String name, Span.Kind kind, Span parent) {
        return now().span(name, kind, parent);
    }

    @Override
    public void count(String metric, Map<String, String> attributes) {
        now().count(metric, attributes);
    }

    @Override
    public void record(String metric, String unit, double value, Map<String, String> attributes) {
        now().record(metric, unit, value, attributes);
    }

    @Override
    public Telemetry part(String name) {
        return new SwitchedTelemetry(sources, source -> scope.apply(source).part(name));
    }
}

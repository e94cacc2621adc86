package io.appkit.core.execution;

import io.appkit.api.AppKitException;
import io.appkit.api.ErrorKind;
import io.appkit.api.telemetry.Span;
import io.appkit.api.telemetry.Telemetry;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Telemetry that can be read. */
final class RecordedTelemetry implements Telemetry {

    final List<Recorded> spans = new CopyOnWriteArrayList<>();
    final List<String> counts = new CopyOnWriteArrayList<>();

    /** One span. */
    static final class Recorded implements Span {

        final String name;
        final Span parent;
        final Map<String, Object> attributes = new ConcurrentHashMap<>();
        final List<String> events = new CopyOnWriteArrayList<>();
        volatile String end = "";

        Recorded(String name, Span parent) {
            this.name = name;
            this.parent = parent;
        }

        @Override
        public boolean recording() {
            return true;
        }

        @Override
        public Span set(String attribute, String value) {
            attributes.put(attribute, value);
            return this;
        }

        @Override
        public Span set(String attribute, long value) {
            attributes.put(attribute, value);
            return this;
        }

        @Override
        public Span set(String attribute, boolean value) {
            attributes.put(attribute, value);
            return this;
        }

        @Override
        public Span event(String event) {
            events.add(event);
            return this;
        }

        @Override
        public void fail(Throwable error) {
            if (end.isEmpty()) {
                end = error instanceof AppKitException known && known.kind() == ErrorKind.ABORTED
                        ? "cancelled"
                        : "failed";
            }
        }

        @Override
        public void end() {
            if (end.isEmpty()) {
                end = "ended";
            }
        }
    }

    List<Recorded> named(String name) {
        return spans.stream().filter(span -> span.name.equals(name)).toList();
    }

    @Override
    public boolean tracing() {
        return true;
    }

    @Override
    public boolean measuring() {
        return true;
    }

    @Override
    public Span span(String name, Span.Kind kind, Span parent) {
        Recorded span = new Recorded(name, parent);
        spans.add(span);
        return span;
    }

    @Override
    public void count(String metric, Map<String, String> attributes) {
        counts.add(metric + " " + new TreeMap<>(attributes));
    }

    @Override
    public void record(String metric, String unit, double value, Map<String, String> attributes) {
        counts.add(metric);
    }

    @Override
    public Telemetry part(String name) {
        return this;
    }
}

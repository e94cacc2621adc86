package io.appkit.api.telemetry;

import java.util.Map;

/**
 * The traces and metrics of one plugin. While telemetry is off, spans are {@link Span#NONE} and counts go nowhere; work that
 * is only done for telemetry's sake should ask first whether it is on.
 */
public interface Telemetry {

    /** Telemetry that is always off. */
    Telemetry OFF = new Telemetry() {
        @Override
        public boolean tracing() {
            return false;
        }

        @Override
        public boolean measuring() {
            return false;
        }

        @Override
        public Span span(String name, Span.Kind kind, Span parent) {
            return Span.NONE;
        }

        @Override
        public void count(String metric, Map<String, String> attributes) {}

        @Override
        public void record(String metric, String unit, double value, Map<String, String> attributes) {}

        @Override
        public Telemetry part(String name) {
            return this;
        }
    };

    /** Whether spans are recorded at the moment. */
    boolean tracing();

    /** Whether metrics are recorded at the moment. */
    boolean measuring();

    /**
     * Begins a span; the caller ends it.
     *
     * @param parent the work it is part of; {@link Span#NONE} begins a new trace
     */
    Span span(String name, Span.Kind kind, Span parent);

    /**
     * Adds one to a counter.
     *
     * @param attributes few and with few different values each, since every combination is kept
     */
    void count(String metric, Map<String, String> attributes);

    /**
     * Adds a value to a histogram.
     *
     * @param unit as {@code ms}
     * @param attributes few and with few different values each, since every combination is kept
     */
    void record(String metric, String unit, double value, Map<String, String> attributes);

    /** The telemetry of a part of the plugin, such as its way to a warehouse; its scope is {@code <plugin>-<name>}. */
    Telemetry part(String name);
}

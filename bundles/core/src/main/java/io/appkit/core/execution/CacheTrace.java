package io.appkit.core.execution;

import io.appkit.api.execution.CacheEntry;
import io.appkit.api.telemetry.Span;
import io.appkit.api.telemetry.Telemetry;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/** What telemetry is told of one call of the cache (contract: execution, section 7). */
final class CacheTrace {

    /** Of a call that is not observed. */
    static final CacheTrace NONE = new CacheTrace(Telemetry.OFF, "", "", Span.NONE);

    private final Telemetry telemetry;
    private final String plugin;
    private final String name;
    private final Span span;

    private CacheTrace(Telemetry telemetry, String plugin, String name, Span span) {
        this.telemetry = telemetry;
        this.plugin = plugin;
        this.name = name;
        this.span = span;
    }

    static CacheTrace begin(
            Telemetry telemetry, String plugin, CacheEntry entry, String key, boolean persistent, Span parent) {
        if (!telemetry.tracing() && !telemetry.measuring()) {
            return NONE;
        }
        Span span = telemetry
                .span("cache.getOrExecute", Span.Kind.INTERNAL, parent)
                .set("cache.key", key)
                .set("cache.enabled", true)
                .set("cache.persistent", persistent);
        return new CacheTrace(telemetry, plugin, entry.name(), span);
    }

    /** The span of the call. */
    Span span() {
        return span;
    }

    /** The result was there. */
    void hit() {
        span.set("cache.hit", true).set("cache.deduplication", false);
        count("cache.hit", false);
    }

    /** The result is that of an equal call which is running. */
    void joined() {
        span.set("cache.hit", true).set("cache.deduplication", true).event("cache.deduplication_used");
        count("cache.hit", true);
    }

    /** The work has to be done. */
    void missed() {
        span.set("cache.hit", false).set("cache.deduplication", false).event("cache.miss");
        count("cache.miss", false);
    }

    /** The result of the work is kept. */
    void stored() {
        span.event("cache.value_stored");
    }

    /** Ends the span with the call. */
    <T> CompletionStage<T> follow(CompletionStage<T> call) {
        if (!span.recording()) {
            return call;
        }
        return call.whenComplete((value, error) -> {
            if (error == null) {
                span.end();
            } else {
                span.fail(Failures.unwrap(error));
            }
        });
    }

    private void count(String metric, boolean deduplication) {
        if (telemetry.measuring()) {
            telemetry.count(
                    metric,
                    Map.of("plugin", plugin, "query", name, "cache.deduplication", String.valueOf(deduplication)));
        }
    }
}

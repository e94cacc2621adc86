package io.appkit.core.execution;

import io.appkit.api.execution.CacheEntry;
import io.appkit.api.execution.Cancellation;
import io.appkit.api.execution.Execution;
import io.appkit.api.execution.Operation;
import io.appkit.api.execution.Policy;
import io.appkit.api.telemetry.Telemetry;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The execution chain of one plugin. */
final class PluginExecution implements Execution {

    private final CacheKeys keys;
    private final ResultCache cache;
    private final Coalescer coalescer;
    private final Attempts attempts;
    private final Telemetry telemetry;

    PluginExecution(CacheKeys keys, ResultCache cache, Coalescer coalescer, Attempts attempts, Telemetry telemetry) {
        this.keys = keys;
        this.cache = cache;
        this.coalescer = coalescer;
        this.attempts = attempts;
        this.telemetry = telemetry;
    }

    @Override
    public <T> CompletionStage<T> execute(Policy policy, Cancellation caller, Operation<T> operation) {
        return attempts.run(telemetry, policy, caller, operation);
    }

    @Override
    public CompletionStage<byte[]> cached(
            CacheEntry entry, Policy policy, Cancellation caller, Operation<byte[]> operation) {
        if (!cache.enabled()) {
            return attempts.run(telemetry, policy, caller, operation);
        }
        if (caller.isCancelled()) {
            return CompletableFuture.failedFuture(Failures.aborted());
        }
        String key = keys.of(entry);
        CacheTrace trace = CacheTrace.begin(telemetry, keys.plugin(), entry, key, cache.persistent(), caller.span());
        byte[] hit = cache.inMemory(key);
        if (hit != null) {
            trace.hit();
            trace.span().end();
            return CompletableFuture.completedFuture(hit);
        }
        return trace.follow(coalescer.join(
                key,
                caller,
                trace,
                shared -> cache.inStore(key).thenCompose(found -> {
                    if (found.isEmpty()) {
                        return work(key, entry, policy, shared, trace, operation);
                    }
                    trace.hit();
                    return CompletableFuture.completedStage(Outcome.found(found.get()));
                })));
    }

    private CompletionStage<Outcome> work(
            String key,
            CacheEntry entry,
            Policy policy,
            Cancellation shared,
            CacheTrace trace,
            Operation<byte[]> operation) {
        if (shared.isCancelled()) {
            return CompletableFuture.failedFuture(Failures.aborted());
        }
        cache.missed();
        trace.missed();
        return attempts.run(telemetry, policy, shared, operation).thenApply(value -> {
            CompletionStage<Boolean> kept = cache.keep(key, value, entry.ttl()).thenApply(stored -> {
                if (stored) {
                    trace.stored();
                }
                return stored;
            });
            return new Outcome(value, kept);
        });
    }
}

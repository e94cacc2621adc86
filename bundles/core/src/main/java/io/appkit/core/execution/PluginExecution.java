package io.appkit.core.execution;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.appkit.api.execution.CacheEntry;
import io.appkit.api.execution.Cancellation;
import io.appkit.api.execution.Execution;
import io.appkit.api.execution.Operation;
import io.appkit.api.execution.Policy;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The execution chain of one plugin. */
final class PluginExecution implements Execution {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final String app;
    private final String plugin;
    private final ResultCache cache;
    private final Coalescer coalescer;
    private final Attempts attempts;

    PluginExecution(String app, String plugin, ResultCache cache, Coalescer coalescer, Attempts attempts) {
        this.app = app;
        this.plugin = plugin;
        this.cache = cache;
        this.coalescer = coalescer;
        this.attempts = attempts;
    }

    @Override
    public <T> CompletionStage<T> execute(Policy policy, Cancellation caller, Operation<T> operation) {
        return attempts.run(policy, caller, operation);
    }

    @Override
    public CompletionStage<byte[]> cached(
            CacheEntry entry, Policy policy, Cancellation caller, Operation<byte[]> operation) {
        String key = key(entry);
        byte[] hit = cache.get(key);
        if (hit != null && !caller.isCancelled()) {
            return CompletableFuture.completedFuture(hit);
        }
        return coalescer.join(
                key,
                caller,
                shared -> attempts.run(policy, shared, operation).thenApply(value -> {
                    cache.put(plugin, key, value, entry.ttl());
                    return value;
                }));
    }

    private String key(CacheEntry entry) {
        List<String> parts = new ArrayList<>();
        parts.add(entry.scope());
        parts.add(app);
        parts.add(plugin);
        parts.addAll(entry.parts());
        try {
            byte[] json = JSON.writeValueAsString(parts).getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(json));
        } catch (JsonProcessingException | NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}

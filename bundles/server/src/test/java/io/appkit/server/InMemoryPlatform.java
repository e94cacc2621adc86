package io.appkit.server;

import io.appkit.api.Caller;
import io.appkit.api.Handler;
import io.appkit.api.PluginUnavailableException;
import io.appkit.api.Registration;
import io.appkit.api.ResourceRequirement;
import io.appkit.api.config.ByteSize;
import io.appkit.api.config.Environment;
import io.appkit.api.config.FactorySetting;
import io.appkit.api.config.Setting;
import io.appkit.api.config.Settings;
import io.appkit.api.execution.Cancellation;
import io.appkit.api.execution.CancellationSource;
import io.appkit.api.platform.EventStreams;
import io.appkit.api.platform.Lease;
import io.appkit.api.platform.Mount;
import io.appkit.api.platform.PluginInfo;
import io.appkit.api.platform.PluginRegistry;
import io.appkit.api.platform.Route;
import io.appkit.api.platform.ServerSettings;
import io.appkit.api.platform.StreamConnection;
import io.appkit.api.platform.StreamInfo;
import io.appkit.api.stream.EventStream;
import io.appkit.api.stream.Message;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** What the server needs of the platform: one plugin named demo, in memory. */
final class InMemoryPlatform implements PluginRegistry, Environment, Settings, EventStreams, Mount {

    final AtomicInteger openLeases = new AtomicInteger();
    final AtomicInteger openStreams = new AtomicInteger();
    final AtomicInteger failures = new AtomicInteger();
    volatile int bodyLimit = 1024;
    volatile Optional<String> staticPath = Optional.empty();
    volatile Optional<String> publicUrl = Optional.empty();
    private final List<Route> routes = new ArrayList<>();
    private final Map<String, String> environment;
    private final ExecutorService handlers;

    InMemoryPlatform(Map<String, String> environment, ExecutorService handlers) {
        this.environment = environment;
        this.handlers = handlers;
    }

    void route(String method, String template, Handler handler) {
        routes.add(new Route(method + template, method, template, handler));
    }

    @Override
    public CompletionStage<Optional<Lease>> acquire(String prefix) {
        if (prefix.equals("away")) {
            return CompletableFuture.failedFuture(new PluginUnavailableException("away"));
        } else if (!prefix.toLowerCase(Locale.ROOT).equals("demo")) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
        openLeases.incrementAndGet();
        return CompletableFuture.completedFuture(Optional.of(new CountedLease()));
    }

    private final class CountedLease implements Lease {

        private boolean closed;

        @Override
        public Mount mount() {
            return InMemoryPlatform.this;
        }

        @Override
        public synchronized void close() {
            if (!closed) {
                closed = true;
                openLeases.decrementAndGet();
            }
        }
    }

    @Override
    public EventStream open(Lease lease, Caller caller, StreamConnection connection) {
        openStreams.incrementAndGet();
        CancellationSource cancellation = new CancellationSource();
        connection.onClose(() -> {
            openStreams.decrementAndGet();
            cancellation.cancel();
            lease.close();
        });
        return new PlainStream(connection, cancellation, failures);
    }

    @Override
    public Optional<EventStream> open(
            Lease lease, Caller caller, StreamConnection connection, String id, Optional<String> lastEventId) {
        return Optional.of(open(lease, caller, connection));
    }

    @Override
    public List<StreamInfo> streams() {
        return List.of();
    }

    private record PlainStream(StreamConnection connection, CancellationSource source, AtomicInteger failures)
            implements EventStream {

        @Override
        public boolean send(Message message) {
            return connection.send(frame(new String(message.json(), StandardCharsets.UTF_8)));
        }

        @Override
        public void finish(Message last) {
            send(last);
            connection.finish();
        }

        @Override
        public void fail(Throwable error) {
            failures.incrementAndGet();
            connection.send(frame("{\"failed\":\"" + error.getMessage() + "\"}"));
            connection.finish();
        }

        @Override
        public Cancellation cancellation() {
            return source;
        }

        private static byte[] frame(String json) {
            return ("data: " + json + "\n\n").getBytes(StandardCharsets.UTF_8);
        }
    }

    @Override
    public List<PluginInfo> plugins() {
        return List.of();
    }

    @Override
    public List<ResourceRequirement> resources(String plugin) {
        return List.of();
    }

    @Override
    public List<Mount> mounts() {
        return List.of(this);
    }

    @Override
    public Registration onChange(Runnable action) {
        return () -> {};
    }

    @Override
    public String plugin() {
        return "demo";
    }

    @Override
    public String prefix() {
        return "/api/demo";
    }

    @Override
    public List<Route> routes() {
        return List.copyOf(routes);
    }

    @Override
    public Map<String, ?> clientConfig() {
        return Map.of("note", "</script>");
    }

    @Override
    public Executor executor() {
        return handlers;
    }

    @Override
    public boolean runHere(Runnable handler) {
        handler.run();
        return true;
    }

    @Override
    public Optional<String> get(String name) {
        return Optional.ofNullable(environment.get(name));
    }

    @Override
    public Optional<String> process(String name) {
        return Optional.empty();
    }

    @Override
    public Map<String, String> all() {
        return environment;
    }

    @Override
    public <R extends Record> FactorySetting<R> bindFactory(Class<R> type) {
        throw new UnsupportedOperationException();
    }

    @Override
    public <R extends Record> Setting<R> bind(Class<R> type) {
        return new Setting<>() {
            @Override
            public R get() {
                return type.cast(new ServerSettings(
                        Optional.empty(), 0, Optional.empty(), staticPath, new ByteSize(bodyLimit), publicUrl));
            }

            @Override
            public void onChange(Consumer<R> listener) {}

            @Override
            public void close() {}
        };
    }
}

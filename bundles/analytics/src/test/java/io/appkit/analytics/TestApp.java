package io.appkit.analytics;

import io.appkit.analytics.async.SchedulerTimer;
import io.appkit.analytics.async.Timer;
import io.appkit.analytics.query.ContributedQueries;
import io.appkit.api.Caller;
import io.appkit.api.Credential;
import io.appkit.api.Exports;
import io.appkit.api.Handler;
import io.appkit.api.PluginContext;
import io.appkit.api.Routes;
import io.appkit.api.analytics.Analytics;
import io.appkit.api.config.Environment;
import io.appkit.api.config.FactorySetting;
import io.appkit.api.config.Setting;
import io.appkit.api.config.Settings;
import io.appkit.api.execution.Execution;
import io.appkit.api.platform.AppFolder;
import io.appkit.core.execution.CacheSettings;
import io.appkit.core.execution.Executions;
import io.appkit.core.stream.StreamRegistry;
import io.appkit.core.stream.StreamSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** An app folder with the plugin in it, on the real execution chain and event streams. */
final class TestApp implements PluginContext, AutoCloseable {

    final ScriptedWorkspace workspace = new ScriptedWorkspace();
    final Map<String, String> environmentNames = new HashMap<>();
    final StreamRegistry streams = StreamRegistry.with(StreamSettings.DEFAULT);
    AnalyticsSettings settings =
            new AnalyticsSettings(Duration.ofSeconds(60), Duration.ofMinutes(5), true, Duration.ofMinutes(2));

    final ContributedQueries contributed;

    private final Path root;
    private final Execution execution;
    private AnalyticsPlugin plugin;
    private final Map<String, Handler> handlers = new HashMap<>();
    Analytics analytics;

    TestApp(Path root) throws IOException {
        this.root = root;
        this.contributed = new ContributedQueries(root.resolve("contributed"));
        Files.createDirectories(root.resolve("config/queries"));
        this.execution = new Executions(new FixedSettings(), environment()).forPlugin("analytics");
    }

    TestApp query(String file, String sql) throws IOException {
        Files.writeString(root.resolve("config/queries").resolve(file), sql);
        return this;
    }

    TestApp start(Supplier<Timer> timers) {
        plugin = new AnalyticsPlugin(workspace, () -> contributed, timers);
        plugin.start(this);
        plugin.routes(new Routes() {
            @Override
            public void route(String name, String method, String template, Handler added) {
                handlers.put(name + " " + method + " " + template, added);
            }
        });
        plugin.exports(new Exports() {
            @Override
            public <T> void export(Class<T> api, T implementation) {
                analytics = (Analytics) implementation;
            }
        });
        return this;
    }

    TestApp start() {
        return start(SchedulerTimer::new);
    }

    static Caller caller(String id) {
        return new Caller(id, Optional.empty(), Optional.empty(), Optional.of((Credential) () -> "fp"));
    }

    static Caller callerWithoutToken() {
        return new Caller("u0", Optional.empty(), Optional.empty(), Optional.empty());
    }

    Page ask(String key, String body) throws Exception {
        return ask(caller("u1"), key, body, Map.of("Accept", "text/event-stream"));
    }

    Page ask(Caller caller, String key, String body, Map<String, String> headers) throws Exception {
        Page page = new Page(streams, caller, key, Page.body(body), headers);
        handlers.get("query POST /query/:query_key").handle(page);
        return page;
    }

    /** Lets a page ask that has been made before. */
    void ask(Page page) throws Exception {
        handlers.get("query POST /query/:query_key").handle(page);
    }

    /** Asks as the 0.76 client does for Arrow. */
    Page askArrow(String key) throws Exception {
        return ask(caller("u1"), key, "{\"format\":\"ARROW_STREAM\"}", Map.of("Accept", "*/*"));
    }

    /** Asks a route with one path parameter. */
    Page get(Caller caller, String route, String parameter) throws Exception {
        Page page = new Page(streams, caller, parameter, Map.of(), Map.of());
        handlers.get(route).handle(page);
        return page;
    }

    void stop() {
        plugin.stop();
    }

    @Override
    public void close() {
        plugin.stop();
    }

    @Override
    public String name() {
        return "analytics";
    }

    @Override
    public Execution execution() {
        return execution;
    }

    @Override
    public Environment environment() {
        return Environment.of(environmentNames);
    }

    @Override
    public AppFolder appFolder() {
        return () -> Optional.of(root);
    }

    @Override
    public <R extends Record> FactorySetting<R> factorySettings(Class<R> type) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void clientConfigChanged() {}

    @Override
    public <R extends Record> Setting<R> settings(Class<R> type) {
        return new FixedSetting<>(() -> type.cast(settings));
    }

    private static final class FixedSettings implements Settings {
        @Override
        public <R extends Record> FactorySetting<R> bindFactory(Class<R> type) {
            throw new UnsupportedOperationException();
        }

        @Override
        public <R extends Record> Setting<R> bind(Class<R> type) {
            return new FixedSetting<>(() -> type.cast(CacheSettings.defaults()));
        }
    }

    private record FixedSetting<R extends Record>(Supplier<R> value) implements Setting<R> {
        @Override
        public R get() {
            return value.get();
        }

        @Override
        public void onChange(Consumer<R> listener) {}

        @Override
        public void close() {}
    }
}

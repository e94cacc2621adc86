package io.appkit.files;

import io.appkit.api.Exports;
import io.appkit.api.Handler;
import io.appkit.api.PluginContext;
import io.appkit.api.Registration;
import io.appkit.api.Routes;
import io.appkit.api.config.ByteSize;
import io.appkit.api.config.Environment;
import io.appkit.api.config.FactorySetting;
import io.appkit.api.config.Setting;
import io.appkit.api.config.Settings;
import io.appkit.api.execution.Execution;
import io.appkit.api.files.FilePolicy;
import io.appkit.api.files.Files;
import io.appkit.api.platform.AppFolder;
import io.appkit.core.execution.CacheSettings;
import io.appkit.core.execution.Executions;
import io.appkit.files.multipart.PartSizes;
import io.appkit.files.multipart.Spool;
import io.appkit.files.multipart.Uploads;
import io.appkit.files.policy.PolicyServices;
import io.appkit.files.policy.PublishedPolicy;
import io.appkit.files.volume.FilesSettings;
import io.appkit.files.volume.VolumeAuth;
import io.appkit.files.volume.VolumeSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.osgi.framework.FrameworkUtil;

/** The plugin on the real execution chain, with a workspace in memory. */
final class TestApp implements PluginContext, PolicyServices {

    static final String ROOT = "/Volumes/main/default/up";

    final MemoryWorkspace workspace = new MemoryWorkspace();
    final Map<String, String> names = new TreeMap<>(Map.of("DATABRICKS_VOLUME_UP", ROOT));
    final Map<String, VolumeSettings> volumes = new TreeMap<>();
    final List<PublishedPolicy> policies = new CopyOnWriteArrayList<>();
    private final List<Runnable> changes = new CopyOnWriteArrayList<>();
    private final Map<String, Handler> handlers = new HashMap<>();
    private final Executions executions = new Executions(new CacheDefaults(), Environment.of(Map.of()));
    Path spool = Path.of("target", "spool-" + System.nanoTime());
    Spool kept;
    volatile long nanos = 1;
    PartSizes sizes = PartSizes.STANDARD;
    FilesSettings general = general(10_000, false, List.of());
    FilesPlugin plugin;
    Files files;
    int configChanges;

    static FilesSettings general(int mostEntries, boolean hideDenied, List<String> types) {
        return new FilesSettings(
                Optional.empty(),
                ByteSize.parse("5gb"),
                ByteSize.parse("10mb"),
                types,
                VolumeAuth.SERVICE_PRINCIPAL,
                mostEntries,
                hideDenied);
    }

    static VolumeSettings at(String path) {
        return new VolumeSettings(
                Optional.of(path),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    static VolumeSettings policy(String name) {
        return new VolumeSettings(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(name));
    }

    static VolumeSettings limits(String upload, String read) {
        return new VolumeSettings(
                Optional.empty(),
                Optional.empty(),
                Optional.of(ByteSize.parse(upload)),
                Optional.of(ByteSize.parse(read)),
                Optional.empty(),
                Optional.of("allowAll"));
    }

    static VolumeSettings ofUsers(String policy) {
        return new VolumeSettings(
                Optional.empty(),
                Optional.of(VolumeAuth.ON_BEHALF_OF_USER),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(policy));
    }

    TestApp start() {
        return start(Duration.ZERO);
    }

    TestApp start(Duration patience) {
        plugin = FilesPlugin.with(
                workspace,
                this,
                execution -> {
                    kept = Spool.in(spool);
                    return new Uploads(workspace, execution, kept, sizes, () -> nanos);
                },
                patience);
        plugin.start(this);
        workspace.calls.clear();
        plugin.routes(new Routes() {
            @Override
            public void route(String name, String method, String template, Handler handler) {
                handlers.put(name, handler);
            }
        });
        plugin.exports(new Exports() {
            @Override
            public <T> void export(Class<T> api, T implementation) {
                files = (Files) implementation;
            }
        });
        return this;
    }

    /** Publishes a policy as a service. */
    PublishedPolicy publish(FilePolicy policy, Map<String, Object> properties) {
        PublishedPolicy published = new PublishedPolicy(policy, FrameworkUtil.asDictionary(properties));
        policies.add(published);
        return published;
    }

    Browser get(String route, String path) throws Exception {
        return ask(route, "up", new Browser().query("path", path));
    }

    /** Asks, and waits for the whole answer. */
    Browser ask(String route, String volume, Browser browser) throws Exception {
        begin(route, volume, browser).end();
        return browser;
    }

    /** Asks. */
    Browser begin(String route, String volume, Browser browser) throws Exception {
        browser.volume = volume;
        handlers.get(route).handle(browser);
        return browser;
    }

    /** Environment or configuration have changed. */
    void changed() {
        changes.forEach(Runnable::run);
    }

    /** The calls of the workspace so far, which are then forgotten. */
    List<String> calls() {
        List<String> calls = List.copyOf(workspace.calls);
        workspace.calls.clear();
        return calls;
    }

    @Override
    public List<PublishedPolicy> published() {
        return policies;
    }

    @Override
    public void close() {}

    @Override
    public String name() {
        return "files";
    }

    @Override
    public Execution execution() {
        return executions.forPlugin("files");
    }

    @Override
    public Environment environment() {
        Environment fixed = Environment.of(names);
        return new Environment() {
            @Override
            public Optional<String> get(String name) {
                return fixed.get(name);
            }

            @Override
            public Optional<String> process(String name) {
                return fixed.process(name);
            }

            @Override
            public Map<String, String> all() {
                return fixed.all();
            }

            @Override
            public Registration onChange(Runnable action) {
                changes.add(action);
                return () -> changes.remove(action);
            }
        };
    }

    @Override
    public AppFolder appFolder() {
        return Optional::empty;
    }

    @Override
    public <R extends Record> Setting<R> settings(Class<R> type) {
        return new Fixed<>(() -> type.cast(general));
    }

    @Override
    public <R extends Record> FactorySetting<R> factorySettings(Class<R> type) {
        return new FactorySetting<>() {
            @Override
            public Map<String, R> get() {
                Map<String, R> all = new TreeMap<>();
                volumes.forEach((key, own) -> all.put(key, type.cast(own)));
                return all;
            }

            @Override
            public void onChange(Consumer<Map<String, R>> listener) {}

            @Override
            public void close() {}
        };
    }

    @Override
    public void clientConfigChanged() {
        configChanges++;
    }

    private record Fixed<R extends Record>(Supplier<R> value) implements Setting<R> {
        @Override
        public R get() {
            return value.get();
        }

        @Override
        public void onChange(Consumer<R> listener) {}

        @Override
        public void close() {}
    }

    private static final class CacheDefaults implements Settings {
        @Override
        public <R extends Record> Setting<R> bind(Class<R> type) {
            return new Fixed<>(() -> type.cast(CacheSettings.defaults()));
        }

        @Override
        public <R extends Record> FactorySetting<R> bindFactory(Class<R> type) {
            throw new UnsupportedOperationException();
        }
    }
}

package io.appkit.core.execution;

import com.github.benmanes.caffeine.cache.Ticker;
import io.appkit.api.config.Environment;
import io.appkit.api.config.Setting;
import io.appkit.api.config.Settings;
import io.appkit.api.execution.CacheStore;
import io.appkit.api.execution.Execution;
import io.appkit.api.platform.CacheAdmin;
import io.appkit.api.platform.CacheStats;
import io.appkit.api.telemetry.Telemetry;
import io.appkit.api.telemetry.TelemetrySource;
import io.appkit.core.DaemonThreads;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** Owns what the execution chains of all plugins share: cache, running operations, scheduler. */
@Component(service = {Executions.class, CacheAdmin.class})
public final class Executions implements CacheAdmin {

    private final Setting<CacheSettings> settings;
    private final ScheduledThreadPoolExecutor scheduler;
    private final ResultCache cache;
    private final Coalescer coalescer;
    private final Attempts attempts;
    private final Environment environment;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable TelemetrySource telemetrySource;

    @Activate
    public Executions(@Reference Settings settings, @Reference Environment environment) {
        this.environment = environment;
        this.settings = settings.bind(CacheSettings.class);
        this.scheduler = new ScheduledThreadPoolExecutor(2, DaemonThreads.named("appkit-execution"));
        scheduler.setRemoveOnCancelPolicy(true);
        this.cache = new ResultCache(
                this.settings,
                Ticker.systemTicker(),
                StoreTiming.of(scheduler),
                () -> ThreadLocalRandom.current().nextDouble());
        this.coalescer = new Coalescer(scheduler);
        this.attempts =
                new Attempts(scheduler, () -> ThreadLocalRandom.current().nextDouble());
    }

    @Deactivate
    void stop() {
        cache.close();
        scheduler.shutdownNow();
        settings.close();
    }

    /** The chain of one plugin. */
    public Execution forPlugin(String plugin) {
        return new PluginExecution(new CacheKeys(app(), plugin), cache, coalescer, attempts, telemetry(plugin));
    }

    /** The telemetry of one plugin; on while there is a collector. */
    public Telemetry telemetry(String plugin) {
        return new SwitchedTelemetry(() -> telemetrySource, source -> source.scope(plugin));
    }

    private String app() {
        return environment.get("DATABRICKS_APP_NAME").orElse("");
    }

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void setStore(CacheStore store) {
        cache.stores().offer(store);
    }

    void unsetStore(CacheStore store) {
        cache.stores().withdraw(store);
    }

    @Override
    public CacheStats stats() {
        return cache.stats(coalescer.joined());
    }

    @Override
    public long clear() {
        return cache.clear(CacheKeys.prefix(app()));
    }

    @Override
    public long clear(String plugin) {
        return cache.clear(CacheKeys.prefix(app(), plugin));
    }
}

package io.appkit.core.execution;

import com.github.benmanes.caffeine.cache.Ticker;
import io.appkit.api.config.Environment;
import io.appkit.api.config.Setting;
import io.appkit.api.config.Settings;
import io.appkit.api.execution.Execution;
import io.appkit.api.platform.CacheAdmin;
import io.appkit.api.platform.CacheStats;
import io.appkit.core.DaemonThreads;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadLocalRandom;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** Owns what the execution chains of all plugins share: cache, running operations, scheduler. */
@Component(service = {Executions.class, CacheAdmin.class})
public final class Executions implements CacheAdmin {

    private final Setting<CacheSettings> settings;
    private final ScheduledThreadPoolExecutor scheduler;
    private final ResultCache cache;
    private final Coalescer coalescer;
    private final Attempts attempts;
    private final Environment environment;

    @Activate
    public Executions(@Reference Settings settings, @Reference Environment environment) {
        this.environment = environment;
        this.settings = settings.bind(CacheSettings.class);
        this.scheduler = new ScheduledThreadPoolExecutor(2, DaemonThreads.named("appkit-execution"));
        scheduler.setRemoveOnCancelPolicy(true);
        this.cache = new ResultCache(this.settings, Ticker.systemTicker());
        this.coalescer = new Coalescer(scheduler);
        this.attempts =
                new Attempts(scheduler, () -> ThreadLocalRandom.current().nextDouble());
    }

    @Deactivate
    void stop() {
        scheduler.shutdownNow();
        settings.close();
    }

    /** The chain of one plugin. */
    public Execution forPlugin(String plugin) {
        String app = environment.get("DATABRICKS_APP_NAME").orElse("");
        return new PluginExecution(app, plugin, cache, coalescer, attempts);
    }

    @Override
    public CacheStats stats() {
        return cache.stats(coalescer.joined(), coalescer.started());
    }

    @Override
    public long clear() {
        return cache.clear(null);
    }

    @Override
    public long clear(String plugin) {
        return cache.clear(plugin);
    }
}

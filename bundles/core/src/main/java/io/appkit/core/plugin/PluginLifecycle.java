package io.appkit.core.plugin;

import io.appkit.api.config.Environment;
import io.appkit.api.platform.PluginState;
import io.appkit.core.DaemonThreads;
import io.appkit.core.plugin.PluginManifest.RequiredResource;
import io.appkit.core.stream.StreamRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts, swaps and stops plugin versions, on threads of its own. */
final class PluginLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(PluginLifecycle.class);
    private static final Duration DRAIN = Duration.ofSeconds(10);

    /** When the whole server stops, what runs has the time that Jetty gives it, and no second helping per plugin. */
    private static final Duration DRAIN_AT_SHUTDOWN = Duration.ofSeconds(1);

    private final Environment environment;
    private final StreamRegistry streams;
    private final Consumer<PluginMount> mounted;
    private final Runnable changed;
    private final ExecutorService threads = Executors.newCachedThreadPool(DaemonThreads.named("appkit-plugins"));
    private final ScheduledThreadPoolExecutor timer =
            new ScheduledThreadPoolExecutor(1, DaemonThreads.named("appkit-swap"));
    private volatile boolean shuttingDown;

    PluginLifecycle(Environment environment, StreamRegistry streams, Consumer<PluginMount> mounted, Runnable changed) {
        this.environment = environment;
        this.streams = streams;
        this.mounted = mounted;
        this.changed = changed;
        timer.setRemoveOnCancelPolicy(true);
    }

    ScheduledExecutorService timer() {
        return timer;
    }

    ExecutorService threads() {
        return threads;
    }

    StreamRegistry streams() {
        return streams;
    }

    /** The framework stops: ends all streams, and drains briefly from now on. */
    void shutDown() {
        shuttingDown = true;
        streams.abortAll();
    }

    void close() {
        timer.shutdownNow();
        threads.shutdownNow();
    }

    /** Starts an instance unless something is in its way; returns at once. */
    void start(PluginSlot slot, PluginInstance instance) {
        try {
            threads.execute(() -> startNow(slot, instance));
        } catch (RejectedExecutionException e) {
            LOG.debug("Plugin {} is not started: the registry has closed", slot.name());
        }
    }

    private void startNow(PluginSlot slot, PluginInstance instance) {
        Optional<PluginInstance> better = slot.betterThan(instance);
        Optional<String> unmet = unmet(instance.manifest());
        if (better.isPresent()) {
            standAside(instance, better.get());
        } else if (unmet.isPresent()) {
            instance.enter(PluginState.WAITING_RESOURCES, unmet.get());
        } else if (instance.start()) {
            serve(slot, instance);
        }
        slot.serveWaiting();
        changed.run();
    }

    private static void standAside(PluginInstance instance, PluginInstance better) {
        if (better.version().equals(instance.version())) {
            instance.enter(
                    PluginState.FAILED,
                    "version " + better.version() + " is running already, from bundle "
                            + better.bundle().getBundleId());
        } else {
            instance.enter(PluginState.STOPPED, "version " + better.version() + " is running");
        }
    }

    private void serve(PluginSlot slot, PluginInstance instance) {
        PluginMount mount = instance.mount();
        if (mount == null || !slot.contains(instance)) {
            instance.drainAndStop(Duration.ZERO, PluginState.STOPPED, null);
            return;
        }
        instance.enter(PluginState.ACTIVE, null);
        mounted.accept(mount);
        Optional<PluginInstance> before = slot.serve(instance);
        LOG.info("Plugin {} {} serves {}", slot.name(), instance.version(), mount.prefix());
        changed.run();
        before.ifPresent(
                old -> old.drainAndStop(DRAIN, PluginState.STOPPED, "version " + instance.version() + " is running"));
    }

    /** Ends an instance whose service goes; returns when it has ended. */
    void stop(PluginSlot slot, PluginInstance instance) {
        boolean served = instance.mount() != null;
        Optional<PluginInstance> next =
                shuttingDown ? Optional.empty() : slot.idle().stream().findFirst();
        next.ifPresent(PluginInstance::expectStart);
        slot.remove(instance);
        next.ifPresent(other -> start(slot, other));
        changed.run();
        instance.drainAndStop(shuttingDown ? DRAIN_AT_SHUTDOWN : DRAIN, PluginState.STOPPED, null);
        slot.stopped();
        if (served) {
            LOG.info("Plugin {} {} has stopped", slot.name(), instance.version());
        }
        changed.run();
    }

    /** Starts again what waited for configuration or resources. */
    void reconsider(PluginSlot slot) {
        slot.idle().stream().filter(PluginInstance::waits).forEach(instance -> start(slot, instance));
    }

    private Optional<String> unmet(PluginManifest manifest) {
        if (environment.development()) {
            return Optional.empty();
        }
        for (RequiredResource resource : manifest.required()) {
            List<String> missing = resource.environmentNames().stream()
                    .filter(name -> environment.get(name).isEmpty())
                    .toList();
            if (!missing.isEmpty()) {
                return Optional.of(String.join(", ", missing) + " is not set, which names the " + resource.type());
            }
        }
        return Optional.empty();
    }
}

package io.appkit.core.plugin;

import io.appkit.api.ResourceRequirement;
import io.appkit.api.config.Environment;
import io.appkit.api.platform.PluginState;
import io.appkit.core.DaemonThreads;
import io.appkit.core.stream.StreamRegistry;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts, swaps and stops plugin versions, on threads of its own. */
final class PluginLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(PluginLifecycle.class);

    private final Environment environment;
    private final StreamRegistry streams;
    private final Consumer<PluginMount> mounted;
    private final Runnable changed;
    private final ExecutorService threads = Executors.newCachedThreadPool(DaemonThreads.named("appkit-plugins"));
    private final ScheduledThreadPoolExecutor timer =
            new ScheduledThreadPoolExecutor(1, DaemonThreads.named("appkit-swap"));
    private volatile @Nullable ShutdownBudget shutdown;

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

    /** Something that others see of a plugin has changed. */
    void announce() {
        changed.run();
    }

    StreamRegistry streams() {
        return streams;
    }

    /** The framework stops: ends all streams, and no plugin starts or gets time of its own from now on. */
    void shutDown(Collection<PluginSlot> slots) {
        shutdown = new ShutdownBudget(System::nanoTime);
        streams.abortAll();
        slots.forEach(slot -> slot.all().forEach(PluginInstance::breakOffStart));
    }

    boolean shuttingDown() {
        return shutdown != null;
    }

    /** Stops all plugins side by side, before anything they use goes; returns when they have ended. */
    void stopAll(Collection<PluginSlot> slots) {
        CompletableFuture<?>[] stops = slots.stream()
                .flatMap(slot -> slot.all().stream()
                        .map(instance -> CompletableFuture.runAsync(() -> stop(slot, instance), threads)))
                .toArray(CompletableFuture<?>[]::new);
        CompletableFuture.allOf(stops)
                .exceptionally(error -> {
                    LOG.error("A plugin could not be stopped", error);
                    return null;
                })
                .join();
    }

    void close() {
        timer.shutdownNow();
        threads.shutdownNow();
    }

    /** Starts an instance unless something is in its way; returns at once. */
    void start(PluginSlot slot, PluginInstance instance) {
        if (shuttingDown()) {
            return;
        }
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
            instance.drainAndStop(StopTimes.UNUSED, PluginState.STOPPED, null);
            return;
        }
        instance.enter(PluginState.ACTIVE, null);
        mounted.accept(mount);
        Optional<PluginInstance> before = slot.serve(instance);
        LOG.info("Plugin {} {} serves {}", slot.name(), instance.version(), mount.prefix());
        changed.run();
        before.ifPresent(old ->
                old.drainAndStop(StopTimes.SWAP, PluginState.STOPPED, "version " + instance.version() + " is running"));
    }

    /** Ends an instance whose service goes; returns when it has ended. */
    void stop(PluginSlot slot, PluginInstance instance) {
        boolean served = instance.mount() != null;
        Optional<PluginInstance> next =
                shuttingDown() ? Optional.empty() : slot.idle().stream().findFirst();
        next.ifPresent(PluginInstance::expectStart);
        slot.remove(instance);
        next.ifPresent(other -> start(slot, other));
        changed.run();
        ShutdownBudget end = shutdown;
        instance.drainAndStop(end == null ? StopTimes.SWAP : end.times(), PluginState.STOPPED, null);
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
        for (ResourceRequirement resource : manifest.resources()) {
            List<String> missing = resource.fields().values().stream()
                    .filter(name -> resource.required() && environment.get(name).isEmpty())
                    .toList();
            if (!missing.isEmpty()) {
                return Optional.of(String.join(", ", missing) + " is not set, which names the " + resource.type());
            }
        }
        return Optional.empty();
    }
}

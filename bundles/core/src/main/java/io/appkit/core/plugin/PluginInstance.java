package io.appkit.core.plugin;

import io.appkit.api.Plugin;
import io.appkit.api.config.ConfigurationException;
import io.appkit.api.platform.PluginState;
import io.appkit.core.stream.StreamRegistry;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.Version;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One version of a plugin, as long as its bundle publishes it: from waiting over serving to stopped. */
final class PluginInstance {

    private static final Logger LOG = LoggerFactory.getLogger(PluginInstance.class);
    private static final Duration START = Duration.ofSeconds(60);

    private final PluginManifest manifest;
    private final Plugin plugin;
    private final Bundle bundle;
    private final Version version;
    private final Function<Runnable, ScopedContext> contexts;
    private final Runnable changed;
    private final StreamRegistry streams;
    private final ExecutorService threads;

    private volatile PluginState state = PluginState.STARTING;
    private volatile @Nullable String problem;
    private final Object settling = new Object();
    private boolean startExpected;
    private boolean clientConfigStale;
    private volatile @Nullable Future<PluginMount> starting;
    private @Nullable ScopedContext context;
    private volatile @Nullable PluginMount mount;

    PluginInstance(
            PluginManifest manifest,
            Plugin plugin,
            Bundle bundle,
            Function<Runnable, ScopedContext> contexts,
            Runnable changed,
            StreamRegistry streams,
            ExecutorService threads) {
        this.manifest = manifest;
        this.plugin = plugin;
        this.bundle = bundle;
        this.version = bundle.getVersion();
        this.contexts = contexts;
        this.changed = changed;
        this.streams = streams;
        this.threads = threads;
    }

    PluginManifest manifest() {
        return manifest;
    }

    Bundle bundle() {
        return bundle;
    }

    Version version() {
        return version;
    }

    PluginState state() {
        return state;
    }

    @Nullable
    String problem() {
        return problem;
    }

    /** Set while the plugin serves. */
    @Nullable
    PluginMount mount() {
        return mount;
    }

    boolean waits() {
        return state == PluginState.WAITING_CONFIG || state == PluginState.WAITING_RESOURCES;
    }

    void enter(PluginState next, @Nullable String why) {
        state = next;
        problem = why;
        if (next == PluginState.FAILED) {
            LOG.error("Plugin {} {} failed: {}", manifest.name(), version, why);
        } else if (why == null) {
            LOG.debug("Plugin {} {} is {}", manifest.name(), version, next);
        } else {
            LOG.warn("Plugin {} {} is {}: {}", manifest.name(), version, next, why);
        }
    }

    /** Announces a start, which may have to wait for a stop to end: requests wait for both. */
    void expectStart() {
        synchronized (settling) {
            startExpected = true;
            enter(PluginState.STARTING, null);
        }
    }

    /** Runs the plugin's start; true if it can serve now. */
    synchronized boolean start() {
        synchronized (settling) {
            startExpected = false;
            clientConfigStale = false;
            enter(PluginState.STARTING, null);
        }
        ScopedContext fresh = contexts.apply(this::clientConfigChanged);
        context = fresh;
        try {
            Future<PluginMount> start = threads.submit(() -> {
                plugin.start(fresh);
                return new PluginMount(manifest, plugin);
            });
            starting = start;
            if (mounted(within(START, start))) {
                clientConfigChanged();
            }
            return true;
        } catch (ConfigurationException e) {
            enter(PluginState.WAITING_CONFIG, e.getMessage());
        } catch (CancellationException e) {
            enter(PluginState.STOPPED, "its start was broken off");
        } catch (TimeoutException e) {
            enter(PluginState.FAILED, "its start took longer than " + START.toSeconds() + " s");
        } catch (Exception e) {
            LOG.error("Plugin {} {} could not start", manifest.name(), version, e);
            enter(PluginState.FAILED, String.valueOf(e.getMessage()));
        }
        release();
        return false;
    }

    /** Takes the mount; true if the plugin has told of other values for the page while it was made. */
    private boolean mounted(PluginMount made) {
        synchronized (settling) {
            mount = made;
            return clientConfigStale;
        }
    }

    private void clientConfigChanged() {
        PluginMount serving;
        synchronized (settling) {
            serving = mount;
            clientConfigStale = serving == null;
        }
        if (serving == null) {
            return;
        }
        try {
            serving.renewClientConfig();
        } catch (RuntimeException | LinkageError e) {
            LOG.error("Plugin {} {}: its values for the page stay as they were", manifest.name(), version, e);
            return;
        }
        changed.run();
    }

    /** A start under way ends at once, as far as we are concerned. */
    void breakOffStart() {
        Future<PluginMount> running = starting;
        if (running != null) {
            running.cancel(true);
        }
    }

    /** Lets running work end, ends the rest, and stops the plugin. No new work may be coming in any more. */
    synchronized void drainAndStop(StopTimes times, PluginState then, @Nullable String why) {
        PluginMount leaving = mount;
        enter(PluginState.STOPPING, null);
        if (leaving != null) {
            leaving.leases().close();
            if (!leaving.leases().awaitReturn(times.drain())) {
                streams.abort(leaving);
                if (!leaving.leases().awaitReturn(times.abort())) {
                    LOG.warn("Plugin {} {}: requests still running are interrupted", manifest.name(), version);
                }
            }
            leaving.close();
            mount = null;
            stopPlugin(times.stop());
        }
        release();
        synchronized (settling) {
            if (startExpected) {
                enter(PluginState.STARTING, null);
            } else {
                enter(then, why);
            }
        }
    }

    private void stopPlugin(Duration time) {
        try {
            within(time, threads.submit(plugin::stop));
        } catch (TimeoutException e) {
            LOG.warn("Plugin {} {}: its stop took longer than {} ms", manifest.name(), version, time.toMillis());
        } catch (Exception e) {
            LOG.error("Plugin {} {} could not stop", manifest.name(), version, e);
        }
    }

    private void release() {
        ScopedContext leaving = context;
        context = null;
        if (leaving != null) {
            leaving.close();
        }
    }

    private static <T> T within(Duration deadline, Future<T> running) throws Exception {
        try {
            return running.get(deadline.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Exception cause) {
                throw cause;
            }
            throw e;
        } finally {
            running.cancel(true);
        }
    }
}

package io.appkit.core.plugin;

import io.appkit.api.PluginUnavailableException;
import io.appkit.api.ResourceRequirement;
import io.appkit.api.platform.Lease;
import io.appkit.api.platform.PluginInfo;
import io.appkit.api.platform.PluginState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;

/**
 * The place of one plugin name: which bundles carry it, which versions are there, which one serves, and who waits for
 * it. Guarded by its own monitor; nothing slow happens while it is held.
 */
final class PluginSlot {

    /** How long a request waits when a plugin has stopped: an update may follow. */
    private static final Duration AFTER_STOP = Duration.ofSeconds(1);

    /** How long a request waits for a plugin that is being started, updated or reconfigured. */
    static final Duration SWAP = Duration.ofSeconds(30);

    private final String name;
    private final ScheduledExecutorService timer;
    private final Map<Bundle, PluginManifest> bundles = new HashMap<>();
    private final List<PluginInstance> instances = new ArrayList<>();
    private final List<CompletableFuture<Optional<Lease>>> waiting = new ArrayList<>();
    private @Nullable PluginInstance current;
    private long changed = System.nanoTime();
    private boolean updating;

    PluginSlot(String name, ScheduledExecutorService timer) {
        this.name = name;
        this.timer = timer;
    }

    String name() {
        return name;
    }

    synchronized boolean isEmpty() {
        return bundles.isEmpty();
    }

    synchronized void addBundle(Bundle bundle, PluginManifest manifest) {
        bundles.put(bundle, manifest);
        changed = System.nanoTime();
    }

    void removeBundle(Bundle bundle) {
        synchronized (this) {
            bundles.remove(bundle);
        }
        serveWaiting();
    }

    /** A bundle of this plugin is being updated or has been started: requests wait for what comes. */
    synchronized void expectVersion() {
        updating = true;
        changed = System.nanoTime();
    }

    synchronized void add(PluginInstance instance) {
        instances.add(instance);
        changed = System.nanoTime();
    }

    /** Takes an instance out; from now on no request reaches it. */
    synchronized void remove(PluginInstance instance) {
        instances.remove(instance);
        if (instance.equals(current)) {
            current = null;
        }
        changed = System.nanoTime();
    }

    /** The time a request waits after a stop runs from the end of the stop, not from its beginning. */
    synchronized void stopped() {
        changed = System.nanoTime();
        timer.schedule(this::serveWaiting, AFTER_STOP.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Why an instance must not start: another of the same or a higher version serves. */
    synchronized Optional<PluginInstance> betterThan(PluginInstance instance) {
        PluginInstance serving = current;
        return serving != null && serving.version().compareTo(instance.version()) >= 0
                ? Optional.of(serving)
                : Optional.empty();
    }

    /**
     * Lets a started instance serve.
     *
     * @return the one that served before, to be drained; empty if there was none
     */
    Optional<PluginInstance> serve(PluginInstance instance) {
        PluginInstance before;
        synchronized (this) {
            before = current;
            current = instance;
            updating = false;
            changed = System.nanoTime();
        }
        serveWaiting();
        return Optional.ofNullable(before);
    }

    synchronized boolean contains(PluginInstance instance) {
        return instances.contains(instance);
    }

    synchronized List<PluginInstance> all() {
        return List.copyOf(instances);
    }

    /** Instances that do not serve, the highest version first. */
    synchronized List<PluginInstance> idle() {
        return instances.stream()
                .filter(instance -> !instance.equals(current))
                .sorted(Comparator.comparing(PluginInstance::version).reversed())
                .toList();
    }

    synchronized @Nullable PluginMount mount() {
        return current == null ? null : current.mount();
    }

    CompletionStage<Optional<Lease>> acquire() {
        CompletableFuture<Optional<Lease>> request = new CompletableFuture<>();
        synchronized (this) {
            waiting.add(request);
        }
        serveWaiting();
        return request;
    }

    /** Answers the waiting requests as far as that can be done now. */
    void serveWaiting() {
        List<Runnable> answers = new ArrayList<>();
        synchronized (this) {
            if (waiting.isEmpty()) {
                return;
            }
            long hold = holdNanos();
            if (current == null && !bundles.isEmpty() && hold > 0) {
                timer.schedule(this::serveWaiting, hold, TimeUnit.NANOSECONDS);
                return;
            }
            waiting.forEach(request -> answers.add(answer(request)));
            waiting.clear();
        }
        answers.forEach(Runnable::run);
    }

    private Runnable answer(CompletableFuture<Optional<Lease>> request) {
        PluginMount mount = mount();
        Optional<Lease> lease =
                mount == null ? Optional.empty() : mount.leases().acquire(mount);
        if (lease.isPresent()) {
            return () -> request.complete(lease);
        } else if (bundles.isEmpty()) {
            return () -> request.complete(Optional.empty());
        }
        return () -> request.completeExceptionally(new PluginUnavailableException(name));
    }

    /** How much longer a request waits while nothing serves; not positive: it does not wait. */
    private long holdNanos() {
        boolean starting = instances.stream()
                .anyMatch(instance ->
                        instance.state() == PluginState.STARTING || instance.state() == PluginState.STOPPING);
        boolean cannot = !starting && !instances.isEmpty();
        if (cannot) {
            return 0;
        }
        boolean active = bundles.keySet().stream()
                .anyMatch(bundle -> (bundle.getState() & (Bundle.ACTIVE | Bundle.STARTING)) != 0);
        Duration hold = starting || updating || active ? SWAP : AFTER_STOP;
        return hold.toNanos() - (System.nanoTime() - changed);
    }

    /** What the plugin needs. Asks it, if it runs: not while the monitor is held. */
    List<ResourceRequirement> resources() {
        PluginMount mount = mount();
        return mount == null ? installed() : mount.resources();
    }

    private synchronized List<ResourceRequirement> installed() {
        PluginInstance shown = shown();
        return shown != null
                ? shown.manifest().resources()
                : bundles.values().stream()
                        .findFirst()
                        .map(PluginManifest::resources)
                        .orElse(List.of());
    }

    private @Nullable PluginInstance shown() {
        return current != null ? current : idle().stream().findFirst().orElse(null);
    }

    synchronized PluginInfo info() {
        PluginInstance shown = shown();
        if (shown != null) {
            PluginMount mount = shown.mount();
            return info(
                    shown.manifest(),
                    shown.version().toString(),
                    shown.state(),
                    shown.problem(),
                    mount == null ? List.of() : mount.routes());
        }
        Map.Entry<Bundle, PluginManifest> installed =
                bundles.entrySet().iterator().next();
        Bundle bundle = installed.getKey();
        String why = bundle.getState() == Bundle.ACTIVE ? "a service it needs is missing" : "its bundle is not started";
        return info(installed.getValue(), bundle.getVersion().toString(), PluginState.STOPPED, why, List.of());
    }

    private static PluginInfo info(
            PluginManifest manifest,
            String version,
            PluginState state,
            @Nullable String problem,
            List<io.appkit.api.platform.Route> routes) {
        return new PluginInfo(
                manifest.name(),
                manifest.displayName(),
                manifest.stability(),
                version,
                manifest.prefix(),
                state,
                problem,
                routes);
    }
}

package io.appkit.core.plugin;

import io.appkit.api.PluginUnavailableException;
import io.appkit.api.Registration;
import io.appkit.api.ResourceRequirement;
import io.appkit.api.config.Environment;
import io.appkit.api.config.Settings;
import io.appkit.api.platform.AppFolder;
import io.appkit.api.platform.Lease;
import io.appkit.api.platform.Mount;
import io.appkit.api.platform.PluginInfo;
import io.appkit.api.platform.PluginRegistry;
import io.appkit.core.config.Changes;
import io.appkit.core.execution.Executions;
import io.appkit.core.stream.StreamRegistry;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.service.cm.ConfigurationEvent;
import org.osgi.service.cm.ConfigurationListener;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** All plugins of the app. */
@Component(service = {PluginRegistry.class, ConfigurationListener.class})
public final class Plugins implements PluginRegistry, ConfigurationListener {

    private final Map<String, PluginSlot> slots = new ConcurrentHashMap<>();
    private final Changes changes = new Changes();
    private final PluginLifecycle lifecycle;
    private final LastingServices services;
    private final PluginTracking tracking;
    private final Registration environmentChanges;

    @Activate
    public Plugins(
            BundleContext context,
            @Reference Environment environment,
            @Reference AppFolder appFolder,
            @Reference Settings settings,
            @Reference Executions executions,
            @Reference StreamRegistry streams) {
        services = new LastingServices(this::lease);
        lifecycle = new PluginLifecycle(environment, streams, this::mounted, changes::announce);
        tracking = new PluginTracking(
                context,
                lifecycle,
                this::slot,
                slots::values,
                this::forget,
                (name, clientConfigChanged) -> new ScopedContext(
                        name,
                        executions.forPlugin(name),
                        executions.telemetry(name),
                        environment,
                        appFolder,
                        settings,
                        clientConfigChanged));
        environmentChanges = environment.onChange(this::reconsider);
        tracking.open();
    }

    @Deactivate
    void stop() {
        environmentChanges.close();
        tracking.close();
        services.close();
        lifecycle.close();
    }

    private PluginSlot slot(String name) {
        return slots.computeIfAbsent(name.toLowerCase(Locale.ROOT), key -> new PluginSlot(name, lifecycle.timer()));
    }

    private void forget(PluginSlot slot) {
        slots.remove(slot.name().toLowerCase(Locale.ROOT), slot);
        changes.announce();
    }

    private void mounted(PluginMount mount) {
        mount.exports().keySet().forEach(api -> services.publish(mount.plugin(), api));
    }

    private void reconsider() {
        slots.values().forEach(lifecycle::reconsider);
    }

    @Override
    public void configurationEvent(ConfigurationEvent event) {
        if (String.valueOf(event.getPid()).startsWith("appkit.")) {
            reconsider();
        }
    }

    @Override
    public CompletionStage<Optional<Lease>> acquire(String prefix) {
        PluginSlot slot = byPrefix(prefix);
        return slot == null ? CompletableFuture.completedFuture(Optional.empty()) : slot.acquire();
    }

    /** Kebab case and camel case differ in hyphens and capitals only. */
    private @Nullable PluginSlot byPrefix(String prefix) {
        return slots.get(prefix.replace("-", "").toLowerCase(Locale.ROOT));
    }

    private Lease lease(String plugin) {
        PluginSlot slot = byPrefix(plugin);
        try {
            Optional<Lease> lease = slot == null
                    ? Optional.empty()
                    : slot.acquire().toCompletableFuture().get(PluginSlot.SWAP.toSeconds() + 1, TimeUnit.SECONDS);
            return lease.orElseThrow(() -> new PluginUnavailableException(plugin));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PluginUnavailableException(plugin);
        } catch (ExecutionException | TimeoutException e) {
            throw new PluginUnavailableException(plugin);
        }
    }

    @Override
    public List<PluginInfo> plugins() {
        return slots.values().stream()
                .filter(slot -> !slot.isEmpty())
                .map(PluginSlot::info)
                .sorted(Comparator.comparing(PluginInfo::name))
                .toList();
    }

    @Override
    public List<ResourceRequirement> resources(String plugin) {
        PluginSlot slot = byPrefix(plugin);
        return slot == null ? List.of() : slot.resources();
    }

    @Override
    public List<Mount> mounts() {
        return slots.values().stream()
                .map(PluginSlot::mount)
                .filter(Objects::nonNull)
                .sorted(Comparator.comparing(Mount::plugin))
                .map(Mount.class::cast)
                .toList();
    }

    @Override
    public Registration onChange(Runnable action) {
        return changes.add(action);
    }
}

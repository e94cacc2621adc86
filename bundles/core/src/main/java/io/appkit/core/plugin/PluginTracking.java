package io.appkit.core.plugin;

import io.appkit.api.Plugin;
import java.io.IOException;
import java.util.Collection;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.SynchronousBundleListener;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.osgi.util.tracker.BundleTracker;
import org.osgi.util.tracker.BundleTrackerCustomizer;
import org.osgi.util.tracker.ServiceTracker;
import org.osgi.util.tracker.ServiceTrackerCustomizer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Watches the framework for plugins: which bundles carry one, and which publish it. */
final class PluginTracking
        implements BundleTrackerCustomizer<PluginSlot>,
                ServiceTrackerCustomizer<Plugin, PluginInstance>,
                SynchronousBundleListener {

    private static final Logger LOG = LoggerFactory.getLogger(PluginTracking.class);
    private static final int PRESENT =
            Bundle.INSTALLED | Bundle.RESOLVED | Bundle.STARTING | Bundle.ACTIVE | Bundle.STOPPING;

    private final BundleContext context;
    private final PluginLifecycle lifecycle;
    private final Function<String, PluginSlot> slots;
    private final Supplier<Collection<PluginSlot>> present;
    private final Consumer<PluginSlot> emptied;
    private final BiFunction<String, Runnable, ScopedContext> contexts;
    private final BundleTracker<PluginSlot> bundles;
    private final ServiceTracker<Plugin, PluginInstance> services;

    PluginTracking(
            BundleContext context,
            PluginLifecycle lifecycle,
            Function<String, PluginSlot> slots,
            Supplier<Collection<PluginSlot>> present,
            Consumer<PluginSlot> emptied,
            BiFunction<String, Runnable, ScopedContext> contexts) {
        this.context = context;
        this.lifecycle = lifecycle;
        this.slots = slots;
        this.present = present;
        this.emptied = emptied;
        this.contexts = contexts;
        this.bundles = new BundleTracker<>(context, PRESENT, this);
        this.services = new ServiceTracker<>(context, Plugin.class, this);
    }

    void open() {
        context.addBundleListener(this);
        bundles.open();
        services.open();
    }

    void close() {
        services.close();
        bundles.close();
        context.removeBundleListener(this);
    }

    @Override
    public void bundleChanged(BundleEvent event) {
        if (event.getType() != BundleEvent.STOPPING) {
            return;
        } else if (event.getBundle().getBundleId() == Constants.SYSTEM_BUNDLE_ID) {
            lifecycle.shutDown(present.get());
        } else if (lifecycle.shuttingDown() && startLevel(event.getBundle()) <= startLevel(context.getBundle())) {
            // The HTTP service, on a higher level, has gone; what plugins use is about to.
            lifecycle.stopAll(present.get());
        }
    }

    private static int startLevel(Bundle bundle) {
        return bundle.adapt(BundleStartLevel.class).getStartLevel();
    }

    @Override
    public @Nullable PluginSlot addingBundle(Bundle bundle, @Nullable BundleEvent event) {
        PluginManifest manifest = manifest(bundle);
        if (manifest == null) {
            return null;
        }
        PluginSlot slot = slots.apply(manifest.name());
        slot.addBundle(bundle, manifest);
        return slot;
    }

    @Override
    public void modifiedBundle(Bundle bundle, @Nullable BundleEvent event, PluginSlot slot) {
        int type = event == null ? 0 : event.getType();
        if (type == BundleEvent.UPDATED || type == BundleEvent.UNRESOLVED || type == BundleEvent.STARTING) {
            slot.expectVersion();
        }
        PluginManifest manifest = type == BundleEvent.UPDATED ? manifest(bundle) : null;
        if (manifest != null && manifest.name().equals(slot.name())) {
            slot.addBundle(bundle, manifest);
        }
    }

    @Override
    public void removedBundle(Bundle bundle, @Nullable BundleEvent event, PluginSlot slot) {
        slot.removeBundle(bundle);
        if (slot.isEmpty()) {
            emptied.accept(slot);
        }
    }

    @Override
    public @Nullable PluginInstance addingService(ServiceReference<Plugin> reference) {
        Bundle bundle = reference.getBundle();
        PluginManifest manifest = manifest(bundle);
        if (manifest == null) {
            LOG.error(
                    "Bundle {} publishes a plugin without header {}; it is ignored",
                    bundle.getSymbolicName(),
                    PluginManifest.HEADER);
            return null;
        }
        Plugin plugin = context.getService(reference);
        if (plugin == null) {
            return null;
        }
        PluginSlot slot = slots.apply(manifest.name());
        PluginInstance instance = new PluginInstance(
                manifest,
                plugin,
                bundle,
                clientConfigChanged -> contexts.apply(manifest.name(), clientConfigChanged),
                lifecycle::announce,
                lifecycle.streams(),
                lifecycle.threads());
        slot.add(instance);
        lifecycle.start(slot, instance);
        return instance;
    }

    @Override
    public void modifiedService(ServiceReference<Plugin> reference, PluginInstance instance) {}

    @Override
    public void removedService(ServiceReference<Plugin> reference, PluginInstance instance) {
        lifecycle.stop(slots.apply(instance.manifest().name()), instance);
        context.ungetService(reference);
    }

    private static @Nullable PluginManifest manifest(Bundle bundle) {
        try {
            return PluginManifest.of(bundle).orElse(null);
        } catch (IOException e) {
            LOG.error("A plugin is ignored: {}", e.getMessage());
            return null;
        }
    }
}

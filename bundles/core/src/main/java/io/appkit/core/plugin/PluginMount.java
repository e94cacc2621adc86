package io.appkit.core.plugin;

import io.appkit.api.Plugin;
import io.appkit.api.ResourceRequirement;
import io.appkit.api.platform.Mount;
import io.appkit.api.platform.Route;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One started version of a plugin. */
final class PluginMount implements Mount {

    private static final Logger LOG = LoggerFactory.getLogger(PluginMount.class);

    private final PluginManifest manifest;
    private final Supplier<List<ResourceRequirement>> computed;
    private final List<Route> routes;
    private final Map<Class<?>, Object> exports;
    private final ClientConfig clientConfig;
    private final HandlerThreads threads;
    private final Leases leases = new Leases();

    PluginMount(PluginManifest manifest, Plugin plugin) {
        RouteList declared = new RouteList();
        plugin.routes(declared);
        ExportList exported = new ExportList();
        plugin.exports(exported);
        this.manifest = manifest;
        this.computed = plugin::resources;
        this.routes = declared.toList();
        this.exports = exported.toMap();
        this.clientConfig = new ClientConfig(plugin::clientConfig);
        this.threads = new HandlerThreads(manifest.name());
    }

    Leases leases() {
        return leases;
    }

    Map<Class<?>, Object> exports() {
        return exports;
    }

    /** What the plugin needs: as it tells, and what it does not speak of as its manifest does. */
    List<ResourceRequirement> resources() {
        List<ResourceRequirement> resources;
        try {
            resources = new ArrayList<>(computed.get());
        } catch (RuntimeException | LinkageError e) {
            LOG.warn("Plugin {} does not tell what it needs", manifest.name(), e);
            return manifest.resources();
        }
        Set<String> types = resources.stream().map(ResourceRequirement::type).collect(Collectors.toSet());
        manifest.resources().stream()
                .filter(resource -> !types.contains(resource.type()))
                .forEach(resources::add);
        return List.copyOf(resources);
    }

    /** Interrupts what still runs. */
    void close() {
        threads.close();
    }

    @Override
    public String plugin() {
        return manifest.name();
    }

    @Override
    public String prefix() {
        return manifest.prefix();
    }

    @Override
    public List<Route> routes() {
        return routes;
    }

    @Override
    public Map<String, ?> clientConfig() {
        return clientConfig.get();
    }

    /** Asks the plugin again what it tells the page. */
    void renewClientConfig() {
        clientConfig.renew();
    }

    @Override
    public Executor executor() {
        return threads;
    }

    @Override
    public boolean runHere(Runnable handler) {
        return threads.runHere(handler);
    }
}

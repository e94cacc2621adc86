package io.appkit.core.plugin;

import io.appkit.api.Plugin;
import io.appkit.api.platform.Mount;
import io.appkit.api.platform.Route;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;

/** One started version of a plugin. */
final class PluginMount implements Mount {

    private final PluginManifest manifest;
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

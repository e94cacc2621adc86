package io.appkit.core.plugin;

import io.appkit.api.PluginContext;
import io.appkit.api.config.Environment;
import io.appkit.api.config.FactorySetting;
import io.appkit.api.config.Setting;
import io.appkit.api.config.Settings;
import io.appkit.api.execution.Execution;
import io.appkit.api.platform.AppFolder;
import io.appkit.api.telemetry.Telemetry;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** What one plugin version got from the platform; closed with it. */
final class ScopedContext implements PluginContext, AutoCloseable {

    private final String name;
    private final Execution execution;
    private final Telemetry telemetry;
    private final Environment environment;
    private final AppFolder appFolder;
    private final Settings settings;
    private final Runnable clientConfigChanged;
    private final List<Runnable> bound = new CopyOnWriteArrayList<>();

    ScopedContext(
            String name,
            Execution execution,
            Telemetry telemetry,
            Environment environment,
            AppFolder appFolder,
            Settings settings,
            Runnable clientConfigChanged) {
        this.name = name;
        this.execution = execution;
        this.telemetry = telemetry;
        this.environment = environment;
        this.appFolder = appFolder;
        this.settings = settings;
        this.clientConfigChanged = clientConfigChanged;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Execution execution() {
        return execution;
    }

    @Override
    public Telemetry telemetry() {
        return telemetry;
    }

    @Override
    public Environment environment() {
        return environment;
    }

    @Override
    public AppFolder appFolder() {
        return appFolder;
    }

    @Override
    public <R extends Record> Setting<R> settings(Class<R> type) {
        Setting<R> setting = settings.bind(type);
        bound.add(setting::close);
        return setting;
    }

    @Override
    public <R extends Record> FactorySetting<R> factorySettings(Class<R> type) {
        FactorySetting<R> setting = settings.bindFactory(type);
        bound.add(setting::close);
        return setting;
    }

    @Override
    public void clientConfigChanged() {
        clientConfigChanged.run();
    }

    @Override
    public void close() {
        bound.forEach(Runnable::run);
    }
}

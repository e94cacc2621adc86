package io.appkit.api;

import io.appkit.api.config.ConfigurationException;
import io.appkit.api.config.Environment;
import io.appkit.api.config.FactorySetting;
import io.appkit.api.config.Setting;
import io.appkit.api.execution.Execution;
import io.appkit.api.platform.AppFolder;
import io.appkit.api.telemetry.Telemetry;

/** What the platform offers one running plugin. Everything reached through it ends with the plugin. */
public interface PluginContext {

    /** The plugin's name from its manifest, camelCase. */
    String name();

    /** The execution chain, scoped to this plugin: its cache entries and policies are its own. */
    Execution execution();

    /** The traces and metrics of this plugin. */
    default Telemetry telemetry() {
        return Telemetry.OFF;
    }

    /** The environment names of this app. */
    Environment environment();

    /** The folder of this app. */
    AppFolder appFolder();

    /**
     * Binds a configuration record.
     *
     * @param type a record annotated with {@link io.appkit.api.config.Configuration}
     * @return the setting, following later changes
     * @throws ConfigurationException if the present values are wrong
     */
    <R extends Record> Setting<R> settings(Class<R> type);

    /**
     * Binds a configuration record that may be given several times: one for each file
     * {@code etc/<pid>-<alias>.cfg}, which is the PID {@code <pid>~<alias>}. Environment names of its keys are not looked at.
     *
     * @param type a record annotated with {@link io.appkit.api.config.Configuration}
     * @return the settings, following later changes
     * @throws ConfigurationException if the present values of one are wrong
     */
    <R extends Record> FactorySetting<R> factorySettings(Class<R> type);

    /** Tells that {@link Plugin#clientConfig} gives other values than before. */
    void clientConfigChanged();
}

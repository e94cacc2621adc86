package io.appkit.files.volume;

import io.appkit.api.PluginContext;
import io.appkit.api.Registration;
import io.appkit.api.config.ConfigurationException;
import io.appkit.api.config.Environment;
import io.appkit.api.config.FactorySetting;
import io.appkit.api.config.Setting;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The volumes there are at the moment; follows environment and configuration. */
public final class Volumes implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Volumes.class);

    private final Setting<FilesSettings> general;
    private final FactorySetting<VolumeSettings> configured;
    private final Environment environment;
    private final Runnable keysChanged;
    private final Consumer<Volume> added;
    private final Registration environmentChanges;
    private volatile Map<String, Volume> volumes;

    /**
     * Reads them for the first time.
     *
     * @param added told each volume that there has not been before
     * @throws ConfigurationException if something is wrong with one
     */
    public Volumes(PluginContext context, Consumer<Volume> added) {
        this.general = context.settings(FilesSettings.class);
        this.configured = context.factorySettings(VolumeSettings.class);
        this.environment = context.environment();
        this.keysChanged = context::clientConfigChanged;
        this.added = added;
        this.volumes = discover();
        volumes.values().forEach(added);
        general.onChange(now -> refresh());
        configured.onChange(now -> refresh());
        this.environmentChanges = environment.onChange(this::refresh);
        refresh();
    }

    private Map<String, Volume> discover() {
        return new VolumeDiscovery(general.get(), configured.get(), environment).volumes();
    }

    private synchronized void refresh() {
        Map<String, Volume> before = volumes;
        try {
            volumes = discover();
        } catch (ConfigurationException e) {
            LOG.warn("{}; the volumes stay as they are", e.getMessage());
            return;
        }
        volumes.values().stream()
                .filter(volume -> !before.containsKey(volume.key()))
                .forEach(added);
        if (!keys().equals(List.copyOf(before.keySet()))) {
            keysChanged.run();
        }
    }

    /** The volume of a key. */
    public Optional<Volume> find(String key) {
        return Optional.ofNullable(volumes.get(key));
    }

    /** All keys, those of the environment first. */
    public List<String> keys() {
        return List.copyOf(volumes.keySet());
    }

    /** All of them, in the order of the keys. */
    List<Volume> all() {
        return List.copyOf(volumes.values());
    }

    /** What holds for all volumes. */
    public FilesSettings general() {
        return general.get();
    }

    @Override
    public void close() {
        environmentChanges.close();
        configured.close();
        general.close();
    }
}

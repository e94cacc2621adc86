package io.appkit.files.volume;

import io.appkit.api.config.ConfigurationException;
import io.appkit.api.config.Environment;
import io.appkit.files.path.VolumeRoot;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds volumes in the environment and in the configuration (contract: files, section 1). */
final class VolumeDiscovery {

    private static final String PREFIX = "DATABRICKS_VOLUME_";

    /** Belongs to agents, and would be readable by everyone. */
    private static final String SKILLS = PREFIX + "AGENT_SKILLS";

    private final FilesSettings general;
    private final Map<String, VolumeSettings> configured;
    private final Environment environment;

    VolumeDiscovery(FilesSettings general, Map<String, VolumeSettings> configured, Environment environment) {
        this.general = general;
        this.configured = configured;
        this.environment = environment;
    }

    /**
     * The volumes by key: those of the environment first.
     *
     * @throws ConfigurationException if the root of one is wrong, or missing outside of development
     */
    Map<String, Volume> volumes() {
        Map<String, Volume> volumes = new LinkedHashMap<>();
        discovered().forEach((key, name) -> {
            VolumeSettings own = configured.getOrDefault(key, VolumeSettings.NONE);
            volumes.put(key, volume(key, own));
        });
        configured.forEach((key, own) -> volumes.computeIfAbsent(key, added -> volume(added, own)));
        return volumes;
    }

    private Volume volume(String key, VolumeSettings own) {
        if (own.path().isPresent()) {
            return Volume.of(key, Optional.empty(), own.path().map(VolumeRoot::parse), general, own);
        }
        Optional<String> set = Stream.concat(names(key), exact(key))
                .filter(name -> environment.get(name).isPresent())
                .findFirst();
        Optional<VolumeRoot> root = set.map(this::rootOf).or(() -> without(key));
        return Volume.of(key, set.or(() -> names(key).reduce((name, exported) -> exported)), root, general, own);
    }

    /** Environment names by key. One that only is another volume's root would be a way around that volume's policy. */
    private Map<String, String> discovered() {
        Set<String> taken = configured.entrySet().stream()
                .filter(volume -> volume.getValue().path().isEmpty())
                .flatMap(volume -> names(volume.getKey())
                        .filter(name -> environment.get(name).isPresent())
                        .limit(1)
                        .filter(name -> !key(name).equals(volume.getKey())))
                .collect(Collectors.toSet());
        Map<String, String> discovered = new TreeMap<>();
        environment.all().forEach((name, value) -> {
            boolean named = name.startsWith(PREFIX) && name.length() > PREFIX.length() && !value.isBlank();
            if (named && !name.equals(SKILLS) && !taken.contains(name)) {
                discovered.put(key(name), name);
            }
        });
        return discovered;
    }

    private static String key(String name) {
        return name.substring(PREFIX.length()).toLowerCase(Locale.ROOT);
    }

    /** Environment names that may tell the root of a key; a shell exports none with hyphens or dots. */
    private static Stream<String> names(String key) {
        String name = PREFIX + key.toUpperCase(Locale.ROOT);
        return Stream.of(name, name.replace('-', '_').replace('.', '_')).distinct();
    }

    /** An environment name that is not in capitals. */
    private Stream<String> exact(String key) {
        return environment.all().keySet().stream()
                .filter(name -> name.startsWith(PREFIX) && key(name).equals(key));
    }

    private VolumeRoot rootOf(String name) {
        try {
            return VolumeRoot.parse(environment.get(name).orElseThrow());
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException("appkit.files", "environment name " + name + ": " + e.getMessage());
        }
    }

    private Optional<VolumeRoot> without(String key) {
        if (environment.development()) {
            return Optional.empty();
        }
        throw new ConfigurationException(
                VolumeSettings.PID + "~" + key,
                "etc/" + VolumeSettings.PID + "-" + key + ".cfg: key path is not set, and neither is "
                        + names(key).collect(Collectors.joining(" or ")));
    }
}

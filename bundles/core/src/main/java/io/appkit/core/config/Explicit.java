package io.appkit.core.config;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Dictionary;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

/**
 * What ConfigAdmin holds under one PID.
 *
 * @param pid the PID
 * @param values texts by key, without those that fileinstall and ConfigAdmin add
 * @param file the file they come from; null if they come from elsewhere
 */
record Explicit(
        String pid, Map<String, String> values, @Nullable Path file) {

    private static final String FILE = "felix.fileinstall.filename";

    static Explicit of(ConfigurationAdmin admin, String pid) throws IOException {
        try {
            Configuration[] found = admin.listConfigurations("(service.pid=" + pid + ")");
            Dictionary<String, Object> properties = found == null ? null : found[0].getProcessedProperties(null);
            return properties == null ? new Explicit(pid, Map.of(), null) : of(pid, properties);
        } catch (InvalidSyntaxException e) {
            throw new IllegalArgumentException(pid, e);
        }
    }

    /** What it holds under each PID of a factory, by alias: the part behind the factory's own PID. */
    static Map<String, Explicit> ofFactory(ConfigurationAdmin admin, String factoryPid) throws IOException {
        Map<String, Explicit> byAlias = new TreeMap<>();
        try {
            Configuration[] found = admin.listConfigurations("(service.factoryPid=" + factoryPid + ")");
            for (Configuration each : found == null ? new Configuration[0] : found) {
                Dictionary<String, Object> properties = each.getProcessedProperties(null);
                if (properties != null) {
                    byAlias.put(each.getPid().substring(factoryPid.length() + 1), of(each.getPid(), properties));
                }
            }
        } catch (InvalidSyntaxException e) {
            throw new IllegalArgumentException(factoryPid, e);
        }
        return byAlias;
    }

    private static Explicit of(String pid, Dictionary<String, Object> properties) {
        Map<String, String> values = new TreeMap<>();
        for (String key : Collections.list(properties.keys())) {
            if (!key.contains(".")) {
                values.put(key, String.valueOf(properties.get(key)).trim());
            }
        }
        Object file = properties.get(FILE);
        return new Explicit(pid, values, file == null ? null : Path.of(URI.create(file.toString())));
    }

    /** The value of a key; null if unset or blank. */
    @Nullable
    String get(String key) {
        String value = values.get(key);
        return value == null || value.isEmpty() ? null : value;
    }

    /** Where the values come from, for people: {@code etc/appkit.server.cfg}. */
    String place() {
        if (file == null) {
            return "configuration " + pid;
        }
        Path folder = file.getParent();
        return folder == null || folder.getFileName() == null
                ? String.valueOf(file.getFileName())
                : folder.getFileName() + "/" + file.getFileName();
    }
}

package io.appkit.server.site;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.appkit.api.Registration;
import io.appkit.api.config.Environment;
import io.appkit.api.platform.AppFolder;
import io.appkit.api.platform.Mount;
import io.appkit.api.platform.PluginRegistry;
import io.appkit.api.platform.Route;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the page is told before anything else (contract: server, section 6). */
public final class BootPayload implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(BootPayload.class);
    private static final Pattern QUERY_FILE = Pattern.compile("([A-Za-z0-9_-]+)(\\.obo)?\\.sql");
    private static final ObjectMapper JSON = new ObjectMapper();

    /** The parts that change with the plugins only. */
    private record Parts(Map<String, Map<String, String>> endpoints, Map<String, Object> plugins) {}

    /** All that the payload is made of; a folder changes when a file comes or goes. */
    private record Sources(
            String appName, @Nullable Path folder, @Nullable FileVersion version, Parts parts) {}

    /** What a plugin tells the page, and what of it the page is told; empty for nothing. */
    private record Checked(Map<String, ?> told, Optional<Object> plain) {}

    private static final class Written {

        private final Sources sources;
        private final byte[] json;

        Written(Sources sources, byte[] json) {
            this.sources = sources;
            this.json = json;
        }
    }

    private final PluginRegistry registry;
    private final Environment environment;
    private final AppFolder appFolder;
    private final Supplier<Map<String, String>> moreSecrets;
    private final Registration registryChanges;
    private final Map<Mount, Checked> clientConfigs = new ConcurrentHashMap<>();
    private @Nullable Parts parts;
    private long changes;
    private volatile @Nullable Written written;

    /**
     * Creates it; close it when done.
     *
     * @param moreSecrets values that are no part of the environment and must not reach the page either, by name
     */
    public BootPayload(
            PluginRegistry registry,
            Environment environment,
            AppFolder appFolder,
            Supplier<Map<String, String>> moreSecrets) {
        this.registry = registry;
        this.moreSecrets = moreSecrets;
        this.environment = environment;
        this.appFolder = appFolder;
        this.registryChanges = registry.onChange(this::forget);
    }

    @Override
    public void close() {
        registryChanges.close();
    }

    /** The payload as UTF-8 JSON, safe inside HTML; the same array as long as nothing has changed. */
    public byte[] json() {
        Written last = written;
        Sources now = sources();
        if (last != null && last.sources.equals(now)) {
            return last.json;
        }
        Map<String, Object> payload = new LinkedHashMap<>();
        payload.put("appName", now.appName());
        payload.put("queries", queries(now.folder()));
        payload.put("endpoints", now.parts().endpoints());
        payload.put("plugins", now.parts().plugins());
        try {
            byte[] json = escape(JSON.writeValueAsString(payload)).getBytes(StandardCharsets.UTF_8);
            written = now.version() == null || now.version().isSettled() ? new Written(now, json) : null;
            return json;
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Sources sources() {
        Path folder = appFolder.queries().orElse(null);
        BasicFileAttributes attributes = folder == null ? null : FileVersion.attributes(folder);
        return new Sources(
                environment.get("DATABRICKS_APP_NAME").orElse(""),
                folder,
                attributes == null ? null : FileVersion.of(attributes),
                parts());
    }

    private synchronized void forget() {
        parts = null;
        changes++;
    }

    private Parts parts() {
        Parts present;
        long seen;
        synchronized (this) {
            present = parts;
            seen = changes;
        }
        if (present != null) {
            return present;
        }
        Parts collected = collect();
        synchronized (this) {
            // What was collected while something changed may be of before the change.
            if (seen == changes) {
                parts = collected;
            }
        }
        return collected;
    }

    /** So that no text ends the script element it stands in. */
    static String escape(String json) {
        return json.replace("<", "\\u003c")
                .replace(">", "\\u003e")
                .replace("&", "\\u0026")
                .replace("\u2028", "\\u2028")
                .replace("\u2029", "\\u2029");
    }

    private Parts collect() {
        Map<String, Map<String, String>> endpoints = new LinkedHashMap<>();
        Map<String, Object> plugins = new LinkedHashMap<>();
        List<Mount> mounts = registry.mounts();
        clientConfigs.keySet().retainAll(Set.copyOf(mounts));
        for (Mount mount : mounts) {
            Map<String, String> paths = new LinkedHashMap<>();
            for (Route route : mount.routes()) {
                paths.put(route.name(), mount.prefix() + route.template());
            }
            if (!paths.isEmpty()) {
                endpoints.put(mount.plugin(), paths);
            }
            clientConfig(mount).ifPresent(values -> plugins.put(mount.plugin(), values));
        }
        return new Parts(endpoints, plugins);
    }

    /** Checked once for each time that a plugin has told it. */
    private Optional<Object> clientConfig(Mount mount) {
        Map<String, ?> told = mount.clientConfig();
        Checked known = clientConfigs.get(mount);
        if (known == null || known.told() != told) {
            known = new Checked(told, checked(mount, told));
            clientConfigs.put(mount, known);
        }
        return known.plain();
    }

    private Optional<Object> checked(Mount mount, Map<String, ?> values) {
        try {
            Object plain = PlainJson.copy(values);
            Redaction.Result result = new Redaction(environment.all(), moreSecrets.get()).apply(plain);
            if (!result.leaked().isEmpty()) {
                LOG.warn("Plugin {}: values of {} are kept from the page", mount.plugin(), result.leaked());
            }
            return values.isEmpty() ? Optional.empty() : Optional.of(result.value());
        } catch (IllegalArgumentException e) {
            LOG.error("Plugin {}: its values for the page are left out: {}", mount.plugin(), e.getMessage());
            return Optional.empty();
        }
    }

    private static Map<String, String> queries(@Nullable Path folder) {
        Map<String, String> queries = new TreeMap<>();
        if (folder == null || !Files.isDirectory(folder)) {
            return queries;
        }
        try (Stream<Path> files = Files.list(folder)) {
            files.map(file -> QUERY_FILE.matcher(String.valueOf(file.getFileName())))
                    .filter(java.util.regex.Matcher::matches)
                    .forEach(name -> queries.put(name.group(1), name.group(1)));
        } catch (IOException e) {
            LOG.warn("The folder of queries cannot be read: {}", e.getMessage());
        }
        return queries;
    }
}

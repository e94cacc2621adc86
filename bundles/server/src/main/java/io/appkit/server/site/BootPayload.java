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
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
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

    private final PluginRegistry registry;
    private final Environment environment;
    private final AppFolder appFolder;
    private final Registration registryChanges;
    private volatile @Nullable Parts parts;

    /** Creates it; close it when done. */
    public BootPayload(PluginRegistry registry, Environment environment, AppFolder appFolder) {
        this.registry = registry;
        this.environment = environment;
        this.appFolder = appFolder;
        this.registryChanges = registry.onChange(() -> parts = null);
    }

    @Override
    public void close() {
        registryChanges.close();
    }

    /** The payload as UTF-8 JSON, safe inside HTML. */
    public byte[] json() {
        Parts present = parts;
        if (present == null) {
            present = collect();
            parts = present;
        }
        Map<String, Object> payload = new LinkedHashMap<>();
        payload.put("appName", environment.get("DATABRICKS_APP_NAME").orElse(""));
        payload.put("queries", queries());
        payload.put("endpoints", present.endpoints());
        payload.put("plugins", present.plugins());
        try {
            return escape(JSON.writeValueAsString(payload)).getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
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
        Redaction redaction = new Redaction(environment.all());
        for (Mount mount : registry.mounts()) {
            Map<String, String> paths = new LinkedHashMap<>();
            for (Route route : mount.routes()) {
                paths.put(route.name(), mount.prefix() + route.template());
            }
            if (!paths.isEmpty()) {
                endpoints.put(mount.plugin(), paths);
            }
            clientConfig(mount, redaction).ifPresent(values -> plugins.put(mount.plugin(), values));
        }
        return new Parts(endpoints, plugins);
    }

    private static Optional<Object> clientConfig(Mount mount, Redaction redaction) {
        try {
            Object plain = PlainJson.copy(mount.clientConfig());
            Redaction.Result result = redaction.apply(plain);
            if (!result.leaked().isEmpty()) {
                LOG.warn("Plugin {}: values of {} are kept from the page", mount.plugin(), result.leaked());
            }
            return mount.clientConfig().isEmpty() ? Optional.empty() : Optional.of(result.value());
        } catch (IllegalArgumentException e) {
            LOG.error("Plugin {}: its values for the page are left out: {}", mount.plugin(), e.getMessage());
            return Optional.empty();
        }
    }

    private Map<String, String> queries() {
        Map<String, String> queries = new TreeMap<>();
        Path folder = appFolder.queries().orElse(null);
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

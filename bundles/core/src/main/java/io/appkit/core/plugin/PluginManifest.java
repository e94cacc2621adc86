package io.appkit.core.plugin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.osgi.framework.Bundle;

/**
 * What a plugin says of itself in its manifest.
 *
 * @param name camelCase
 * @param displayName for people
 * @param stability {@code ga} or {@code beta}
 * @param required resources without which it does not start
 * @param optional how many further resources it can use
 */
record PluginManifest(
        String name, String displayName, String stability, List<RequiredResource> required, int optional) {

    /** Bundle header that names the manifest. */
    static final String HEADER = "AppKit-Plugin";

    private static final Pattern NAME = Pattern.compile("[a-z][a-zA-Z0-9]*");
    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * A resource without which a plugin does not start.
     *
     * @param type as {@code sql_warehouse}
     * @param environmentNames all must be set
     */
    record RequiredResource(String type, List<String> environmentNames) {}

    /**
     * Reads the manifest a bundle names.
     *
     * @return empty if the bundle is no plugin
     * @throws IOException if the manifest cannot be read or is wrong; the message names bundle and reason
     */
    static Optional<PluginManifest> of(Bundle bundle) throws IOException {
        String path = bundle.getHeaders().get(HEADER);
        if (path == null) {
            return Optional.empty();
        }
        URL file = bundle.getEntry(path.trim());
        if (file == null) {
            throw new IOException(bundle.getSymbolicName() + ": header " + HEADER + " names '" + path
                    + "', which the bundle does not contain");
        }
        try (InputStream json = file.openStream()) {
            return Optional.of(parse(JSON.readTree(json)));
        } catch (IOException | IllegalArgumentException e) {
            throw new IOException(bundle.getSymbolicName() + ": " + path + ": " + e.getMessage(), e);
        }
    }

    private static PluginManifest parse(JsonNode json) {
        String name = json.path("name").asText();
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "name '" + name + "' is not camelCase" + (name.contains("-") ? "; use '" + camel(name) + "'" : ""));
        }
        if (name.equals("server") || name.equals("appkit")) {
            throw new IllegalArgumentException("name '" + name + "' is reserved");
        }
        List<RequiredResource> required = new ArrayList<>();
        for (JsonNode resource : json.path("resources").path("required")) {
            List<String> names = new ArrayList<>();
            for (JsonNode field : resource.path("fields")) {
                if (field.hasNonNull("env")) {
                    names.add(field.path("env").asText());
                }
            }
            required.add(new RequiredResource(resource.path("type").asText(), names));
        }
        return new PluginManifest(
                name,
                json.path("displayName").asText(name),
                json.path("stability").asText("ga"),
                required,
                json.path("resources").path("optional").size());
    }

    private static String camel(String kebab) {
        return Pattern.compile("-(.)")
                .matcher(kebab)
                .replaceAll(hyphen -> hyphen.group(1).toUpperCase(Locale.ROOT));
    }

    /** The name in kebab case, as it stands in paths. */
    String kebabName() {
        return name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }

    /** Path prefix of the routes. */
    String prefix() {
        return "/api/" + kebabName();
    }
}

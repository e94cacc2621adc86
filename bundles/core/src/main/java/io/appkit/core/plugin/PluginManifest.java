package io.appkit.core.plugin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.appkit.api.ResourceRequirement;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.osgi.framework.Bundle;

/**
 * What a plugin says of itself in its manifest.
 *
 * @param name camelCase
 * @param displayName for people
 * @param stability {@code ga} or {@code beta}
 * @param resources those without which it does not start, and those it can use
 */
record PluginManifest(String name, String displayName, String stability, List<ResourceRequirement> resources) {

    /** Bundle header that names the manifest. */
    static final String HEADER = "AppKit-Plugin";

    private static final Pattern NAME = Pattern.compile("[a-z][a-zA-Z0-9]*");
    private static final ObjectMapper JSON = new ObjectMapper();

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
        List<ResourceRequirement> resources = new ArrayList<>();
        json.path("resources").path("required").forEach(resource -> resources.add(resource(resource, true)));
        json.path("resources").path("optional").forEach(resource -> resources.add(resource(resource, false)));
        return new PluginManifest(
                name,
                json.path("displayName").asText(name),
                json.path("stability").asText("ga"),
                List.copyOf(resources));
    }

    private static ResourceRequirement resource(JsonNode json, boolean required) {
        Map<String, String> fields = new LinkedHashMap<>();
        json.path("fields").properties().stream()
                .filter(field -> field.getValue().hasNonNull("env"))
                .forEach(field ->
                        fields.put(field.getKey(), field.getValue().path("env").asText()));
        return new ResourceRequirement(
                json.path("type").asText(),
                json.path("resourceKey").asText(),
                json.path("alias").asText(),
                json.path("description").asText(),
                json.path("permission").asText(),
                required,
                fields);
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

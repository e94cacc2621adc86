package io.appkit.core.execution;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.appkit.api.execution.CacheEntry;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * Makes the keys of one plugin's results: {@code <app>/<plugin>/<SHA-256 of everything the result depends on>}. No app's
 * prefix is the beginning of another's.
 */
final class CacheKeys {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final String app;
    private final String plugin;
    private final String prefix;

    CacheKeys(String app, String plugin) {
        this.app = app;
        this.plugin = plugin;
        this.prefix = prefix(app, plugin);
    }

    /** What the keys of all results of an app begin with. */
    static String prefix(String app) {
        return URLEncoder.encode(app, StandardCharsets.UTF_8) + "/";
    }

    /** What the keys of all results of a plugin begin with. */
    static String prefix(String app, String plugin) {
        return prefix(app) + URLEncoder.encode(plugin, StandardCharsets.UTF_8) + "/";
    }

    String plugin() {
        return plugin;
    }

    String of(CacheEntry entry) {
        List<String> parts = new ArrayList<>();
        parts.add(entry.scope());
        parts.add(app);
        parts.add(plugin);
        parts.addAll(entry.parts());
        try {
            byte[] json = JSON.writeValueAsBytes(parts);
            return prefix
                    + HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256").digest(json));
        } catch (JsonProcessingException | NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}

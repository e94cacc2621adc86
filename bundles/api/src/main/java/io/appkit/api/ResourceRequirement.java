package io.appkit.api;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Something of the workspace that a plugin needs or can use.
 *
 * @param type as {@code sql_warehouse} or {@code volume}
 * @param resourceKey identifies it among those of its type
 * @param alias its name for people
 * @param description what it is for, in a sentence
 * @param permission the least that the app's service principal needs, as {@code CAN_USE}
 * @param required whether the plugin does not do its work without it
 * @param fields environment names that tell which one it is, by field; none if something else tells
 */
public record ResourceRequirement(
        String type,
        String resourceKey,
        String alias,
        String description,
        String permission,
        boolean required,
        Map<String, String> fields) {

    /** Copies the fields in their order. */
    public ResourceRequirement {
        fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }
}

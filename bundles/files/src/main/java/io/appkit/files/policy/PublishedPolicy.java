package io.appkit.files.policy;

import io.appkit.api.files.FilePolicy;
import java.util.Collection;
import java.util.Dictionary;
import java.util.List;

/**
 * A policy that is published as a service.
 *
 * @param policy decides
 * @param properties of the service
 */
public record PublishedPolicy(FilePolicy policy, Dictionary<String, ?> properties) {

    /** Whether it is for volumes of this key, or for this text in its place. */
    boolean isFor(String volume) {
        Object volumes = properties.get(FilePolicy.VOLUME);
        if (volumes instanceof String[] several) {
            return List.of(several).contains(volume);
        }
        return volumes instanceof Collection<?> several ? several.contains(volume) : volume.equals(volumes);
    }
}

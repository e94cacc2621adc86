package io.appkit.api.config;

import io.appkit.api.Registration;
import java.util.Map;
import java.util.Optional;

/**
 * The values of a map.
 *
 * @param all values by name
 */
record FixedEnvironment(Map<String, String> all) implements Environment {

    @Override
    public Optional<String> get(String name) {
        return Optional.ofNullable(all.get(name)).filter(value -> !value.isBlank());
    }

    @Override
    public Optional<String> process(String name) {
        return get(name);
    }

    @Override
    public Registration onChange(Runnable action) {
        return () -> {};
    }
}

package io.appkit.analytics;

import io.appkit.api.Registration;
import io.appkit.api.config.Environment;
import java.util.Map;
import java.util.Optional;

record TestEnvironment(Map<String, String> all) implements Environment {

    @Override
    public Optional<String> get(String name) {
        return Optional.ofNullable(all.get(name));
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

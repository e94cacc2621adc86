package io.appkit.core.plugin;

import io.appkit.api.Exports;
import java.util.LinkedHashMap;
import java.util.Map;

/** Collects the services a plugin declares. */
final class ExportList implements Exports {

    private final Map<Class<?>, Object> services = new LinkedHashMap<>();

    @Override
    public <T> void export(Class<T> api, T implementation) {
        if (!api.isInterface()) {
            throw new IllegalArgumentException(api.getName() + " is not an interface");
        }
        if (services.put(api, implementation) != null) {
            throw new IllegalArgumentException(api.getName() + " is exported twice");
        }
    }

    Map<Class<?>, Object> toMap() {
        return Map.copyOf(services);
    }
}

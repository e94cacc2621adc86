package io.appkit.server.dispatch;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.type.TypeFactory;
import com.fasterxml.jackson.databind.util.LRUMap;
import io.appkit.api.platform.Mount;
import io.appkit.api.platform.PluginRegistry;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** What is prepared once per mount and dropped with it. */
final class Preparations implements AutoCloseable {

    private static final int TYPES = 200;

    /**
     * One mount's.
     *
     * @param routes its routes
     * @param json writes its answers; remembers the plugin's classes
     */
    record Prepared(RouteTable routes, ObjectMapper json) {}

    private final PluginRegistry registry;
    private final Map<Mount, Prepared> prepared = new ConcurrentHashMap<>();
    private final AutoCloseable changes;

    Preparations(PluginRegistry registry) {
        this.registry = registry;
        this.changes = registry.onChange(() -> prepared.keySet().retainAll(Set.copyOf(registry.mounts())));
    }

    @Override
    public void close() throws Exception {
        changes.close();
        prepared.clear();
    }

    Prepared of(Mount mount) {
        Prepared known = prepared.get(mount);
        if (known != null) {
            return known;
        }
        Prepared fresh = prepared.computeIfAbsent(mount, key -> new Prepared(new RouteTable(key.routes()), mapper()));
        // It may have been replaced while its last requests are still on their way.
        if (!registry.mounts().contains(mount)) {
            prepared.remove(mount);
        }
        return fresh;
    }

    int size() {
        return prepared.size();
    }

    /** Shares nothing with other mappers: Jackson's default type factory and introspector keep classes for good. */
    private static ObjectMapper mapper() {
        ObjectMapper mapper = new ObjectMapper(new JsonFactory());
        mapper.setTypeFactory(TypeFactory.defaultInstance().withCache(new LRUMap<>(TYPES, TYPES)));
        mapper.setAnnotationIntrospector(new JacksonAnnotationIntrospector());
        return mapper;
    }
}

package io.appkit.core.config;

import io.appkit.api.config.Configuration;
import io.appkit.api.config.ConfigurationException;
import io.appkit.api.config.Environment;
import io.appkit.api.config.Key;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes configuration records out of texts.
 *
 * @param <R> the record
 */
final class RecordBinder<R extends Record> {

    private final Class<R> type;
    private final Configuration configuration;
    private final List<RecordComponent> components;

    RecordBinder(Class<R> type) {
        Configuration annotation = type.getAnnotation(Configuration.class);
        if (annotation == null) {
            throw new IllegalArgumentException(type.getName() + " is not annotated with @Configuration");
        }
        this.type = type;
        this.configuration = annotation;
        this.components = List.of(type.getRecordComponents());
    }

    String pid() {
        return configuration.pid();
    }

    String title() {
        return configuration.title();
    }

    List<RecordComponent> components() {
        return components;
    }

    static Key key(RecordComponent component) {
        Key key = component.getAnnotation(Key.class);
        if (key == null) {
            throw new IllegalArgumentException(component + " is not annotated with @Key");
        }
        return key;
    }

    /** Names of keys in {@code explicit} that the record does not know. */
    List<String> unknownKeys(Explicit explicit) {
        List<String> known = components.stream().map(RecordComponent::getName).toList();
        return explicit.values().keySet().stream()
                .filter(key -> !known.contains(key))
                .map(key -> explicit.place() + ": unknown key '" + key + "'" + NearestName.hint(key, known))
                .toList();
    }

    R bind(Explicit explicit, Environment environment) {
        List<@Nullable Object> values = new ArrayList<>();
        for (RecordComponent component : components) {
            values.add(value(component, explicit, environment));
        }
        try {
            Class<?>[] types = components.stream().map(RecordComponent::getType).toArray(Class<?>[]::new);
            Constructor<R> constructor = type.getDeclaredConstructor(types);
            constructor.setAccessible(true);
            return constructor.newInstance(values.toArray());
        } catch (InvocationTargetException e) {
            throw new ConfigurationException(pid(), explicit.place() + ": " + reason(e.getCause()));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(type.getName() + " cannot be made", e);
        }
    }

    private @Nullable Object value(RecordComponent component, Explicit explicit, Environment environment) {
        Key key = key(component);
        String name = component.getName();
        String text = explicit.get(name);
        String place = explicit.place() + ", key " + name;
        if (text == null && !key.env().isEmpty()) {
            text = environment.get(key.env()).orElse(null);
            place = "environment name " + key.env();
        }
        try {
            return ValueParser.parse(component.getGenericType(), key, text == null ? key.defaultValue() : text);
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException(pid(), place + ": '" + text + "' is not valid: " + reason(e));
        }
    }

    private static String reason(@Nullable Throwable e) {
        return e == null || e.getMessage() == null ? "not accepted" : e.getMessage();
    }
}

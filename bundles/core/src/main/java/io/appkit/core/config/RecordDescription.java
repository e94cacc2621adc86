package io.appkit.core.config;

import io.appkit.api.config.Key;
import java.io.InputStream;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.metatype.AttributeDefinition;
import org.osgi.service.metatype.MetaTypeProvider;
import org.osgi.service.metatype.ObjectClassDefinition;

/**
 * A configuration record as metatype. Holds texts only, so that the record's class can go.
 *
 * @param kind service property that holds the PID, which says whether it is a factory's
 * @param pid the PID
 * @param title for people
 * @param keys in the order of the record
 */
record RecordDescription(String kind, String pid, String title, List<KeyDescription> keys) implements MetaTypeProvider {

    static RecordDescription of(RecordBinder<?> binder) {
        return of(binder, METATYPE_PID);
    }

    /** Of a record that may be given several times. */
    static RecordDescription ofFactory(RecordBinder<?> binder) {
        return of(binder, METATYPE_FACTORY_PID);
    }

    private static RecordDescription of(RecordBinder<?> binder, String kind) {
        return new RecordDescription(
                kind,
                binder.pid(),
                binder.title(),
                binder.components().stream().map(KeyDescription::of).toList());
    }

    ServiceRegistration<MetaTypeProvider> register(BundleContext context) {
        return context.registerService(MetaTypeProvider.class, this, FrameworkUtil.asDictionary(Map.of(kind, pid)));
    }

    @Override
    public ObjectClassDefinition getObjectClassDefinition(String id, @Nullable String locale) {
        if (!id.equals(pid)) {
            throw new IllegalArgumentException(id);
        }
        return new Definition(this);
    }

    @Override
    public String @Nullable [] getLocales() {
        return null;
    }

    private record Definition(RecordDescription of) implements ObjectClassDefinition {

        @Override
        public String getName() {
            return of.title();
        }

        @Override
        public String getID() {
            return of.pid();
        }

        @Override
        public String getDescription() {
            return of.title();
        }

        @Override
        public AttributeDefinition @Nullable [] getAttributeDefinitions(int filter) {
            return filter == OPTIONAL ? null : of.keys().toArray(AttributeDefinition[]::new);
        }

        @Override
        public @Nullable InputStream getIcon(int size) {
            return null;
        }
    }

    /**
     * One key as metatype.
     *
     * @param key its name
     * @param description with the environment name that supplies it, if there is one
     * @param type as in {@link AttributeDefinition}
     * @param defaultValue null for none
     */
    record KeyDescription(
            String key,
            String description,
            int type,
            @Nullable String defaultValue) implements AttributeDefinition {

        static KeyDescription of(RecordComponent component) {
            Key key = RecordBinder.key(component);
            String environment = key.env().isEmpty() ? "" : " (environment: " + key.env() + ")";
            return new KeyDescription(
                    component.getName(),
                    key.description() + environment,
                    type(component.getType()),
                    key.defaultValue().isEmpty() ? null : key.defaultValue());
        }

        private static int type(Class<?> type) {
            if (type == int.class) {
                return INTEGER;
            } else if (type == long.class || type == Duration.class) {
                return LONG;
            }
            return type == boolean.class ? BOOLEAN : STRING;
        }

        @Override
        public String getName() {
            return key;
        }

        @Override
        public String getID() {
            return key;
        }

        @Override
        public String getDescription() {
            return description;
        }

        @Override
        public int getCardinality() {
            return 0;
        }

        @Override
        public int getType() {
            return type;
        }

        @Override
        public String @Nullable [] getOptionValues() {
            return null;
        }

        @Override
        public String @Nullable [] getOptionLabels() {
            return null;
        }

        @Override
        public String @Nullable [] getDefaultValue() {
            return defaultValue == null ? null : new String[] {defaultValue};
        }

        @Override
        public @Nullable String validate(String value) {
            return null;
        }
    }
}

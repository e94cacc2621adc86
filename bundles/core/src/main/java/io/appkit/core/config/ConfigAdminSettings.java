package io.appkit.core.config;

import io.appkit.api.Registration;
import io.appkit.api.config.ConfigurationException;
import io.appkit.api.config.Environment;
import io.appkit.api.config.FactorySetting;
import io.appkit.api.config.Setting;
import io.appkit.api.config.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.cm.ConfigurationEvent;
import org.osgi.service.cm.ConfigurationListener;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.MetaTypeProvider;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Binds records to ConfigAdmin and the environment, and describes them as metatype while they are bound. */
@Component(service = {Settings.class, ConfigurationListener.class})
public final class ConfigAdminSettings implements Settings, ConfigurationListener {

    private static final Logger LOG = LoggerFactory.getLogger(ConfigAdminSettings.class);
    private static final Environment NO_NAMES = Environment.of(Map.of());

    private final BundleContext context;
    private final ConfigurationAdmin admin;
    private final Environment environment;
    private final Registration environmentChanges;
    /** Several parts of the server may bind the same record; each finding is told once. */
    private final Set<String> reported = ConcurrentHashMap.newKeySet();

    private final List<Bound<?>> bound = new CopyOnWriteArrayList<>();
    private final Map<Bound<?>, ServiceRegistration<MetaTypeProvider>> descriptions = new ConcurrentHashMap<>();

    @Activate
    public ConfigAdminSettings(
            BundleContext context, @Reference ConfigurationAdmin admin, @Reference Environment environment) {
        this.context = context;
        this.admin = admin;
        this.environment = environment;
        this.environmentChanges = environment.onChange(() -> bound.forEach(Bound::refresh));
    }

    @Deactivate
    void stop() {
        environmentChanges.close();
        bound.forEach(Bound::close);
    }

    @Override
    public <R extends Record> Setting<R> bind(Class<R> type) {
        RecordBinder<R> binder = new RecordBinder<>(type);
        BoundSetting<R> setting = new BoundSetting<>(binder.pid(), () -> read(binder), this::forget);
        remember(setting, RecordDescription.of(binder));
        return setting;
    }

    @Override
    public <R extends Record> FactorySetting<R> bindFactory(Class<R> type) {
        RecordBinder<R> binder = new RecordBinder<>(type);
        BoundFactory<R> settings = new BoundFactory<>(binder.pid(), before -> readAll(binder, before), this::forget);
        remember(settings, RecordDescription.ofFactory(binder));
        return settings;
    }

    private void remember(Bound<?> setting, RecordDescription description) {
        bound.add(setting);
        descriptions.put(setting, description.register(context));
    }

    private void forget(Bound<?> setting) {
        bound.remove(setting);
        ServiceRegistration<MetaTypeProvider> description = descriptions.remove(setting);
        if (description != null) {
            description.unregister();
        }
    }

    private <R extends Record> R read(RecordBinder<R> binder) {
        return read(binder, explicit(binder.pid()), environment);
    }

    private <R extends Record> R read(RecordBinder<R> binder, Explicit explicit, Environment names) {
        R record = binder.bind(explicit, names);
        binder.unknownKeys(explicit).stream().filter(reported::add).forEach(LOG::warn);
        return record;
    }

    /** What is wrong from the beginning is refused; what becomes wrong later leaves the others as they are. */
    private <R extends Record> Map<String, R> readAll(RecordBinder<R> binder, @Nullable Map<String, R> before) {
        Map<String, R> records = new TreeMap<>();
        explicitByAlias(binder.pid()).forEach((alias, explicit) -> {
            try {
                records.put(alias, read(binder, explicit, NO_NAMES));
                reported.removeIf(finding -> finding.startsWith(explicit.place() + ", "));
            } catch (ConfigurationException e) {
                if (before == null) {
                    throw e;
                }
                R last = before.get(alias);
                String force = last == null ? "it is left out" : "the last good values stay in force";
                if (reported.add(e.getMessage())) {
                    LOG.warn("{}; {}", e.getMessage(), force);
                }
                if (last != null) {
                    records.put(alias, last);
                }
            }
        });
        return Collections.unmodifiableMap(records);
    }

    private Map<String, Explicit> explicitByAlias(String factoryPid) {
        try {
            return Explicit.ofFactory(admin, factoryPid);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Explicit explicit(String pid) {
        try {
            return Explicit.of(admin, pid);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void configurationEvent(ConfigurationEvent event) {
        String pid = event.getFactoryPid() == null ? event.getPid() : event.getFactoryPid();
        bound.stream().filter(setting -> setting.pid().equals(pid)).forEach(Bound::refresh);
    }
}

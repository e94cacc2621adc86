package io.appkit.core.config;

import io.appkit.api.Registration;
import io.appkit.api.config.Environment;
import io.appkit.api.config.FactorySetting;
import io.appkit.api.config.Setting;
import io.appkit.api.config.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
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

    private final BundleContext context;
    private final ConfigurationAdmin admin;
    private final Environment environment;
    private final Registration environmentChanges;
    /** Several parts of the server may bind the same record; each finding is told once. */
    private final Set<String> reported = ConcurrentHashMap.newKeySet();

    private final List<BoundSetting<?>> bound = new CopyOnWriteArrayList<>();
    private final Map<BoundSetting<?>, ServiceRegistration<MetaTypeProvider>> descriptions = new ConcurrentHashMap<>();

    @Activate
    public ConfigAdminSettings(
            BundleContext context, @Reference ConfigurationAdmin admin, @Reference Environment environment) {
        this.context = context;
        this.admin = admin;
        this.environment = environment;
        this.environmentChanges = environment.onChange(() -> bound.forEach(BoundSetting::refresh));
    }

    @Deactivate
    void stop() {
        environmentChanges.close();
        bound.forEach(BoundSetting::close);
    }

    @Override
    public <R extends Record> Setting<R> bind(Class<R> type) {
        RecordBinder<R> binder = new RecordBinder<>(type);
        BoundSetting<R> setting = new BoundSetting<>(binder.pid(), () -> read(binder), this::forget);
        bound.add(setting);
        descriptions.put(setting, RecordDescription.of(binder).register(context));
        return setting;
    }

    @Override
    public <R extends Record> FactorySetting<R> bindFactory(Class<R> type) {
        throw new UnsupportedOperationException();
    }

    private void forget(BoundSetting<?> setting) {
        bound.remove(setting);
        ServiceRegistration<MetaTypeProvider> description = descriptions.remove(setting);
        if (description != null) {
            description.unregister();
        }
    }

    private <R extends Record> R read(RecordBinder<R> binder) {
        Explicit explicit = explicit(binder.pid());
        R record = binder.bind(explicit, environment);
        binder.unknownKeys(explicit).stream().filter(reported::add).forEach(LOG::warn);
        return record;
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
        bound.stream().filter(setting -> setting.pid().equals(event.getPid())).forEach(BoundSetting::refresh);
    }
}

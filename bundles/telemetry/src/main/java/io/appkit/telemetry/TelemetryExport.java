package io.appkit.telemetry;

import io.appkit.api.Registration;
import io.appkit.api.config.Environment;
import io.appkit.api.config.Setting;
import io.appkit.api.config.Settings;
import io.appkit.api.telemetry.TelemetrySource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Offers telemetry while a collector is configured; without one, no class of OpenTelemetry is loaded. */
@Component(
        service = {},
        immediate = true)
public final class TelemetryExport {

    private static final Logger LOG = LoggerFactory.getLogger(TelemetryExport.class);

    private final BundleContext context;
    private final Environment environment;
    private final Setting<TelemetrySettings> settings;
    private final Registration changes;
    private Optional<Destination> destination = Optional.empty();
    private @Nullable OpenTelemetrySource source;
    private @Nullable ServiceRegistration<TelemetrySource> registration;

    @Activate
    public TelemetryExport(BundleContext context, @Reference Environment environment, @Reference Settings allSettings) {
        this.context = context;
        this.environment = environment;
        this.settings = allSettings.bind(TelemetrySettings.class);
        settings.onChange(now -> refresh());
        this.changes = environment.onChange(this::refresh);
        refresh();
    }

    @Deactivate
    void stop() {
        changes.close();
        settings.close();
        close();
    }

    private synchronized void refresh() {
        Optional<Destination> wanted = Destination.of(environment, settings.get());
        if (wanted.equals(destination)) {
            return;
        }
        close();
        destination = wanted;
        wanted.ifPresent(this::open);
    }

    /** Telemetry that cannot begin is no reason for an app not to. */
    private void open(Destination wanted) {
        try {
            OpenTelemetrySource opened = OpenTelemetrySource.open(wanted, settings);
            source = opened;
            registration = context.registerService(TelemetrySource.class, opened, null);
            LOG.info(
                    "Telemetry of {} is sent to {}",
                    wanted.properties().get("otel.service.name"),
                    wanted.properties().get("otel.exporter.otlp.endpoint"));
        } catch (RuntimeException | LinkageError e) {
            LOG.error("There is no telemetry: {}", e.toString());
        }
    }

    private synchronized void close() {
        if (registration != null) {
            registration.unregister();
            registration = null;
        }
        if (source != null) {
            source.close();
            source = null;
        }
    }
}

package io.appkit.server.http;

import io.appkit.api.config.ConfigurationException;
import io.appkit.api.config.Environment;
import io.appkit.api.config.Setting;
import io.appkit.api.config.Settings;
import io.appkit.api.platform.ServerAddress;
import io.appkit.api.platform.ServerSettings;
import io.appkit.api.platform.Startup;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.runtime.HttpServiceRuntime;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides where the HTTP service listens and tells it so. The HTTP service waits for this configuration (framework
 * property {@code org.apache.felix.http.require.config}).
 */
@Component(
        immediate = true,
        service = {})
public final class HttpConfiguration {

    private static final Logger LOG = LoggerFactory.getLogger(HttpConfiguration.class);
    private static final String HTTP_PID = "org.apache.felix.http";
    private static final int HEADER_BYTES = 16 * 1024;
    /** A body is read in pieces of this size; a connection has such a buffer only while it reads. */
    private static final int REQUEST_BYTES = 64 * 1024;

    private static final int STOP_MILLIS = 8000;
    private static final int IDLE_MILLIS = 30_000;
    private static final int VIRTUAL_THREADS_SINCE = 21;

    private final BundleContext context;
    private final ConfigurationAdmin admin;
    private final Environment environment;
    private final @Nullable Setting<ServerSettings> settings;
    private @Nullable ListenAddress listening;
    private @Nullable ServiceRegistration<ServerAddress> published;

    @Activate
    public HttpConfiguration(
            BundleContext context,
            @Reference ConfigurationAdmin admin,
            @Reference Environment environment,
            @Reference Settings settings,
            @Reference Startup startup) {
        this.context = context;
        this.admin = admin;
        this.environment = environment;
        this.settings = start(settings, startup);
    }

    @Deactivate
    void stop() {
        if (settings != null) {
            settings.close();
        }
    }

    private @Nullable Setting<ServerSettings> start(Settings all, Startup startup) {
        try {
            Setting<ServerSettings> bound = all.bind(ServerSettings.class);
            bound.onChange(this::follow);
            listen(bound.get());
            return bound;
        } catch (ConfigurationException e) {
            startup.fail(e.getMessage() == null ? "wrong configuration" : e.getMessage());
        } catch (IOException e) {
            startup.fail(e.getMessage() == null ? "cannot listen" : e.getMessage());
        }
        return null;
    }

    private void follow(ServerSettings changed) {
        try {
            listen(changed);
        } catch (IOException e) {
            LOG.warn("{}; the server stays where it is", e.getMessage());
        }
    }

    private synchronized void listen(ServerSettings wanted) throws IOException {
        String host = wanted.listenHost(environment);
        if (listening != null && listening.isFor(host, wanted.port())) {
            return;
        }
        Configuration http = admin.getConfiguration(HTTP_PID, "?");
        ListenAddress address = new ListenAddress(host, wanted.port(), wanted.port());
        // After a restart of this bundle or of one it needs, the HTTP service still listens where it was told to.
        if (!(running() && address.isThatOf(http.getProperties()))) {
            address = ListenAddress.free(host, wanted.port(), environment.development());
        }
        Map<String, Object> properties = new HashMap<>();
        properties.put(ListenAddress.HOST, address.host());
        properties.put(ListenAddress.PORT, address.port());
        properties.put("org.apache.felix.http.timeout", IDLE_MILLIS);
        properties.put("org.apache.felix.http.jetty.sendServerHeader", false);
        properties.put("org.apache.felix.http.jetty.headerBufferSize", HEADER_BYTES);
        properties.put("org.apache.felix.http.jetty.requestBufferSize", REQUEST_BYTES);
        properties.put("org.apache.felix.jetty.stopTimeout", STOP_MILLIS);
        // Puts FrontDoor in front of the HTTP service.
        properties.put("org.apache.felix.proxy.load.balancer.connection.enable", true);
        properties.put(
                "org.apache.felix.http.jetty.virtualthreads.enable",
                Runtime.version().feature() >= VIRTUAL_THREADS_SINCE);
        http.update(FrameworkUtil.asDictionary(properties));
        listening = address;
        publish(new ServerAddress(address.host(), address.port()));
    }

    private void publish(ServerAddress address) {
        ServiceRegistration<ServerAddress> before = published;
        published = context.registerService(ServerAddress.class, address, null);
        if (before != null) {
            before.unregister();
        }
    }

    private boolean running() {
        return context.getServiceReference(HttpServiceRuntime.class) != null;
    }
}

package io.appkit.server.http;

import io.appkit.api.platform.ReadyServer;
import java.lang.management.ManagementFactory;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.servlet.runtime.HttpServiceRuntime;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says where the server is, once its port is open and it serves. */
@Component(immediate = true, service = ReadyAnnouncement.class)
public final class ReadyAnnouncement {

    private static final Logger LOG = LoggerFactory.getLogger(ReadyAnnouncement.class);
    private static final String ENDPOINT = "osgi.http.endpoint";

    private final BundleContext context;
    private @Nullable ServiceRegistration<ReadyServer> published;
    private String url = "";
    private String announced = "";
    private boolean serving;

    @Activate
    public ReadyAnnouncement(BundleContext context) {
        this.context = context;
    }

    /** The front servlet answers requests. */
    public synchronized void serves() {
        serving = true;
        announce();
    }

    /** The front servlet answers no more. */
    public synchronized void endsToServe() {
        serving = false;
        announced = "";
        ServiceRegistration<ReadyServer> over = published;
        published = null;
        if (over != null) {
            over.unregister();
        }
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addRuntime(HttpServiceRuntime runtime, Map<String, Object> properties) {
        listensAt(properties.get(ENDPOINT));
    }

    void updatedRuntime(HttpServiceRuntime runtime, Map<String, Object> properties) {
        listensAt(properties.get(ENDPOINT));
    }

    void removeRuntime(HttpServiceRuntime runtime) {}

    private synchronized void listensAt(@Nullable Object endpoint) {
        url = firstOf(endpoint).replaceAll("/$", "");
        announce();
    }

    private void announce() {
        if (serving && !url.isEmpty() && !url.equals(announced)) {
            announced = url;
            double seconds = ManagementFactory.getRuntimeMXBean().getUptime() / 1000.0;
            ServiceRegistration<ReadyServer> before = published;
            published = context.registerService(ReadyServer.class, new ReadyServer(url), null);
            if (before != null) {
                before.unregister();
            }
            LOG.info("AppKit is ready at {} ({} s after launch)", url, String.format(Locale.ROOT, "%.1f", seconds));
        }
    }

    private static String firstOf(@Nullable Object endpoint) {
        if (endpoint instanceof String[] several && several.length > 0) {
            return several[0];
        } else if (endpoint instanceof Collection<?> several && !several.isEmpty()) {
            return String.valueOf(several.iterator().next());
        }
        return endpoint instanceof String one ? one : "";
    }
}

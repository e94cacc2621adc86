package io.appkit.core.plugin;

import java.util.HashMap;
import java.util.Map;
import org.osgi.framework.Bundle;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes one OSGi service per exported API interface that stays while the plugins behind it come and go. It belongs to
 * the bundle that defines the interface, and goes with it.
 */
final class LastingServices {

    private static final Logger LOG = LoggerFactory.getLogger(LastingServices.class);

    private record Published(String plugin, ServiceRegistration<?> registration) {

        /** Whether the bundle that defines the interface has stopped. */
        boolean gone() {
            try {
                return registration.getReference().getBundle() == null;
            } catch (IllegalStateException e) {
                return true;
            }
        }
    }

    private final LeasedCalls calls;
    private final Map<String, Published> published = new HashMap<>();

    LastingServices(LeasedCalls calls) {
        this.calls = calls;
    }

    synchronized void publish(String plugin, Class<?> api) {
        Published present = published.get(api.getName());
        if (present != null && !present.gone()) {
            if (!present.plugin().equals(plugin)) {
                LOG.warn("Plugin {} exports {}, which plugin {} provides", plugin, api.getName(), present.plugin());
            }
            return;
        }
        Bundle owner = FrameworkUtil.getBundle(api);
        Object proxy = LastingCall.service(calls, plugin, api);
        published.put(
                api.getName(),
                new Published(
                        plugin, owner.getBundleContext().registerService(new String[] {api.getName()}, proxy, null)));
    }

    synchronized void close() {
        published.values().stream()
                .filter(present -> !present.gone())
                .forEach(present -> present.registration().unregister());
        published.clear();
    }
}

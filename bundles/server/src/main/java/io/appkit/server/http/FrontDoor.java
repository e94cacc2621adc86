package io.appkit.server.http;

import io.appkit.api.telemetry.TelemetrySource;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.felix.http.jetty.ConnectorFactory;
import org.apache.felix.http.jetty.LoadBalancerCustomizerFactory;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration.Customizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.SynchronousBundleListener;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Our foot in the door of the HTTP service: it hands us its Jetty, whose errors and end are ours then (contract: server,
 * section 7). When the framework stops, the port closes at once; when the HTTP service stops, running responses end first.
 */
@Component(
        service = {ConnectorFactory.class, LoadBalancerCustomizerFactory.class},
        immediate = true,
        // Before the one of the HTTP service itself, which believes forwarded addresses.
        property = Constants.SERVICE_RANKING + ":Integer=1000")
public final class FrontDoor implements ConnectorFactory, LoadBalancerCustomizerFactory, SynchronousBundleListener {

    private static final Logger LOG = LoggerFactory.getLogger(FrontDoor.class);
    private static final long INTERRUPT_MILLIS = 100;
    private static final long DRAIN_MILLIS = 8000;

    private final BundleContext context;
    private final Traffic traffic = new Traffic(() -> this.telemetry);
    private volatile @Nullable Server server;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable TelemetrySource telemetry;

    /** When the server as a whole has begun to leave; the time of running responses is counted from there. */
    private volatile @Nullable Long left;

    @Activate
    public FrontDoor(BundleContext context) {
        this.context = context;
        context.addBundleListener(this);
    }

    @Deactivate
    void stop() {
        context.removeBundleListener(this);
    }

    @Override
    public Customizer createCustomizer() {
        return traffic;
    }

    /** The way the HTTP service shows its server. The connector that has to be returned for it opens nothing. */
    @Override
    public Connector createConnector(Server started) {
        JsonErrors.of(started);
        EmptySegments.allow(started);
        server = started;
        traffic.open();
        return new ClosedConnector(started, connectors(started).get(0));
    }

    @Override
    public void bundleChanged(BundleEvent event) {
        Server present = server;
        if (event.getType() != BundleEvent.STOPPING || present == null) {
            return;
        }
        if (event.getBundle().getBundleId() == Constants.SYSTEM_BUNDLE_ID) {
            left = System.nanoTime();
            leave(present);
        } else if (event.getBundle().equals(httpService())) {
            leave(present);
            drain(present);
        }
    }

    private static @Nullable Bundle httpService() {
        return FrameworkUtil.getBundle(ConnectorFactory.class);
    }

    private void leave(Server leaving) {
        traffic.leave();
        for (ServerConnector connector : connectors(leaving)) {
            // Connections that are open may still ask for /health.
            connector.setShutdownIdleTimeout(connector.getIdleTimeout());
            connector.shutdown();
        }
    }

    private void drain(Server leaving) {
        try {
            Long begun = left;
            long gone = begun == null ? 0 : TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
            if (!traffic.awaitIdle(DRAIN_MILLIS - gone)) {
                LOG.warn("Responses that still run after {} s are cut off", DRAIN_MILLIS / 1000);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        server = null;
        // What is left are idle connections, or responses that have had their time.
        leaving.setStopTimeout(0);
        if (leaving.getThreadPool() instanceof QueuedThreadPool threads) {
            // It would wait for handlers, which have had theirs.
            threads.setStopTimeout(INTERRUPT_MILLIS);
        }
    }

    private static List<ServerConnector> connectors(Server server) {
        return Arrays.stream(server.getConnectors())
                .filter(ServerConnector.class::isInstance)
                .map(ServerConnector.class::cast)
                .toList();
    }

    /** Looks like another connector, since the HTTP service asks each for its address, and never opens. */
    private static final class ClosedConnector extends ServerConnector {

        ClosedConnector(Server server, ServerConnector like) {
            super(server, 0, 1);
            setHost(like.getHost());
            setPort(like.getPort());
        }

        @Override
        protected void doStart() {}

        @Override
        protected void doStop() {}
    }
}

package io.appkit.itests.inside;

import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.SynchronousBundleListener;

/** The bundles to which anything happened since this was opened. */
final class BundleEvents implements SynchronousBundleListener, AutoCloseable {

    private final BundleContext context;
    private final Set<String> names = new ConcurrentSkipListSet<>();

    private BundleEvents(BundleContext context) {
        this.context = context;
    }

    static BundleEvents record(BundleContext context) {
        BundleEvents events = new BundleEvents(context);
        context.addBundleListener(events);
        return events;
    }

    @Override
    public void bundleChanged(BundleEvent event) {
        names.add(event.getBundle().getSymbolicName());
    }

    Set<String> bundles() {
        return Set.copyOf(names);
    }

    @Override
    public void close() {
        context.removeBundleListener(this);
    }
}

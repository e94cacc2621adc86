package io.appkit.files.policy;

import io.appkit.api.files.FilePolicy;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.util.tracker.ServiceTracker;

/** Follows the services of the framework: one that goes decides nothing from that moment on. */
public final class TrackedPolicies extends ServiceTracker<FilePolicy, FilePolicy> implements PolicyServices {

    private TrackedPolicies(BundleContext context) {
        super(context, FilePolicy.class, null);
    }

    public static TrackedPolicies of(BundleContext context) {
        TrackedPolicies policies = new TrackedPolicies(context);
        policies.open();
        return policies;
    }

    /** One that cannot be had still takes part, and fails: to leave it out could allow what it denies. */
    @Override
    public FilePolicy addingService(ServiceReference<FilePolicy> reference) {
        FilePolicy policy = context.getService(reference);
        return policy != null
                ? policy
                : (action, resource, user) ->
                        CompletableFuture.failedFuture(new IllegalStateException(reference + " gives no policy"));
    }

    @Override
    public List<PublishedPolicy> published() {
        return getTracked().entrySet().stream()
                .sorted(Map.Entry.<ServiceReference<FilePolicy>, FilePolicy>comparingByKey(Comparator.reverseOrder()))
                .map(entry ->
                        new PublishedPolicy(entry.getValue(), entry.getKey().getProperties()))
                .toList();
    }
}

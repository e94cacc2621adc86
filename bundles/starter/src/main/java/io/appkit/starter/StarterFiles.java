package io.appkit.starter;

import io.appkit.api.files.FilePolicy;
import io.appkit.api.platform.AppFolder;
import io.appkit.api.platform.StarterApp;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/**
 * Says who may do what in the volumes that the starter app's page shows by default. Publishes nothing while another app is
 * served: a policy that is there at all takes the place of the one that goes without saying.
 */
@Component(service = {})
public final class StarterFiles {

    private static final String[] VOLUMES = {StarterPolicy.OPEN, "reports"};

    private final @Nullable ServiceRegistration<FilePolicy> published;

    @Activate
    public StarterFiles(@Reference AppFolder served, @Reference StarterApp starter, BundleContext context) {
        StarterPolicy policy = new StarterPolicy(served, starter.folder());
        published = policy.isOutOfPlace()
                ? null
                : context.registerService(
                        FilePolicy.class, policy, FrameworkUtil.asDictionary(Map.of(FilePolicy.VOLUME, VOLUMES)));
    }

    @Deactivate
    void withdraw() {
        if (published != null) {
            published.unregister();
        }
    }
}

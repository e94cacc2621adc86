package io.appkit.shell;

import io.appkit.api.AppKitException;
import io.appkit.api.ErrorKind;
import io.appkit.api.PluginUnavailableException;
import io.appkit.api.files.Files;
import io.appkit.api.platform.CacheAdmin;
import io.appkit.api.platform.EventStreams;
import io.appkit.api.platform.PluginRegistry;
import io.appkit.api.platform.SignIn;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceReference;

/**
 * The platform's services for the time of one command.
 *
 * <p>Looked up here, not injected: Karaf takes all commands of a bundle away while one of them misses a service, and
 * replaces them whenever an optional one comes or goes.
 */
final class Services implements AutoCloseable {

    private static final String NO_CORE = "The platform is not running: its bundle appkit-core is not active";
    private static final String NO_AUTH = "Nothing is known of sign-in: the bundle appkit-auth is not active";

    private final BundleContext context;
    private final List<ServiceReference<?>> used = new ArrayList<>();

    private Services(BundleContext context) {
        this.context = context;
    }

    static Services open() {
        return new Services(FrameworkUtil.getBundle(Services.class).getBundleContext());
    }

    <S> Optional<S> find(Class<S> type) {
        ServiceReference<S> reference = context.getServiceReference(type);
        if (reference == null) {
            return Optional.empty();
        }
        Optional<S> service = Optional.ofNullable(context.getService(reference));
        service.ifPresent(present -> used.add(reference));
        return service;
    }

    PluginRegistry registry() {
        return get(PluginRegistry.class, NO_CORE);
    }

    CacheAdmin cache() {
        return get(CacheAdmin.class, NO_CORE);
    }

    EventStreams streams() {
        return get(EventStreams.class, NO_CORE);
    }

    SignIn signIn() {
        return get(SignIn.class, NO_AUTH);
    }

    Files files() {
        return find(Files.class).orElseThrow(() -> new PluginUnavailableException("files"));
    }

    private <S> S get(Class<S> type, String otherwise) {
        return find(type).orElseThrow(() -> new AppKitException(ErrorKind.UNAVAILABLE, otherwise, otherwise));
    }

    /** A property of a service. */
    Optional<Object> property(Class<?> type, String property) {
        return Optional.ofNullable(context.getServiceReference(type)).map(reference -> reference.getProperty(property));
    }

    @Override
    public void close() {
        used.forEach(context::ungetService);
    }
}

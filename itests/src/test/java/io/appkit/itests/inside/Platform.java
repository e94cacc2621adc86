package io.appkit.itests.inside;

import io.appkit.api.Caller;
import io.appkit.api.platform.Gate;
import io.appkit.api.platform.GateDecision;
import io.appkit.api.platform.PluginRegistry;
import io.appkit.api.platform.PluginState;
import io.appkit.itests.Visitor;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.Optional;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;

/** The running platform around a test. */
record Platform(BundleContext context) {

    private static final String HTTP_RUNTIME = "org.osgi.service.servlet.runtime.HttpServiceRuntime";

    Bundle bundle(String symbolicName) {
        return Arrays.stream(context.getBundles())
                .filter(bundle -> symbolicName.equals(bundle.getSymbolicName()))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no bundle " + symbolicName));
    }

    /** The service, if there is one. */
    <T> Optional<T> service(Class<T> type) {
        return Optional.ofNullable(context.getServiceReference(type)).map(context::getService);
    }

    <T> T present(Class<T> type) {
        Patience.await("service " + type.getName(), () -> service(type).isPresent());
        return service(type).orElseThrow();
    }

    /** Waits until a version of a plugin serves. */
    void awaitActive(String plugin, String version) {
        PluginRegistry registry = present(PluginRegistry.class);
        Patience.await(
                "plugin " + plugin + " " + version,
                () -> registry.plugins().stream()
                        .anyMatch(info -> info.name().equals(plugin)
                                && info.version().equals(version)
                                && info.state() == PluginState.ACTIVE));
    }

    /** Whether the server serves: for a moment its port is open and nothing is behind it. */
    boolean healthy() {
        try {
            return status("/health") == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The status of an answer. */
    int status(String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(address().resolve(path))
                .timeout(Patience.LIMIT)
                .build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    /** Someone who has signed in, as handlers get to know them. */
    Caller signIn(String user) throws IOException, InterruptedException {
        String cookie = Visitor.signIn(address(), user).cookie();
        GateDecision decision = present(Gate.class).decide(new PageRequest(cookie));
        return ((GateDecision.Admit) decision).caller();
    }

    /** Where the server listens. */
    URI address() {
        Patience.await("an HTTP port", () -> context.getServiceReference(HTTP_RUNTIME) != null);
        ServiceReference<?> runtime = context.getServiceReference(HTTP_RUNTIME);
        Object endpoint = runtime.getProperty("osgi.http.endpoint");
        return URI.create(endpoint instanceof String[] several ? several[0] : String.valueOf(endpoint));
    }
}

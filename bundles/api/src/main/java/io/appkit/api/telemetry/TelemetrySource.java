package io.appkit.api.telemetry;

import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Where telemetry goes. An OSGi service of the platform, present only while there is a collector to send to. */
public interface TelemetrySource {

    /** The telemetry of a scope, mostly a plugin; the same one for the same name. */
    Telemetry scope(String name);

    /**
     * Begins the span of an HTTP request; its end also writes the request's log event. Its attribute
     * {@code http.response.status_code} says how the request went.
     *
     * @param method HTTP method
     * @param path as sent, without query
     * @param headers answers the value of a request header; null if it is absent
     * @return a span that may belong to the client's trace; records nothing for paths that are not worth it
     */
    Span request(String method, String path, UnaryOperator<@Nullable String> headers);
}

package io.appkit.telemetry;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.logs.LogRecordBuilder;
import io.opentelemetry.api.logs.Logger;
import io.opentelemetry.api.logs.Severity;
import io.opentelemetry.context.Context;
import java.util.function.Supplier;

/** One wide log event per request whose trace is sampled (contract: execution, section 7). */
final class RequestLog {

    static final String METHOD = "http.request.method";
    static final String PATH = "url.path";
    static final String STATUS = "http.response.status_code";
    static final String USER = "user.id";
    static final String REQUEST_ID = "http.request.id";

    private static final long SERVER_ERRORS = 500;

    private final Logger logger;
    private final Supplier<TelemetrySettings> settings;

    RequestLog(Logger logger, Supplier<TelemetrySettings> settings) {
        this.logger = logger;
        this.settings = settings;
    }

    /**
     * Writes the event of a request that has ended.
     *
     * @param context has the trace's id
     */
    void write(RequestRecord request, Context context) {
        if (!settings.get().sends(OpenTelemetrySource.SERVER, "logs")) {
            return;
        }
        boolean failed = request.noted().get(STATUS) instanceof Long status && status >= SERVER_ERRORS;
        LogRecordBuilder event = logger.logRecordBuilder()
                .setContext(context)
                .setSeverity(failed ? Severity.ERROR : Severity.INFO)
                .setBody(request.method() + " " + request.path())
                .setAttribute(AttributeKey.stringKey(METHOD), request.method())
                .setAttribute(AttributeKey.stringKey(PATH), request.path())
                .setAttribute(
                        AttributeKey.longKey("duration_ms"), request.duration().toMillis())
                .setAttribute(AttributeKey.longKey("retry.count"), request.retries());
        request.noted().forEach((name, value) -> {
            if (value instanceof Long number) {
                event.setAttribute(AttributeKey.longKey(name), number);
            } else if (value instanceof Boolean flag) {
                event.setAttribute(AttributeKey.booleanKey(name), flag);
            } else if (value instanceof String text) {
                event.setAttribute(AttributeKey.stringKey(name), text);
            }
        });
        event.emit();
    }
}

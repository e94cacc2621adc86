package io.appkit.telemetry;

import io.appkit.api.telemetry.Telemetry;
import io.appkit.api.telemetry.TelemetrySource;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Telemetry by OpenTelemetry over OTLP (HTTP, protobuf). */
final class OpenTelemetrySource implements TelemetrySource, AutoCloseable {

    static final String SERVER = "server";

    private static final int FLUSH_SECONDS = 2;

    private final OpenTelemetrySdk sdk;
    private final Supplier<TelemetrySettings> settings;
    private final RequestLog log;
    private final Map<String, Telemetry> scopes = new ConcurrentHashMap<>();

    private OpenTelemetrySource(OpenTelemetrySdk sdk, Supplier<TelemetrySettings> settings) {
        this.sdk = sdk;
        this.settings = settings;
        this.log = new RequestLog(sdk.getSdkLoggerProvider().get(SERVER), settings);
    }

    static OpenTelemetrySource open(Destination destination, Supplier<TelemetrySettings> settings) {
        OpenTelemetrySdk sdk = AutoConfiguredOpenTelemetrySdk.builder()
                .disableShutdownHook()
                .setServiceClassLoader(OpenTelemetrySource.class.getClassLoader())
                .addPropertiesCustomizer(properties -> destination.properties())
                .addSamplerCustomizer((sampler, properties) -> new PathSampler(sampler))
                .build()
                .getOpenTelemetrySdk();
        return new OpenTelemetrySource(sdk, settings);
    }

    /** Sends what is left, as far as that is quick. */
    @Override
    public void close() {
        sdk.shutdown().join(FLUSH_SECONDS, TimeUnit.SECONDS);
    }

    @Override
    public Telemetry scope(String name) {
        return scopes.computeIfAbsent(name, plugin -> new OpenTelemetryScope(sdk, settings, plugin, plugin));
    }

    @Override
    public io.appkit.api.telemetry.Span request(String method, String path, UnaryOperator<@Nullable String> headers) {
        if (!settings.get().sends(SERVER, "traces")) {
            return io.appkit.api.telemetry.Span.NONE;
        }
        Context parent =
                W3CTraceContextPropagator.getInstance().extract(Context.root(), headers, HeaderGetter.INSTANCE);
        io.opentelemetry.api.trace.Span span = sdk.getTracer(SERVER)
                .spanBuilder(method + " " + path)
                .setParent(parent)
                .setSpanKind(SpanKind.SERVER)
                .setAttribute(RequestLog.METHOD, method)
                .setAttribute(RequestLog.PATH, path)
                .startSpan();
        RequestRecord record = span.isRecording() ? new RequestRecord(method, path) : null;
        return new RecordedSpan(span, parent.with(span), record, log);
    }

    private enum HeaderGetter implements TextMapGetter<UnaryOperator<@Nullable String>> {
        INSTANCE;

        @Override
        public Iterable<String> keys(UnaryOperator<@Nullable String> headers) {
            return List.of();
        }

        @Override
        public @Nullable String get(@Nullable UnaryOperator<@Nullable String> headers, String key) {
            return headers == null ? null : headers.apply(key);
        }
    }
}

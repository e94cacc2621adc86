package io.appkit.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.appkit.api.AppKitException;
import io.appkit.api.ErrorKind;
import io.appkit.api.config.Environment;
import io.appkit.api.telemetry.Span;
import io.appkit.api.telemetry.Telemetry;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.trace.v1.Status;
import java.io.IOException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a collector gets to see. */
class OpenTelemetrySourceTest {

    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    private static final String CLIENT_SPAN = "b7ad6b7169203331";

    private TelemetrySettings settings = new TelemetrySettings(Optional.empty(), List.of());
    private Collector collector;

    @BeforeEach
    void listen() throws IOException {
        collector = new Collector();
    }

    @AfterEach
    void close() {
        collector.close();
    }

    private OpenTelemetrySource open() {
        Map<String, String> names = new HashMap<>();
        names.put(Destination.ENDPOINT, collector.endpoint());
        names.put("DATABRICKS_APP_NAME", "my-app");
        return OpenTelemetrySource.open(
                Destination.of(Environment.of(names), settings).orElseThrow(), () -> settings);
    }

    @Test
    void aRequestAndItsWorkAreOneTraceThatContinuesTheClients() {
        OpenTelemetrySource source = open();
        Telemetry analytics = source.scope("analytics");
        Map<String, String> headers = Map.of("traceparent", "00-" + TRACE + "-" + CLIENT_SPAN + "-01");
        Span request = source.request("POST", "/api/analytics/query/kpis", headers::get);
        Span cache = analytics.span("cache.getOrExecute", Span.Kind.INTERNAL, request);
        cache.set("cache.hit", false).event("cache.miss");
        Span second =
                analytics.span("plugin.execute", Span.Kind.INTERNAL, cache).set("execution.attempt", 2);
        analytics
                .part("sql-warehouse")
                .span("sql.query", Span.Kind.CLIENT, second)
                .set("db.system", "databricks")
                .end();
        second.end();
        cache.end();
        request.set("http.response.status_code", 200).set("user.id", "u1").end();
        source.close();

        Map<String, io.opentelemetry.proto.trace.v1.Span> spans = collector.spans();
        io.opentelemetry.proto.trace.v1.Span server = spans.get("POST /api/analytics/query/kpis");
        assertThat(server.getKind()).isEqualTo(io.opentelemetry.proto.trace.v1.Span.SpanKind.SPAN_KIND_SERVER);
        assertThat(hex(server.getTraceId())).isEqualTo(TRACE);
        assertThat(hex(server.getParentSpanId())).isEqualTo(CLIENT_SPAN);
        assertThat(parents(spans))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "cache.getOrExecute", "POST /api/analytics/query/kpis",
                        "plugin.execute", "cache.getOrExecute",
                        "sql.query", "plugin.execute"));
        assertThat(spans.get("cache.getOrExecute").getEvents(0).getName()).isEqualTo("cache.miss");
        assertThat(collector.scopes()).containsExactlyInAnyOrder("server", "analytics", "analytics-sql-warehouse");
        assertThat(collector.resource()).containsEntry("service.name", "my-app");

        LogRecord event = collector.logs().findFirst().orElseThrow();
        assertThat(hex(event.getTraceId())).isEqualTo(TRACE);
        assertThat(Collector.attributes(event.getAttributesList()))
                .containsEntry("http.request.method", "POST")
                .containsEntry("url.path", "/api/analytics/query/kpis")
                .containsEntry("http.response.status_code", "200")
                .containsEntry("user.id", "u1")
                .containsEntry("cache.hit", "false")
                .containsEntry("retry.count", "1")
                .containsKey("duration_ms");
    }

    @Test
    void anAbortIsAnErrorThatSaysSo() {
        OpenTelemetrySource source = open();
        Span work = source.scope("genie").span("plugin.execute", Span.Kind.INTERNAL, Span.NONE);
        work.fail(new AppKitException(ErrorKind.ABORTED, "The operation was aborted", "aborted"));
        work.end();
        source.close();

        io.opentelemetry.proto.trace.v1.Span span = collector.spans().get("plugin.execute");
        assertThat(span.getStatus().getCode()).isEqualTo(Status.StatusCode.STATUS_CODE_ERROR);
        assertThat(Collector.attributes(span.getAttributesList())).containsEntry("cancelled", "true");
    }

    @Test
    void metricsAreCountedPerAttributes() {
        OpenTelemetrySource source = open();
        Telemetry analytics = source.scope("analytics");
        Map<String, String> attributes = Map.of("query", "kpis", "success", "true");
        analytics.count("query.count", attributes);
        analytics.count("query.count", attributes);
        analytics.record("query.duration", "ms", 12.5, attributes);
        source.close();

        assertThat(collector
                        .metrics()
                        .get("query.count")
                        .getSum()
                        .getDataPoints(0)
                        .getAsInt())
                .isEqualTo(2);
        assertThat(collector.metrics().get("query.duration").getUnit()).isEqualTo("ms");
        assertThat(collector
                        .metrics()
                        .get("query.duration")
                        .getHistogram()
                        .getDataPoints(0)
                        .getSum())
                .isEqualTo(12.5);
    }

    @Test
    void nothingIsSentOfPathsThatAreNotSampledNorOfTheirWork() {
        OpenTelemetrySource source = open();
        Span request = source.request("GET", "/health", name -> null);
        source.scope("analytics").span("work", Span.Kind.INTERNAL, request).end();
        assertThat(request.recording()).isFalse();
        request.end();
        source.close();

        assertThat(collector.traces).isEmpty();
        assertThat(collector.logs).isEmpty();
    }

    @Test
    void pathsAreSampledAsTheContractSays() {
        assertThat(List.of("/", "/api/x", "/api/files/a.png", "/reports")).allMatch(PathSampler::samples);
        assertThat(List.of(
                        "/health/ready",
                        "/metrics",
                        "/favicon.ico",
                        "/static/a",
                        "/src/a",
                        "/@vite/client",
                        "/node_modules/x",
                        "/assets/index-1.js",
                        "/logo.PNG"))
                .noneMatch(PathSampler::samples);
    }

    @Test
    void aPluginOrOneOfItsSignalsCanBeTurnedOff() {
        settings = new TelemetrySettings(Optional.empty(), List.of("genie", "analytics.traces"));
        OpenTelemetrySource source = open();

        assertThat(source.scope("genie").tracing()).isFalse();
        assertThat(source.scope("genie").measuring()).isFalse();
        assertThat(source.scope("analytics").part("sql-warehouse").tracing()).isFalse();
        assertThat(source.scope("analytics").span("a", Span.Kind.INTERNAL, Span.NONE))
                .isSameAs(Span.NONE);
        assertThat(source.scope("analytics").measuring()).isTrue();
        source.close();
    }

    @Test
    void theNameIsThatOfTheConfigurationOrTheAppOrTheDefault() {
        Map<String, String> names = new HashMap<>(Map.of(Destination.ENDPOINT, "http://127.0.0.1:4318"));
        TelemetrySettings named = new TelemetrySettings(Optional.of("configured"), List.of());

        assertThat(name(names, settings)).isEqualTo("databricks-app");
        names.put("DATABRICKS_APP_NAME", "my-app");
        assertThat(name(names, settings)).isEqualTo("my-app");
        assertThat(name(names, named)).isEqualTo("configured");
    }

    @Test
    void thereIsNoDestinationWithoutAnEndpoint() {
        assertThat(Destination.of(Environment.of(Map.of("OTEL_SERVICE_NAME", "x")), settings))
                .isEmpty();
    }

    @Test
    void metricsGoEveryTenSecondsAndAlwaysAsProtobufOverHttp() {
        Destination destination = Destination.of(
                        Environment.of(Map.of(
                                Destination.ENDPOINT, "http://127.0.0.1:4318", "OTEL_EXPORTER_OTLP_PROTOCOL", "grpc")),
                        settings)
                .orElseThrow();

        assertThat(destination.properties())
                .containsEntry("otel.metric.export.interval", "10000")
                .containsEntry("otel.exporter.otlp.protocol", "http/protobuf");
    }

    private static String name(Map<String, String> names, TelemetrySettings settings) {
        return Destination.of(Environment.of(names), settings)
                .orElseThrow()
                .properties()
                .get("otel.service.name");
    }

    private static Map<String, String> parents(Map<String, io.opentelemetry.proto.trace.v1.Span> spans) {
        Map<String, String> parents = new HashMap<>();
        spans.forEach((name, span) -> spans.values().stream()
                .filter(other -> other.getSpanId().equals(span.getParentSpanId()))
                .forEach(parent -> parents.put(name, parent.getName())));
        return parents;
    }

    private static String hex(ByteString bytes) {
        return HexFormat.of().formatHex(bytes.toByteArray());
    }
}

package io.appkit.itests;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an OpenTelemetry collector is sent. */
class TelemetryIT {

    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    private static final String QUERY = "/api/analytics/query/revenue_by_segment";
    private static final String PARAMETERS = "{\"parameters\":{"
            + "\"region\":{\"__sql_type\":\"STRING\",\"value\":\"ASIA\"},"
            + "\"from_date\":{\"__sql_type\":\"DATE\",\"value\":\"1997-01-01\"},"
            + "\"to_date\":{\"__sql_type\":\"DATE\",\"value\":\"1998-01-01\"}}}";

    private final List<Span> spans = new CopyOnWriteArrayList<>();
    private final Set<String> metrics = ConcurrentHashMap.newKeySet();
    private final HttpClient client = HttpClient.newHttpClient();
    private HttpServer collector;

    @BeforeEach
    void collect() throws IOException {
        collector = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        collector.createContext("/v1/traces", exchange -> {
            ExportTraceServiceRequest.parseFrom(body(exchange)).getResourceSpansList().stream()
                    .flatMap(resource -> resource.getScopeSpansList().stream())
                    .forEach(scope -> spans.addAll(scope.getSpansList()));
            answer(exchange);
        });
        collector.createContext("/v1/metrics", exchange -> {
            ExportMetricsServiceRequest.parseFrom(body(exchange)).getResourceMetricsList().stream()
                    .flatMap(resource -> resource.getScopeMetricsList().stream())
                    .flatMap(scope -> scope.getMetricsList().stream())
                    .forEach(metric -> metrics.add(metric.getName()));
            answer(exchange);
        });
        collector.createContext("/v1/logs", exchange -> {
            body(exchange);
            answer(exchange);
        });
        collector.start();
    }

    @AfterEach
    void stop() {
        collector.stop(0);
    }

    private static byte[] body(HttpExchange exchange) throws IOException {
        InputStream in = exchange.getRequestBody();
        boolean zipped = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
        return (zipped ? new GZIPInputStream(in) : in).readAllBytes();
    }

    private static void answer(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "application/x-protobuf");
        exchange.sendResponseHeaders(200, -1);
        exchange.close();
    }

    @Test
    void aQueryIsOneTraceFromTheClientToTheWarehouse() throws IOException, InterruptedException {
        String endpoint = "http://127.0.0.1:" + collector.getAddress().getPort();
        try (Server server = Distribution.unpack().start(Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", endpoint))) {
            server.awaitReady().signIn();
            assertThat(query(server)).contains("HOUSEHOLD");
            assertThat(query(server)).contains("HOUSEHOLD");
            server.await(
                    "trace",
                    () -> named("cache.getOrExecute").size() == 2
                            && named("POST " + QUERY).size() == 2);
            server.await("metrics", () -> metrics.containsAll(Set.of("cache.hit", "cache.miss", "query.duration")));
        }

        assertThat(named("POST " + QUERY)).allSatisfy(request -> {
            assertThat(hex(request.getTraceId())).isEqualTo(TRACE);
            assertThat(attribute(request, "http.response.status_code")).contains("200");
            assertThat(attribute(request, "http.request.id")).contains("r-1");
            assertThat(attribute(request, "user.id")).isPresent();
        });
        Span statement = named("sql.query").get(0);
        assertThat(attribute(statement, "db.system")).contains("databricks");
        assertThat(attribute(statement, "db.statement_id")).isPresent();
        assertThat(attribute(statement, "db.result.row_count")).contains("5");
        Span attempt = parent(statement);
        assertThat(attempt.getName()).isEqualTo("plugin.execute");
        assertThat(attribute(attempt, "execution.context")).contains("service");
        Span cache = parent(attempt);
        assertThat(cache.getName()).isEqualTo("cache.getOrExecute");
        assertThat(parent(cache).getName()).isEqualTo("POST " + QUERY);
        assertThat(parent(named("sql.warehouseReady").get(0))).isEqualTo(cache);
        assertThat(named("cache.getOrExecute"))
                .extracting(span -> attribute(span, "cache.hit").orElse(""))
                .containsExactlyInAnyOrder("false", "true");
        assertThat(spans).noneMatch(span -> span.getName().endsWith("/health"));
    }

    private String query(Server server) throws IOException, InterruptedException {
        HttpRequest request = server.request(QUERY)
                .timeout(Duration.ofSeconds(60))
                .header("Content-Type", "application/json")
                .header("traceparent", "00-" + TRACE + "-b7ad6b7169203331-01")
                .header("x-request-id", "r-1")
                .POST(HttpRequest.BodyPublishers.ofString(PARAMETERS))
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
    }

    private List<Span> named(String name) {
        return spans.stream().filter(span -> span.getName().equals(name)).toList();
    }

    private Span parent(Span of) {
        return spans.stream()
                .filter(span -> span.getSpanId().equals(of.getParentSpanId()))
                .findFirst()
                .orElseThrow();
    }

    private static Optional<String> attribute(Span span, String key) {
        return span.getAttributesList().stream()
                .filter(attribute -> attribute.getKey().equals(key))
                .map(KeyValue::getValue)
                .map(value -> value.hasIntValue()
                        ? String.valueOf(value.getIntValue())
                        : value.hasBoolValue() ? String.valueOf(value.getBoolValue()) : value.getStringValue())
                .findFirst();
    }

    private static String hex(ByteString bytes) {
        return HexFormat.of().formatHex(bytes.toByteArray());
    }
}

package io.appkit.server;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** JSON bodies in all the ways clients send them (contract: server, section 4). */
@Timeout(60)
class JsonBodyTest {

    private static final String JSON = "{\"a\":\"ü\"}";

    @TempDir
    Path folder;

    private TestServer server;

    @BeforeEach
    void start() throws Exception {
        server = new TestServer(folder, Map.of());
        server.platform.route("POST", "/body", exchange -> exchange.json(exchange.body()));
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
    }

    private HttpResponse<String> post(String type, String encoding, byte[] body) throws Exception {
        return server.send(server.request("/api/demo/body")
                .header("Content-Type", type)
                .header("Content-Encoding", encoding)
                .POST(BodyPublishers.ofByteArray(body)));
    }

    private static byte[] through(OutputStream packing, ByteArrayOutputStream packed) throws Exception {
        try (packing) {
            packing.write(JSON.getBytes(UTF_8));
        }
        return packed.toByteArray();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json",
                "application/json; charset=utf-8",
                "application/json;charset=\"UTF-8\"",
                "APPLICATION/JSON; Charset=Utf-8",
                "application/vnd.api+json"
            })
    void everyWayToSayJsonInUtf8IsRead(String type) throws Exception {
        assertThat(post(type, "identity", JSON.getBytes(UTF_8)).body()).isEqualTo(JSON);
        assertThat(post(type, "identity", ("\uFEFF" + JSON).getBytes(UTF_8)).body())
                .isEqualTo(JSON);
    }

    @Test
    void utf16IsReadWithItsByteOrderMark() throws Exception {
        assertThat(post("application/json; charset=utf-16", "identity", JSON.getBytes(UTF_16))
                        .body())
                .isEqualTo(JSON);
        assertThat(post("application/json; charset=utf-16le", "identity", ("\uFEFF" + JSON).getBytes(UTF_16LE))
                        .body())
                .isEqualTo(JSON);
    }

    @Test
    void gzipAndDeflateAreInflatedAndBrokenOnesRefused() throws Exception {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        byte[] gzip = through(new GZIPOutputStream(packed), packed);
        ByteArrayOutputStream deflated = new ByteArrayOutputStream();
        byte[] deflate = through(new DeflaterOutputStream(deflated), deflated);

        assertThat(post("application/json", "gzip", gzip).body()).isEqualTo(JSON);
        assertThat(post("application/json", "deflate", deflate).body()).isEqualTo(JSON);
        assertThat(post("application/json", "gzip", deflate).statusCode()).isEqualTo(400);
        assertThat(post("application/json", "gzip", java.util.Arrays.copyOf(gzip, gzip.length / 2))
                        .statusCode())
                .isEqualTo(400);
        assertThat(post("application/json", "br", gzip).body())
                .isEqualTo("{\"error\":\"Unsupported content encoding\"}");
    }

    @Test
    void chunkedAndMissingBodiesAreRead() throws Exception {
        HttpResponse<String> chunked = server.send(server.request("/api/demo/body")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(JSON.getBytes(UTF_8)))));

        assertThat(chunked.body()).isEqualTo(JSON);
        assertThat(post("application/json", "identity", new byte[0]).body()).isEqualTo("{}");
    }

    @Test
    void aNameThatMeansSomethingElsewhereIsOneLikeAnyOther() throws Exception {
        String json = "{\"__proto__\":{\"x\":1},\"constructor\":2}";

        assertThat(post("application/json", "identity", json.getBytes(UTF_8)).body())
                .isEqualTo(json);
    }
}

package io.appkit.server;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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

    @ParameterizedTest
    @CsvSource({
        "utf-8,C3",
        "utf-8,FF",
        "utf-8,C0AF",
        "utf-8,EDA080",
        "utf-8,E282",
        "utf-8,F5808080",
        "utf-16,00D8",
        "utf-16le,00DC",
        "utf-16be,D800"
    })
    void bytesThatAreNoTextAreRefusedNotReplaced(String charset, String hex) throws Exception {
        Charset exact = charset.equals("utf-16") ? UTF_16LE : Charset.forName(charset);
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.write("{\"a\":\"".getBytes(exact));
        body.write(HexFormat.of().parseHex(hex));
        body.write("\"}".getBytes(exact));
        HttpResponse<String> answer = post("application/json; charset=" + charset, "identity", body.toByteArray());

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body())
                .isEqualTo("{\"error\":\"The request body is not valid " + charset.toUpperCase(Locale.ROOT) + "\"}");
    }

    @Test
    void aReplacementCharacterIsTextLikeAnyOther() throws Exception {
        String json = "{\"a\":\"\uFFFD\"}";

        assertThat(post("application/json", "identity", json.getBytes(UTF_8)).body())
                .isEqualTo(json);
        assertThat(post("application/json; charset=utf-16be", "identity", json.getBytes(UTF_16BE))
                        .body())
                .isEqualTo(json);
    }

    @Test
    void utf16IsReadWithoutAByteOrderMarkToo() throws Exception {
        for (Charset order : List.of(UTF_16LE, UTF_16BE)) {
            assertThat(post("application/json; charset=utf-16", "identity", JSON.getBytes(order))
                            .body())
                    .isEqualTo(JSON);
            assertThat(post("application/json; charset=utf-16", "identity", ("\uFEFF" + JSON).getBytes(order))
                            .body())
                    .isEqualTo(JSON);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {" ", "{", "[1", "[1] 2", "{} {}", "\"text\"", "true", "{\"a\":01}", "{'a':1}", "{\"a\":NaN}"})
    void whatIsNoJsonObjectOrArrayIsMalformed(String body) throws Exception {
        HttpResponse<String> answer = post("application/json", "identity", body.getBytes(UTF_8));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).isEqualTo("{\"error\":\"Invalid JSON body\"}");
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
        assertThat(post("application/json", "deflate", java.util.Arrays.copyOf(deflate, deflate.length - 6))
                        .body())
                .isEqualTo("{\"error\":\"The request body could not be read\"}");
        assertThat(post("application/json", "gzip", new byte[0]).body()).isEqualTo("{}");
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

package io.appkit.localworkspace;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.appkit.localworkspace.RestClient.Reply;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Results as Arrow, in answers and behind links. */
class ArrowDeliveryTest {

    private static final String DELIVERY = "/api/2.0/appkit-local/delivery";
    private static final AdjustableClock CLOCK = new AdjustableClock();
    private static LocalWorkspace workspace;
    private static RestClient client;

    @BeforeAll
    static void start() throws Exception {
        workspace = LocalWorkspace.start(
                new LocalWorkspace.Options(
                        0,
                        0.001,
                        Duration.ofHours(3),
                        Duration.ofMillis(1),
                        Optional.empty(),
                        Optional.empty(),
                        Folders.fresh(),
                        true),
                CLOCK,
                new ManualDelays());
        client = new RestClient(workspace);
    }

    @AfterEach
    void standard() throws Exception {
        client.json("DELETE", DELIVERY, "");
    }

    @AfterAll
    static void stop() {
        workspace.close();
    }

    private static void deliver(String options) throws Exception {
        assertThat(client.json("PUT", DELIVERY, options).status()).isEqualTo(200);
    }

    private static Reply inline(String sql, Object... fields) throws Exception {
        return client.post(
                "/api/2.0/sql/statements",
                client.statement(sql, fields)
                        .put("format", "ARROW_STREAM")
                        .put("wait_timeout", "50s")
                        .toString());
    }

    private static Reply linked(String sql) throws Exception {
        return client.execute(sql, "format", "ARROW_STREAM", "disposition", "EXTERNAL_LINKS");
    }

    private static byte[] download(JsonNode link) throws Exception {
        HttpResponse<byte[]> response =
                client.raw("GET", link.get("external_link").asText(), "");
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).hasSize(link.get("byte_count").asInt());
        return response.body();
    }

    /** Follows the links of a result, as a client does. */
    private static List<JsonNode> links(Reply reply) throws Exception {
        List<JsonNode> links = new ArrayList<>();
        reply.body().at("/result/external_links").forEach(links::add);
        while (links.get(links.size() - 1).has("next_chunk_internal_link")) {
            JsonNode last = links.get(links.size() - 1);
            assertThat(last.get("next_chunk_index").asInt()).isEqualTo(links.size());
            client.get(last.get("next_chunk_internal_link").asText())
                    .body()
                    .get("external_links")
                    .forEach(links::add);
        }
        return links;
    }

    @Test
    void aStandardWarehouseRefusesArrowInline() throws Exception {
        Reply reply = inline("SELECT 1");
        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.body().get("error_code").asText()).isEqualTo("INVALID_PARAMETER_VALUE");
        assertThat(reply.body().get("message").asText()).contains("INLINE only supports JSON_ARRAY");
    }

    @Test
    void otherWarehousesCanBeHad() throws Exception {
        deliver("{\"inline\":[\"ARROW_STREAM\"],\"external_links\":[]}");
        Reply json = client.execute("SELECT 1");
        assertThat(json.status()).isEqualTo(400);
        assertThat(json.body().get("message").asText()).contains("INLINE only supports ARROW_STREAM");
        Reply links = linked("SELECT 1");
        assertThat(links.status()).isEqualTo(400);
        assertThat(links.body().get("error_code").asText()).isEqualTo("INVALID_PARAMETER_VALUE");
        assertThat(inline("SELECT 1").state()).isEqualTo("SUCCEEDED");
        assertThat(client.json("PUT", DELIVERY, "{\"chunk_rows\":0}").status()).isEqualTo(400);
        assertThat(client.json("PUT", DELIVERY, "{\"inline\":[\"XML\"]}").status())
                .isEqualTo(400);
    }

    @Test
    void typesAreThoseOfAWarehouseAndNamesAreInTheManifest() throws Exception {
        deliver("{\"inline\":[\"JSON_ARRAY\",\"ARROW_STREAM\"]}");
        Reply reply = inline("SELECT true AS flag, CAST(1 AS TINYINT) AS b, CAST(2 AS SMALLINT) AS s, 3 AS `an int`,"
                + " CAST(4 AS BIGINT) AS l, CAST(1.5 AS FLOAT) AS f, CAST(2.5 AS DOUBLE) AS d,"
                + " CAST(3.25 AS DECIMAL(10,2)) AS m, 'text' AS s, CAST('2026-01-31' AS DATE) AS day,"
                + " CAST('2026-01-31 10:00:00.123456' AS TIMESTAMP) AS at, CAST('xyz' AS BINARY) AS bin,"
                + " array(1, 2) AS list, named_struct('a', 1, 'b c', 'x') AS st, NULL AS nothing,"
                + " sum(5) AS total");
        assertThat(reply.error()).isEmpty();
        ArrowTable table = ArrowTable.attached(reply.body());
        assertThat(table.types())
                .containsExactly(
                        "Bool",
                        "Int(8, true)",
                        "Int(16, true)",
                        "Int(32, true)",
                        "Int(64, true)",
                        "FloatingPoint(SINGLE)",
                        "FloatingPoint(DOUBLE)",
                        "Decimal(10, 2, 128)",
                        "Utf8",
                        "Date(DAY)",
                        "Timestamp(MICROSECOND, UTC)",
                        "Binary",
                        "List",
                        "Struct",
                        "Null",
                        "Int(64, true)");
        assertThat(table.names())
                .startsWith("col_0", "col_1")
                .endsWith("col_15")
                .hasSize(16);
        assertThat(reply.body().at("/manifest/format").asText()).isEqualTo("ARROW_STREAM");
        assertThat(reply.body().at("/manifest/schema/columns").findValuesAsText("name"))
                .startsWith("flag", "b", "s", "an int")
                .endsWith("nothing", "total");
        assertThat(table.rows().get(0)).map(String::valueOf).contains("true", "3", "3.25", "text", "5");
        assertThat(table.rows().get(0).get(10)).isEqualTo(1769853600123456L);
    }

    @Test
    void sumsTooLargeForTheirTypeFail() throws Exception {
        deliver("{\"inline\":[\"ARROW_STREAM\"]}");
        Reply reply = inline("SELECT sum(x) FROM (VALUES (9223372036854775807), (9223372036854775807)) AS t(x)");
        assertThat(reply.state()).isEqualTo("FAILED");
        assertThat(reply.error()).contains("ARITHMETIC_OVERFLOW");
    }

    @Test
    void parametersOrderAndLimitsHold() throws Exception {
        deliver("{\"inline\":[\"ARROW_STREAM\"]}");
        JsonNode parameters = RestClient.JSON.readTree("[{\"name\":\"most\",\"type\":\"INT\",\"value\":\"40000\"},"
                + "{\"name\":\"text\",\"value\":\"it's\"}]");
        Reply reply = inline(
                "SELECT id, :text AS t FROM range(50000) WHERE id < :most ORDER BY id DESC",
                "parameters",
                parameters,
                "row_limit",
                30_000);
        ArrowTable table = ArrowTable.attached(reply.body());
        assertThat(table.column(0))
                .isEqualTo(LongStream.range(0, 30_000)
                        .mapToObj(i -> (Object) (39_999 - i))
                        .toList());
        assertThat(table.rows().get(0).get(1)).hasToString("it's");
        assertThat(reply.body().at("/manifest/truncated").asBoolean()).isTrue();
        assertThat(reply.body().at("/manifest/total_row_count").asInt()).isEqualTo(30_000);
        Reply bytes = inline("SELECT id FROM range(50000)", "byte_limit", 10_000);
        assertThat(bytes.body().at("/manifest/truncated").asBoolean()).isTrue();
        assertThat(ArrowTable.attached(bytes.body()).rows()).hasSizeBetween(100, 1250);
        Reply large = inline("SELECT repeat('x', 10000) FROM range(3000)");
        assertThat(large.error()).contains("Inline byte limit exceeded");
    }

    @Test
    void otherStatementsAnswerInArrowToo() throws Exception {
        deliver("{\"inline\":[\"ARROW_STREAM\"]}");
        ArrowTable columns =
                ArrowTable.attached(inline("DESCRIBE QUERY SELECT 1 AS one").body());
        assertThat(columns.rows().get(0)).map(String::valueOf).containsExactly("one", "int", "null");
        assertThat(inline("CREATE TABLE arrows (id INT)").state()).isEqualTo("SUCCEEDED");
        ArrowTable inserted =
                ArrowTable.attached(inline("INSERT INTO arrows VALUES (1), (2)").body());
        assertThat(inserted.rows()).containsExactly(List.of(2L, 2L));
        assertThat(inline("SELECT nope").error()).contains("UNRESOLVED_COLUMN");
    }

    @Test
    void noRowsAreNoAttachmentAndNoLinks() throws Exception {
        deliver("{\"inline\":[\"ARROW_STREAM\"]}");
        for (Reply reply : List.of(inline("SELECT 1 AS a WHERE false"), linked("SELECT 1 AS a WHERE false"))) {
            assertThat(reply.state()).isEqualTo("SUCCEEDED");
            assertThat(reply.body().at("/result/attachment").isMissingNode()).isTrue();
            assertThat(reply.body().at("/result/external_links").isMissingNode())
                    .isTrue();
            assertThat(reply.body().at("/manifest/total_row_count").asInt()).isZero();
            assertThat(reply.body().at("/manifest/total_chunk_count").asInt()).isZero();
            assertThat(reply.body().at("/manifest/schema/columns/0/name").asText())
                    .isEqualTo("a");
        }
    }

    @Test
    void largeResultsAreBehindSeveralLinks() throws Exception {
        Reply reply = linked("SELECT id, repeat('x', 500) FROM range(100000) ORDER BY id");
        assertThat(reply.error()).isEmpty();
        List<JsonNode> links = links(reply);
        assertThat(links).hasSizeGreaterThan(2);
        assertThat(reply.body().at("/manifest/total_chunk_count").asInt()).isEqualTo(links.size());
        long rows = 0;
        for (JsonNode link : links) {
            byte[] stream = download(link);
            assertThat(stream.length).isLessThan(21 * 1024 * 1024);
            ArrowTable table = ArrowTable.of(stream);
            assertThat(link.get("row_offset").asLong()).isEqualTo(rows);
            assertThat(link.get("row_count").asLong()).isEqualTo(table.rows().size());
            assertThat(table.rows().get(0).get(0)).isEqualTo(rows);
            rows += table.rows().size();
        }
        assertThat(rows).isEqualTo(100_000);
    }

    @Test
    void testsChooseTheSizeOfChunksAndTheNumberOfLinksInAnAnswer() throws Exception {
        deliver("{\"chunk_rows\":3,\"links_per_answer\":2}");
        Reply reply = linked("SELECT id FROM range(10)");
        assertThat(reply.body().at("/result/external_links")).hasSize(2);
        List<Object> ids = new ArrayList<>();
        for (JsonNode link : links(reply)) {
            ids.addAll(ArrowTable.of(download(link)).column(0));
        }
        assertThat(ids)
                .isEqualTo(LongStream.range(0, 10).mapToObj(i -> (Object) i).toList());
        String id = reply.body().get("statement_id").asText();
        assertThat(client.get("/api/2.0/sql/statements/" + id + "/result/chunks/4")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void jsonCanBeBehindLinks() throws Exception {
        deliver("{\"chunk_rows\":4}");
        List<String> chunks = new ArrayList<>();
        for (JsonNode link : links(client.execute("SELECT id FROM range(6)", "disposition", "EXTERNAL_LINKS"))) {
            chunks.add(new String(download(link), StandardCharsets.UTF_8));
        }
        assertThat(chunks).containsExactly("[[\"0\"],[\"1\"],[\"2\"],[\"3\"]]", "[[\"4\"],[\"5\"]]");
    }

    @Test
    void linksExpireAndAreMintedAgain() throws Exception {
        Reply reply = linked("SELECT 1");
        JsonNode link = links(reply).get(0);
        assertThat(Instant.parse(link.get("expiration").asText()))
                .isEqualTo(CLOCK.instant().plus(Duration.ofMinutes(15)).truncatedTo(ChronoUnit.MILLIS));
        CLOCK.advance(Duration.ofMinutes(15));
        HttpResponse<byte[]> expired =
                client.raw("GET", link.get("external_link").asText(), "");
        assertThat(expired.statusCode()).isEqualTo(403);
        assertThat(new String(expired.body(), StandardCharsets.UTF_8)).contains("Request has expired");
        String id = reply.body().get("statement_id").asText();
        JsonNode minted = client.get("/api/2.0/sql/statements/" + id + "/result/chunks/0")
                .body()
                .at("/external_links/0");
        assertThat(ArrowTable.of(download(minted)).rows()).hasSize(1);
    }

    @Test
    void linksTakeNoTokenAndCannotBeGuessed() throws Exception {
        String link = links(linked("SELECT 1")).get(0).get("external_link").asText();
        assertThat(client.raw("GET", link, "", "Authorization", "Bearer x").statusCode())
                .isEqualTo(400);
        assertThat(client.raw("GET", link.replace("/0/", "/1/"), "").statusCode())
                .isEqualTo(403);
        assertThat(client.raw("GET", link.substring(0, link.length() - 2), "").statusCode())
                .isEqualTo(403);
    }
}

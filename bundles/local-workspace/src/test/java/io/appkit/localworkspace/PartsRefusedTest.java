package io.appkit.localworkspace;

import static io.appkit.localworkspace.FilesClient.file;
import static io.appkit.localworkspace.PartsClient.ABORT_LINK;
import static io.appkit.localworkspace.PartsClient.PART_LINKS;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests about uploads in parts that are none of the caller's business, or make no sense. */
class PartsRefusedTest extends AtVolumes {

    private static final String REPORTS = "/Volumes/main/finance/reports";

    private PartsClient upload;
    private String etag;

    @BeforeEach
    void begin() throws Exception {
        upload = PartsClient.start(app, REPORTS + "/q.csv");
        etag = upload.put(1, "one");
    }

    @AfterEach
    void end() throws Exception {
        assertThat(upload.abort()).isEqualTo(200);
        assertThat(root.resolve("main/finance/reports/q.csv")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"noor.haddad@example.com", "theo.brandt@example.com"})
    void whoMayNotWriteCanNeitherBeginNorGoOnNorEnd(String user) throws Exception {
        FilesClient client = FilesClient.of(workspace, user);
        PartsClient stolen = upload.as(client);
        for (HttpResponse<byte[]> response : List.of(
                PartsClient.initiate(client, REPORTS + "/mine", ""),
                stolen.partLinks(1, 1, Instant.now().plusSeconds(60)),
                stolen.post(ABORT_LINK, fields()),
                stolen.complete(Map.of(1, etag)))) {
            assertError(response, 403, "PERMISSION_DENIED", "");
        }
    }

    @Test
    void whoHasNoTokenCanDoNothing() throws Exception {
        FilesClient nobody = new FilesClient(workspace, "none");
        PartsClient stolen = upload.as(nobody);
        for (HttpResponse<byte[]> response : List.of(
                PartsClient.initiate(nobody, REPORTS + "/mine", ""),
                stolen.partLinks(1, 1, Instant.now().plusSeconds(60)),
                stolen.post(ABORT_LINK, fields()),
                stolen.complete(Map.of(1, etag)))) {
            assertThat(response.statusCode()).isEqualTo(401);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/Volumes/main/default/files, 400",
        "/Volumes/main/default/files/sub/, 400",
        "/Volumes/main/default/files/../x, 400",
        "/Volumes/main/default/files/notes, 409",
        "/Volumes/main/default/files/README.md/x, 409",
        "/Volumes/main/default/missing/x, 404"
    })
    void whereNoFileCanBeNoUploadBegins(String path, int status) throws Exception {
        HttpResponse<byte[]> response = app.send("POST", "/api/2.0/fs/files" + path + "?action=initiate-upload");
        assertThat(response.statusCode()).isEqualTo(status);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "?action=",
                "?action=initiate",
                "?action=initiate-upload&overwrite=maybe",
                "?action=complete-upload",
                "?action=complete-upload&upload_type=resumable"
            })
    void otherActionsAreRefused(String query) throws Exception {
        assertThat(app.send("POST", file(REPORTS + "/q.csv") + query).statusCode())
                .isEqualTo(400);
    }

    private ObjectNode fields() {
        return RestClient.JSON
                .createObjectNode()
                .put("path", REPORTS + "/q.csv")
                .put("session_token", upload.token)
                .put("start_part_number", 1)
                .put("count", 1)
                .put("expire_time", "2099-01-01T00:00:00Z");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "path | null | 400",
                "path | 7 | 400",
                "path | [] | 400",
                "path | \"\" | 400",
                "path | \"/Volumes/main/finance/reports/../x\" | 400",
                "path | \"/Volumes/main/finance/reports/other\" | 404",
                "path | \"/Volumes/main/default/files/q.csv\" | 404",
                "session_token | null | 400",
                "session_token | \"\" | 404",
                "session_token | \"x\" | 404",
                "session_token | {} | 400",
                "start_part_number | null | 400",
                "start_part_number | 0 | 400",
                "start_part_number | -1 | 400",
                "start_part_number | 10001 | 400",
                "start_part_number | 99999999999999 | 400",
                "start_part_number | \"many\" | 400",
                "count | null | 400",
                "count | 0 | 400",
                "count | -1 | 400",
                "count | 1001 | 400",
                "count | 2147483647 | 400",
                "count | 1e30 | 400",
                "count | [1] | 400",
                "expire_time | null | 400",
                "expire_time | \"\" | 400",
                "expire_time | \"tomorrow\" | 400",
                "expire_time | 1 | 400",
                "expire_time | \"+999999999-12-31T23:59:59Z\" | 400",
                "expire_time | \"2099-01-01T00:00:00.123456789+02:00\" | 200",
                "other | [] | 200"
            })
    void aWrongFieldOfARequestForLinksIsRefused(String field, String value, int status) throws Exception {
        ObjectNode fields = fields();
        fields.set(field, RestClient.JSON.readTree(value));
        assertThat(upload.post(PART_LINKS, fields).statusCode()).isEqualTo(status);
        boolean only = field.equals("count") || field.equals("start_part_number");
        if (!only || value.matches("\\[.*|1e30|\"many\"|9{10}.*")) {
            assertThat(upload.post(ABORT_LINK, fields).statusCode()).isEqualTo(status);
        }
    }

    @Test
    void linksAreGivenForAsManyPartsAsThereMayBe() throws Exception {
        Instant later = Instant.now().plusSeconds(60);
        var links = RestClient.JSON
                .readTree(upload.partLinks(9_001, 1_000, later).body())
                .get("upload_part_urls");
        assertThat(links).hasSize(1_000);
        assertThat(links.get(999).get("part_number").asInt()).isEqualTo(10_000);
        assertThat(links.get(999).get("headers")).isEmpty();
        assertError(upload.partLinks(9_002, 1_000, later), 400, "INVALID_PARAMETER_VALUE", "");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "[]",
                "null",
                "{\"parts\":",
                "{\"parts\":null}",
                "{\"parts\":[]}",
                "{\"parts\":{}}",
                "{\"parts\":[null]}",
                "{\"parts\":[[]]}",
                "{\"parts\":[{}]}",
                "{\"parts\":[{\"part_number\":1}]}",
                "{\"parts\":[{\"etag\":\"x\"}]}",
                "{\"parts\":[{\"part_number\":-1,\"etag\":\"x\"}]}",
                "{\"parts\":[{\"part_number\":0,\"etag\":\"x\"}]}",
                "{\"parts\":[{\"part_number\":99999999999,\"etag\":\"x\"}]}",
                "{\"parts\":[{\"part_number\":1,\"etag\":[]}]}",
                "{\"parts\":[{\"part_number\":1,\"etag\":\"x\"}]} x"
            })
    void aListOfPartsThatIsNoneIsRefused(String body) throws Exception {
        HttpResponse<byte[]> response = app.send("POST", upload.completion(), BodyPublishers.ofString(body));
        assertThat(response.statusCode()).isEqualTo(400);
    }

    @Test
    void aListThatIsTooLongIsRefused() throws Exception {
        StringBuilder parts = new StringBuilder("{\"parts\":[{\"part_number\":1,\"etag\":\"x\"}");
        parts.append(",{\"part_number\":2,\"etag\":\"x\"}".repeat(10_000)).append("]}");
        assertThat(app.send("POST", upload.completion(), BodyPublishers.ofString(parts.toString()))
                        .statusCode())
                .isEqualTo(400);
        assertThat(app.send("POST", upload.completion(), BodyPublishers.ofByteArray(new byte[5_000_000]))
                        .statusCode())
                .isEqualTo(413);
        assertThat(app.send("POST", upload.completion(), chunked(5_000_000)).statusCode())
                .isEqualTo(411);
    }

    private static HttpRequest.BodyPublisher chunked(int size) {
        return BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(new byte[size]));
    }

    @Test
    void theUploadOfAnotherFileCannotBeCompletedAsThisOne() throws Exception {
        PartsClient other = PartsClient.start(app, VOLUME + "/other");
        Map<Integer, String> etags = Map.of(1, other.put(1, "other"));
        for (String wrong : List.of(
                other.completion().replace(other.token, upload.token),
                upload.completion().replace(upload.token, other.token),
                other.completion().replace(other.token, ""),
                other.completion() + "x")) {
            HttpResponse<byte[]> response = app.send(
                    "POST",
                    wrong,
                    BodyPublishers.ofString("{\"parts\":[{\"part_number\":1,\"etag\":" + etags.get(1) + "}]}"));
            assertError(response, 404, "NOT_FOUND", "");
        }
        assertThat(other.abort()).isEqualTo(200);
    }

    @Test
    void uploadsThatNobodyEndsAreLimited() throws Exception {
        try (LocalWorkspace full = start(Folders.fresh())) {
            FilesClient client = FilesClient.app(full);
            for (int i = 0; i < 1_000; i++) {
                PartsClient.start(client, VOLUME + "/many");
            }
            assertError(PartsClient.initiate(client, VOLUME + "/many", ""), 429, "RESOURCE_EXHAUSTED", "");
        }
    }
}

package io.appkit.localworkspace;

import static io.appkit.localworkspace.FilesClient.file;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** An upload in parts, step by step. */
final class PartsClient {

    static final String PART_LINKS = "/api/2.0/fs/create-upload-part-urls";
    static final String ABORT_LINK = "/api/2.0/fs/create-abort-upload-url";

    private final HttpClient http = HttpClient.newHttpClient();
    private final FilesClient files;
    private final String path;
    final String token;

    private PartsClient(FilesClient files, String path, String token) {
        this.files = files;
        this.path = path;
        this.token = token;
    }

    static PartsClient start(FilesClient files, String path) throws Exception {
        return of(files, path, initiate(files, path, ""));
    }

    /** The upload that was begun. */
    static PartsClient of(FilesClient files, String path, HttpResponse<byte[]> response) throws Exception {
        assertThat(response.statusCode()).isEqualTo(200);
        return new PartsClient(
                files,
                path,
                RestClient.JSON
                        .readTree(response.body())
                        .at("/multipart_upload/session_token")
                        .asText());
    }

    static HttpResponse<byte[]> initiate(FilesClient files, String path, String query) throws Exception {
        return files.send("POST", file(path) + "?action=initiate-upload" + query);
    }

    /** The same upload, for somebody else. */
    PartsClient as(FilesClient other) {
        return new PartsClient(other, path, token);
    }

    HttpResponse<byte[]> post(String endpoint, Object body) throws Exception {
        return files.send(
                "POST",
                endpoint,
                BodyPublishers.ofByteArray(RestClient.JSON.writeValueAsBytes(body)),
                "Content-Type",
                "application/json");
    }

    HttpResponse<byte[]> partLinks(int first, int count, Instant expiration) throws Exception {
        return post(
                PART_LINKS,
                Map.of(
                        "path",
                        path,
                        "session_token",
                        token,
                        "start_part_number",
                        first,
                        "count",
                        count,
                        "expire_time",
                        expiration.toString()));
    }

    String link(int part) throws Exception {
        return link(part, Instant.now().plusSeconds(600));
    }

    String link(int part, Instant expiration) throws Exception {
        JsonNode link =
                RestClient.JSON.readTree(partLinks(part, 1, expiration).body()).at("/upload_part_urls/0");
        assertThat(link.get("part_number").asInt()).isEqualTo(part);
        return link.get("url").asText();
    }

    HttpResponse<String> send(String method, String link, byte[] body, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(link))
                .timeout(Duration.ofSeconds(60))
                .method(method, BodyPublishers.ofByteArray(body));
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    /** Sends a part and returns its ETag. */
    String put(int part, byte[] body) throws Exception {
        HttpResponse<String> response = send("PUT", link(part), body);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return response.headers().firstValue("ETag").orElseThrow();
    }

    String put(int part, String body) throws Exception {
        return put(part, body.getBytes(StandardCharsets.UTF_8));
    }

    HttpResponse<byte[]> complete(Map<Integer, String> etags) throws Exception {
        ArrayNode parts = RestClient.JSON.createArrayNode();
        etags.forEach(
                (number, etag) -> parts.addObject().put("part_number", number).put("etag", etag));
        return complete(Map.of("parts", parts));
    }

    HttpResponse<byte[]> complete(Object body) throws Exception {
        return post(completion(), body);
    }

    String completion() {
        return file(path) + "?action=complete-upload&upload_type=multipart&session_token=" + token;
    }

    String abortLink() throws Exception {
        return RestClient.JSON
                .readTree(post(
                                ABORT_LINK,
                                Map.of(
                                        "path",
                                        path,
                                        "session_token",
                                        token,
                                        "expire_time",
                                        Instant.now().plusSeconds(600).toString()))
                        .body())
                .at("/abort_upload_url/url")
                .asText();
    }

    int abort() throws Exception {
        return send("DELETE", abortLink(), new byte[0]).statusCode();
    }
}

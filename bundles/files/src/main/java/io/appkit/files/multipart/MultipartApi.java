package io.appkit.files.multipart;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.appkit.api.execution.Cancellation;
import io.appkit.files.path.PercentEncoding;
import io.appkit.files.upstream.FilesApi;
import io.appkit.workspace.UpstreamException;
import io.appkit.workspace.Workspace;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/**
 * The calls that write one file in parts. Session tokens are secrets, like links.
 *
 * @param workspace takes what goes to links
 * @param file which it is, with whose rights, and with which deadline
 */
record MultipartApi(Workspace workspace, FilesApi file) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration LINK_LIFE = Duration.ofHours(1);

    /** The same with another deadline of each call. */
    MultipartApi within(Duration deadline) {
        return new MultipartApi(workspace, new FilesApi(file.client(), file.path(), deadline));
    }

    /** Begins; gives the session's token, or nothing if the workspace wants parts in another way than this. */
    CompletionStage<Optional<String>> initiate(boolean overwrite, Cancellation wanted) {
        return post(file.url() + "?action=initiate-upload&overwrite=" + overwrite, null, wanted)
                .thenApply(answer -> Optional.of(answer.path("multipart_upload")
                                .path("session_token")
                                .asText(""))
                        .filter(token -> !token.isEmpty()));
    }

    /** Where to send a part. */
    CompletionStage<PartLink> link(String token, int part, Cancellation wanted) {
        Map<String, Object> request = new HashMap<>(request(token));
        request.put("start_part_number", part);
        request.put("count", 1);
        return post("/api/2.0/fs/create-upload-part-urls", request, wanted)
                .thenCompose(answer -> link(answer.path("upload_part_urls").path(0)));
    }

    /** Sends a part; gives its ETag. */
    CompletionStage<String> send(PartLink link, long size, Flow.Publisher<ByteBuffer> body, Cancellation wanted) {
        return workspace
                .upload(link.url(), link.headers(), size, body, file.deadline(), wanted)
                .thenCompose(headers -> {
                    String etag = headers.getOrDefault("etag", "");
                    return etag.isEmpty()
                            ? failed("The storage took a part without an ETag")
                            : CompletableFuture.completedStage(etag);
                });
    }

    /** Makes the file of its parts. */
    CompletionStage<Void> complete(String token, List<String> etags, Cancellation wanted) {
        List<Map<String, Object>> parts = new ArrayList<>(etags.size());
        for (String etag : etags) {
            parts.add(Map.of("part_number", parts.size() + 1, "etag", etag));
        }
        String query = "?action=complete-upload&upload_type=multipart&session_token=" + PercentEncoding.encode(token);
        return post(file.url() + query, Map.of("parts", parts), wanted).thenAccept(answer -> {});
    }

    /** Drops the session with all parts. */
    CompletionStage<Void> abort(String token, Cancellation wanted) {
        return post("/api/2.0/fs/create-abort-upload-url", request(token), wanted)
                .thenCompose(answer -> link(answer.path("abort_upload_url")))
                .thenCompose(link -> workspace.delete(link.url(), link.headers(), file.deadline(), wanted));
    }

    private Map<String, Object> request(String token) {
        return Map.of(
                "path",
                file.path().absolute(),
                "session_token",
                token,
                "expire_time",
                Instant.now().plus(LINK_LIFE).truncatedTo(ChronoUnit.SECONDS).toString());
    }

    private CompletionStage<JsonNode> post(String path, @Nullable Object body, Cancellation wanted) {
        return file.client()
                .call("POST", path, body, byte[].class, file.deadline(), wanted)
                .thenCompose(MultipartApi::read);
    }

    private static CompletionStage<JsonNode> read(byte[] answer) {
        try {
            return CompletableFuture.completedStage(JSON.readTree(answer));
        } catch (IOException e) {
            // Without the cause: it quotes the answer.
            return failed("The workspace's answer about an upload is no JSON");
        }
    }

    private static CompletionStage<PartLink> link(JsonNode given) {
        String url = given.path("url").asText("");
        if (url.isEmpty()) {
            return failed("The workspace gave no link for an upload");
        }
        Map<String, String> headers = new HashMap<>(Map.of("Content-Type", "application/octet-stream"));
        for (JsonNode header : given.path("headers")) {
            headers.put(header.path("name").asText(), header.path("value").asText());
        }
        return CompletableFuture.completedStage(new PartLink(url, headers));
    }

    private static <T> CompletionStage<T> failed(String message) {
        return CompletableFuture.failedFuture(new UpstreamException(0, message, null, null, null));
    }
}

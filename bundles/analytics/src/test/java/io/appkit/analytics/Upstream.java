package io.appkit.analytics;

import com.databricks.sdk.core.utils.SerDeUtils;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.appkit.api.AppKitException;
import io.appkit.api.Caller;
import io.appkit.api.ErrorKind;
import io.appkit.api.execution.Cancellation;
import io.appkit.workspace.UpstreamException;
import io.appkit.workspace.Workspace;
import io.appkit.workspace.WorkspaceClient;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Flow;

/** Databricks as the other side of the wire: answers from a script, and remembers what it was asked. */
public final class Upstream implements Workspace {

    public static final String STATEMENTS = "/api/2.0/sql/statements/";
    public static final String WAREHOUSE = "/api/2.0/sql/warehouses/wh-1";

    private static final ObjectMapper JSON = SerDeUtils.createMapper();

    public record Call(String identity, String request, JsonNode body) {}

    public final List<Call> calls = new CopyOnWriteArrayList<>();
    private final Map<String, Deque<CompletableFuture<String>>> script = new HashMap<>();

    /** The next answer to a request; the last one goes on being given. */
    public Upstream on(String request, String json) {
        return on(request, CompletableFuture.completedFuture(json));
    }

    public Upstream fails(String request, int status, String code) {
        return on(
                request,
                CompletableFuture.failedFuture(new UpstreamException(status, "secret text", code, null, null)));
    }

    /** An answer the test gives later. */
    public CompletableFuture<String> holds(String request) {
        CompletableFuture<String> answer = new CompletableFuture<>();
        on(request, answer);
        return answer;
    }

    private synchronized Upstream on(String request, CompletableFuture<String> answer) {
        script.computeIfAbsent(request, key -> new ArrayDeque<>()).add(answer);
        return this;
    }

    private synchronized CompletableFuture<String> next(String request) {
        Deque<CompletableFuture<String>> answers = script.get(request);
        if (answers == null) {
            return CompletableFuture.failedFuture(new AssertionError("unexpected: " + request));
        }
        return answers.size() > 1 ? answers.remove() : answers.element();
    }

    public long count(String request) {
        return calls.stream().filter(call -> call.request.equals(request)).count();
    }

    public Call last(String request) {
        return calls.stream()
                .filter(call -> call.request.equals(request))
                .reduce((first, second) -> second)
                .orElseThrow();
    }

    @Override
    public String id() {
        return "42";
    }

    @Override
    public String warehouseId() {
        return "wh-1";
    }

    @Override
    public WorkspaceClient asApp() {
        return new Client("app");
    }

    @Override
    public WorkspaceClient asUser(Caller caller) {
        if (caller.credential().isEmpty()) {
            String text = "Missing user token in request headers";
            throw new AppKitException(ErrorKind.AUTHENTICATION, text, text);
        }
        return new Client(caller.id());
    }

    @Override
    public CompletionStage<Map<String, String>> upload(
            String link,
            Map<String, String> headers,
            long length,
            Flow.Publisher<ByteBuffer> body,
            Duration deadline,
            Cancellation cancellation) {
        throw new AssertionError("no upload to a link is expected");
    }

    @Override
    public CompletionStage<Void> delete(
            String link, Map<String, String> headers, Duration deadline, Cancellation cancellation) {
        throw new AssertionError("no deletion of a link is expected");
    }

    @Override
    public CompletionStage<Flow.Publisher<ByteBuffer>> download(
            String link, Map<String, String> headers, Duration patience, Cancellation cancellation) {
        throw new AssertionError("no download is expected");
    }

    private final class Client implements SqlOnly {

        private final String identity;

        Client(String identity) {
            this.identity = identity;
        }

        @Override
        public <T> CompletionStage<T> call(
                String method,
                String path,
                Object body,
                Class<T> answer,
                Duration deadline,
                Cancellation cancellation) {
            String request = method + " " + path;
            CompletableFuture<String> next = next(request);
            CompletableFuture<T> result = new CompletableFuture<>();
            calls.add(new Call(identity, request, JSON.valueToTree(body)));
            cancellation.onCancel(() -> result.completeExceptionally(
                    new AppKitException(ErrorKind.ABORTED, "call aborted", "call aborted")));
            var unused = next.whenComplete((json, error) -> {
                if (error != null) {
                    result.completeExceptionally(error);
                } else {
                    result.complete(parse(json, answer));
                }
            });
            return result;
        }
    }

    private static <T> T parse(String json, Class<T> type) {
        try {
            return type == byte[].class ? type.cast(json.getBytes(StandardCharsets.UTF_8)) : JSON.readValue(json, type);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}

package io.appkit.analytics;

import com.databricks.sdk.core.utils.SerDeUtils;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.appkit.analytics.query.QueryFailures;
import io.appkit.api.AppKitException;
import io.appkit.api.Caller;
import io.appkit.api.ErrorKind;
import io.appkit.api.Registration;
import io.appkit.api.execution.Cancellation;
import io.appkit.workspace.UpstreamException;
import io.appkit.workspace.Workspace;
import io.appkit.workspace.WorkspaceClient;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;

/** The other side of the wire: answers calls with the JSON a test has written down. The last answer of a call repeats. */
public final class ScriptedWorkspace implements Workspace {

    public static final String STATEMENTS = "POST /api/2.0/sql/statements/";
    public static final String WAREHOUSE = "GET /api/2.0/sql/warehouses/w1";

    public record Call(String identity, String line, String body) {}

    private static final ObjectMapper JSON = SerDeUtils.createMapper();

    private final Map<String, Deque<CompletableFuture<String>>> script = new HashMap<>();
    private final Map<String, Deque<ScriptedBody>> links = new HashMap<>();
    private final List<Call> calls = new ArrayList<>();
    String id = "4711";

    public ScriptedWorkspace answer(String line, String... bodies) {
        for (String body : bodies) {
            answer(line, CompletableFuture.completedFuture(body));
        }
        return this;
    }

    public ScriptedWorkspace fail(String line, int status, String code) {
        return answer(
                line, CompletableFuture.failedFuture(new UpstreamException(status, "upstream text", code, null, null)));
    }

    public synchronized ScriptedWorkspace answer(String line, CompletableFuture<String> reply) {
        script.computeIfAbsent(line, any -> new ArrayDeque<>()).add(reply);
        return this;
    }

    /** Forgets the answers of a call and writes down others. */
    public synchronized ScriptedWorkspace replace(String line, String... bodies) {
        script.remove(line);
        return answer(line, bodies);
    }

    public synchronized List<Call> calls() {
        return List.copyOf(calls);
    }

    public List<String> lines() {
        return calls().stream().map(Call::line).toList();
    }

    /** Returns when the call has been made. */
    public synchronized Call await(String line) throws InterruptedException {
        long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (true) {
            for (Call call : calls) {
                if (call.line.equals(line)) {
                    return call;
                }
            }
            long left = Duration.ofNanos(end - System.nanoTime()).toMillis();
            if (left <= 0) {
                throw new AssertionError("no " + line + " in " + calls);
            }
            wait(left);
        }
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public String warehouseId() {
        return "w1";
    }

    @Override
    public WorkspaceClient asApp() {
        return client("app");
    }

    @Override
    public WorkspaceClient asUser(Caller caller) {
        if (caller.credential().isEmpty()) {
            throw new AppKitException(ErrorKind.AUTHENTICATION, "no token", "Missing user token in request headers");
        }
        return client(caller.id());
    }

    /** The next download of a link; the last one repeats. */
    public synchronized ScriptedWorkspace link(String link, ScriptedBody... bodies) {
        links.computeIfAbsent(link, any -> new ArrayDeque<>()).addAll(List.of(bodies));
        return this;
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
        synchronized (this) {
            calls.add(new Call("", "DOWNLOAD " + link, ""));
            notifyAll();
            Deque<ScriptedBody> bodies = links.get(link);
            ScriptedBody body = bodies == null ? null : bodies.size() > 1 ? bodies.remove() : bodies.element();
            return body == null
                    ? CompletableFuture.failedFuture(new UpstreamException(403, "expired", null, null, null))
                    : CompletableFuture.completedStage(body);
        }
    }

    private WorkspaceClient client(String identity) {
        return new SqlOnly() {
            @Override
            public <T> CompletionStage<T> call(
                    String method,
                    String path,
                    Object body,
                    Class<T> answer,
                    Duration deadline,
                    Cancellation cancellation) {
                return reply(identity, method + " " + path, body, answer, cancellation);
            }
        };
    }

    private <T> CompletionStage<T> reply(
            String identity, String line, Object body, Class<T> answer, Cancellation cancellation) {
        CompletableFuture<String> reply;
        synchronized (this) {
            calls.add(new Call(identity, line, write(body)));
            notifyAll();
            Deque<CompletableFuture<String>> replies = script.get(line);
            reply = replies == null
                    ? CompletableFuture.failedFuture(
                            new UpstreamException(404, "not scripted: " + line, null, null, null))
                    : replies.size() > 1 ? replies.remove() : replies.element();
        }
        CompletableFuture<T> result = new CompletableFuture<>();
        Registration left = cancellation.onCancel(() -> result.completeExceptionally(QueryFailures.aborted()));
        var unused = reply.whenComplete((json, error) -> {
            left.close();
            if (error == null) {
                result.complete(read(json, answer));
            } else {
                result.completeExceptionally(error);
            }
        });
        return result;
    }

    private static String write(Object body) {
        try {
            return body == null ? "" : JSON.writeValueAsString(body);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    public static <T> T read(String json, Class<T> type) {
        try {
            if (type == byte[].class) {
                return type.cast(json.getBytes(StandardCharsets.UTF_8));
            }
            return type == Void.class ? null : JSON.readValue(json, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}

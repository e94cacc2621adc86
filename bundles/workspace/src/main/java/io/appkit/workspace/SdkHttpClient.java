package io.appkit.workspace;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.databricks.sdk.core.DatabricksException;
import com.databricks.sdk.core.http.HttpClient;
import com.databricks.sdk.core.http.Request;
import com.databricks.sdk.core.http.Response;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.client.StringRequestContent;
import org.eclipse.jetty.http.HttpField;

/**
 * Serves the SDK's own exchanges, discovery and tokens, with a deadline each. What fails is no {@link IOException}: the SDK
 * would repeat it, and so would whoever waits for the token.
 */
final class SdkHttpClient implements HttpClient {

    private static final int MOST_BYTES = 4 << 20;

    private final org.eclipse.jetty.client.HttpClient http;
    private final Duration deadline;

    SdkHttpClient(org.eclipse.jetty.client.HttpClient http, Duration deadline) {
        this.http = http;
        this.deadline = deadline;
    }

    @Override
    public Response execute(Request request) {
        WorkspaceRequest wire = WorkspaceRequest.of(request.getMethod(), request.getUri());
        for (var header : request.getHeaders().entrySet()) {
            wire = wire.with(header.getKey(), header.getValue());
        }
        Exchange exchange = Exchange.send(
                http, wire, request.isBodyString() ? new StringRequestContent(request.getBodyString()) : null);
        try {
            return await(exchange.answer()
                    .thenCompose(
                            answer -> answer.bytes(MOST_BYTES).thenApply(body -> response(request, answer, body))));
        } finally {
            exchange.close();
        }
    }

    /** As text: the SDK skips a body that cannot say how much of it is available. */
    private static Response response(Request request, Answer answer, byte[] body) {
        Map<String, List<String>> headers = new HashMap<>();
        for (HttpField header : answer.headers()) {
            headers.put(header.getName(), answer.headers().getValuesList(header.getName()));
        }
        return new Response(request, answer.status(), "", headers, new String(body, UTF_8));
    }

    private Response await(CompletableFuture<Response> response) {
        try {
            return response.get(deadline.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new DatabricksException("no answer within " + deadline.toSeconds() + " s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DatabricksException("interrupted", e);
        } catch (ExecutionException e) {
            throw new DatabricksException(String.valueOf(e.getCause()), e.getCause());
        }
    }
}

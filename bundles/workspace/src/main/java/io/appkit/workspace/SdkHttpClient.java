package io.appkit.workspace;

import com.databricks.sdk.core.DatabricksException;
import com.databricks.sdk.core.http.HttpClient;
import com.databricks.sdk.core.http.Request;
import com.databricks.sdk.core.http.Response;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Serves the SDK's own exchanges, discovery and tokens, with a deadline each. What fails is no {@link IOException}: the SDK
 * would repeat it, and so would whoever waits for the token.
 */
final class SdkHttpClient implements HttpClient {

    private final java.net.http.HttpClient http;
    private final Duration deadline;

    SdkHttpClient(java.net.http.HttpClient http, Duration deadline) {
        this.http = http;
        this.deadline = deadline;
    }

    @Override
    public Response execute(Request request) {
        HttpRequest.Builder wire = HttpRequest.newBuilder(request.getUri())
                .method(
                        request.getMethod(),
                        request.isBodyString()
                                ? BodyPublishers.ofString(request.getBodyString())
                                : BodyPublishers.noBody());
        request.getHeaders().forEach(wire::setHeader);
        HttpResponse<String> answer = await(wire.build());
        // As text: the SDK skips a body that cannot say how much of it is available.
        return new Response(request, answer.statusCode(), "", answer.headers().map(), answer.body());
    }

    private HttpResponse<String> await(HttpRequest request) {
        CompletableFuture<HttpResponse<String>> exchange =
                http.sendAsync(request, BodyHandlers.ofString(StandardCharsets.UTF_8));
        try {
            return exchange.get(deadline.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            exchange.cancel(true);
            throw new DatabricksException("no answer within " + deadline.toSeconds() + " s", e);
        } catch (InterruptedException e) {
            exchange.cancel(true);
            Thread.currentThread().interrupt();
            throw new DatabricksException("interrupted", e);
        } catch (ExecutionException e) {
            throw new DatabricksException(String.valueOf(e.getCause()), e.getCause());
        }
    }
}

package io.appkit.workspace;

import io.appkit.api.Registration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.Response;
import org.eclipse.jetty.client.Result;
import org.eclipse.jetty.io.Content;
import org.jspecify.annotations.Nullable;

/** One request and its one answer. Deadlines are its owner's. */
final class Exchange implements Response.ContentSourceListener, Response.CompleteListener, Registration {

    private final Request request;
    private final CompletableFuture<Answer> answer = new CompletableFuture<>();
    private final CompletableFuture<Void> end = new CompletableFuture<>();

    private Exchange(Request request) {
        this.request = request;
    }

    /** Sends a request. */
    static Exchange send(HttpClient http, WorkspaceRequest request) {
        return send(http, request, request.body().get());
    }

    /**
     * Sends a request with a body of its own.
     *
     * @param body null for none
     */
    static Exchange send(HttpClient http, WorkspaceRequest request, Request.@Nullable Content body) {
        Request sent = http.newRequest(request.target())
                .method(request.method())
                // A client that reads slowly makes the connection look idle.
                .idleTimeout(0, TimeUnit.MILLISECONDS)
                .headers(headers -> request.headers().forEach(headers::put));
        Exchange exchange = new Exchange(body == null ? sent : sent.body(body));
        sent.send(exchange);
        return exchange;
    }

    /** The beginning of the answer; fails if there is none. */
    CompletableFuture<Answer> answer() {
        return answer;
    }

    /** Completes when the request has been sent and the answer has been read; fails if either did not. */
    CompletableFuture<Void> end() {
        return end;
    }

    /** Ends it, and its connection, unless it is over. */
    @Override
    public void close() {
        request.abort(new CancellationException("The exchange is not wanted any more"));
    }

    @Override
    public void onContentSource(Response response, Content.Source body) {
        answer.complete(new Answer(response.getStatus(), response.getHeaders(), body));
    }

    @Override
    public void onComplete(Result result) {
        Throwable failure = result.getFailure();
        if (failure == null) {
            end.complete(null);
        } else {
            answer.completeExceptionally(failure);
            end.completeExceptionally(failure);
        }
    }
}

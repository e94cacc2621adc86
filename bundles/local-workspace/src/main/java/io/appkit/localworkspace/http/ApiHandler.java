package io.appkit.localworkspace.http;

import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Promise;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Carries requests to the routes and their answers back; nobody waits on a thread in between. */
final class ApiHandler extends Handler.Abstract.NonBlocking {

    private static final Logger LOG = LoggerFactory.getLogger(ApiHandler.class);

    /** Most bytes of a request body: what the Statement Execution API accepts as a statement. */
    static final int BODY_LIMIT = 16 * 1024 * 1024;

    private final Routes routes;
    private final Executor executor;

    ApiHandler(Routes routes, Executor executor) {
        this.routes = routes;
        this.executor = executor;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        if (request.getHttpURI().hasViolations()) {
            new ApiException(400, "BAD_REQUEST", "The path is ambiguous")
                    .answer()
                    .send(response, callback);
            return true;
        }
        if (request.getLength() > BODY_LIMIT) {
            tooLarge().send(response, callback);
            return true;
        }
        Content.Source.asByteArrayAsync(request, BODY_LIMIT, new Promise.Invocable<byte[]>() {
            @Override
            public void succeeded(byte[] body) {
                Call call = new Call(
                        request.getMethod(),
                        Request.getPathInContext(request),
                        Objects.requireNonNullElse(request.getHttpURI().getQuery(), ""),
                        request.getHeaders()::get,
                        body);
                answer(call, response, callback);
            }

            @Override
            public void failed(Throwable error) {
                bodyError(error).send(response, callback);
            }
        });
        return true;
    }

    private void answer(Call call, Response response, Callback callback) {
        CompletableFuture<Answer> answer = route(call);
        BiConsumer<@Nullable Answer, @Nullable Throwable> sender =
                (ready, error) -> (ready == null ? failed(unwrap(error)) : ready).send(response, callback);
        if (answer.isDone()) {
            answer.whenComplete(sender);
        } else {
            answer.whenCompleteAsync(sender, executor);
        }
    }

    private CompletableFuture<Answer> route(Call call) {
        try {
            return routes.answer(call).toCompletableFuture();
        } catch (ApiException | RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private static Answer bodyError(Throwable error) {
        return error instanceof IllegalStateException
                ? tooLarge()
                : new ApiException(400, "BAD_REQUEST", "The request body could not be read").answer();
    }

    private static Answer tooLarge() {
        return new ApiException(
                        413, "MAX_REQUEST_SIZE_EXCEEDED", "The request body is larger than " + BODY_LIMIT + " bytes")
                .answer();
    }

    private static Answer failed(@Nullable Throwable error) {
        if (error instanceof ApiException refused) {
            return refused.answer();
        }
        LOG.error("A request to the local workspace failed", error);
        return new ApiException(500, "INTERNAL_ERROR", "The local workspace failed; its log has the reason").answer();
    }

    private static @Nullable Throwable unwrap(@Nullable Throwable error) {
        return error instanceof CompletionException && error.getCause() != null ? error.getCause() : error;
    }
}

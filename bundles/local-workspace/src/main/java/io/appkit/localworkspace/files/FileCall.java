package io.appkit.localworkspace.files;

import io.appkit.localworkspace.Delays;
import io.appkit.localworkspace.http.Answer;
import io.appkit.localworkspace.http.ApiException;
import io.appkit.localworkspace.http.EarlyAnswer;
import java.io.IOException;
import java.util.Objects;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Fields;
import org.eclipse.jetty.util.Promise;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A request for a file or directory, not read yet, and its answer. */
record FileCall(Request request, Response response, Callback callback, Delays delays) {

    private static final Logger LOG = LoggerFactory.getLogger(FileCall.class);

    /** As sent, without the question mark; empty if there is none. */
    String query() {
        return Objects.requireNonNullElse(request.getHttpURI().getQuery(), "");
    }

    /** A query parameter; null if absent. */
    @Nullable
    String parameter(String name) throws ApiException {
        try {
            Fields fields = Request.extractQueryParameters(request);
            return fields.getValue(name);
        } catch (RuntimeException e) {
            throw ApiException.invalidParameter("the query cannot be read");
        }
    }

    /** Whether a file that exists may be replaced; absent means yes, which is what SDKs rely on. */
    boolean overwrite() throws ApiException {
        String overwrite = parameter("overwrite");
        if (overwrite == null || overwrite.equals("true") || overwrite.equals("false")) {
            return !"false".equals(overwrite);
        }
        throw ApiException.invalidParameter("overwrite must be true or false, but is " + overwrite);
    }

    /** How many bytes the disk is made to have free. */
    long room() {
        return request.getAttribute(FilesApi.DISK_FULL_AFTER) instanceof Long bytes ? bytes : Long.MAX_VALUE;
    }

    /** What answers, or throws what is the answer. */
    interface Action {
        void run() throws ApiException, IOException;
    }

    /** Answers, whatever happens. */
    void answer(Action action) {
        try {
            action.run();
        } catch (ApiException e) {
            refuse(e.answer());
        } catch (IOException | RuntimeException e) {
            LOG.error("A request for a file failed", e);
            fail();
        }
    }

    /** What answers a request with a body. */
    interface BodyAction {
        void run(byte[] body) throws ApiException, IOException;
    }

    /** Reads a short body, then answers. */
    void read(int limit, BodyAction action) throws ApiException {
        if (request.getLength() < 0) {
            throw new ApiException(411, "BAD_REQUEST", "The Content-Length is missing");
        } else if (request.getLength() > limit) {
            throw new ApiException(
                    413, "MAX_REQUEST_SIZE_EXCEEDED", "The request body is larger than " + limit + " bytes");
        }
        Content.Source.asByteArrayAsync(request, limit, new Promise.Invocable<byte[]>() {
            @Override
            public void succeeded(byte[] body) {
                answer(() -> action.run(body));
            }

            @Override
            public void failed(Throwable error) {
                // Not before the reader, which is told first, has let go of the request.
                request.getComponents().getExecutor().execute(() -> callback.failed(error));
            }
        });
    }

    /** Sends status and headers only. */
    void finish(int status) {
        response.setStatus(status);
        response.write(true, BufferUtil.EMPTY_BUFFER, callback);
    }

    /** Answers though the body was perhaps not read. */
    void refuse(Answer answer) {
        EarlyAnswer.send(answer, request, response, callback, delays);
    }

    /** Answers that it is not the caller's fault. */
    void fail() {
        refuse(new ApiException(500, "INTERNAL_ERROR", "The local workspace failed; its log has the reason").answer());
    }
}

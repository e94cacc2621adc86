package io.appkit.localworkspace.files;

import io.appkit.localworkspace.Delays;
import io.appkit.localworkspace.http.Answer;
import io.appkit.localworkspace.http.ApiException;
import io.appkit.localworkspace.http.EarlyAnswer;
import java.util.Objects;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Fields;
import org.jspecify.annotations.Nullable;

/** A request for a file or directory, not read yet, and its answer. */
record FileCall(Request request, Response response, Callback callback, Delays delays) {

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

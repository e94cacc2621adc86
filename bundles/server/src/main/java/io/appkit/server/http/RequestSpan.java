package io.appkit.server.http;

import io.appkit.api.telemetry.Span;
import io.appkit.api.telemetry.TelemetrySource;
import jakarta.servlet.ServletRequest;
import java.nio.ByteBuffer;
import org.eclipse.jetty.http.MetaData;
import org.eclipse.jetty.server.HttpStream;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.Callback;

/** The span of a request: from before anything else sees it until the last byte of its answer is out. */
public final class RequestSpan {

    private static final String ATTRIBUTE = RequestSpan.class.getName();

    private RequestSpan() {}

    /** The span of a request; {@link Span#NONE} while telemetry is off. */
    public static Span of(ServletRequest request) {
        return request.getAttribute(ATTRIBUTE) instanceof Span span ? span : Span.NONE;
    }

    static void begin(TelemetrySource source, Request request) {
        Span span = source.request(
                request.getMethod(),
                request.getHttpURI().getPath(),
                name -> request.getHeaders().get(name));
        request.setAttribute(ATTRIBUTE, span);
        if (!span.recording()) {
            return;
        }
        String id = CorrelationId.of(name -> request.getHeaders().get(name));
        if (!id.isEmpty()) {
            span.set("http.request.id", id);
        }
        request.addHttpStreamWrapper(stream -> new StatusSeen(stream, span));
        Request.addCompletionListener(request, failure -> {
            if (failure == null) {
                span.end();
            } else {
                span.fail(failure);
            }
        });
    }

    private static final class StatusSeen extends HttpStream.Wrapper {

        private final Span span;

        StatusSeen(HttpStream stream, Span span) {
            super(stream);
            this.span = span;
        }

        @Override
        public void send(
                MetaData.Request request,
                MetaData.Response response,
                boolean last,
                ByteBuffer content,
                Callback callback) {
            if (response != null) {
                span.set("http.response.status_code", response.getStatus());
            }
            super.send(request, response, last, content, callback);
        }
    }
}

package io.appkit.telemetry;

import io.appkit.api.AppKitException;
import io.appkit.api.ErrorKind;
import io.appkit.api.telemetry.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** A span of OpenTelemetry; what is worth a word in the log event of its request is noted there. */
final class RecordedSpan implements Span {

    private static final long SERVER_ERRORS = 500;

    private final io.opentelemetry.api.trace.Span span;
    private final Context context;
    private final @Nullable RequestRecord request;
    private final @Nullable RequestLog log;
    private final AtomicBoolean ended = new AtomicBoolean();

    /**
     * Creates it.
     *
     * @param context has the span in it
     * @param request that it is part of; null for none
     * @param log takes the request's event when this span ends; null if this span is only a part of the request
     */
    RecordedSpan(
            io.opentelemetry.api.trace.Span span,
            Context context,
            @Nullable RequestRecord request,
            @Nullable RequestLog log) {
        this.span = span;
        this.context = context;
        this.request = request;
        this.log = log;
    }

    Context context() {
        return context;
    }

    @Nullable
    RequestRecord request() {
        return request;
    }

    @Override
    public boolean recording() {
        return span.isRecording();
    }

    @Override
    public Span set(String attribute, String value) {
        span.setAttribute(attribute, value);
        if (request != null) {
            request.note(attribute, value);
        }
        return this;
    }

    @Override
    public Span set(String attribute, long value) {
        span.setAttribute(attribute, value);
        if (log != null && attribute.equals(RequestLog.STATUS) && value >= SERVER_ERRORS) {
            span.setStatus(StatusCode.ERROR);
        }
        if (request != null) {
            request.note(attribute, value);
        }
        return this;
    }

    @Override
    public Span set(String attribute, boolean value) {
        span.setAttribute(attribute, value);
        if (request != null) {
            request.note(attribute, value);
        }
        return this;
    }

    @Override
    public Span event(String name) {
        span.addEvent(name);
        return this;
    }

    @Override
    public void fail(Throwable error) {
        if (ended.get()) {
            return;
        }
        String type = error.getClass().getName();
        if (error instanceof AppKitException known) {
            type = known.kind().code();
            if (known.kind() == ErrorKind.ABORTED) {
                span.setAttribute("cancelled", true);
            }
        }
        span.setAttribute("error.type", type);
        String message = error.getMessage();
        span.setStatus(StatusCode.ERROR, message == null ? type : message);
        end();
    }

    @Override
    public void end() {
        if (!ended.compareAndSet(false, true)) {
            return;
        }
        if (log != null && request != null) {
            log.write(request, context);
        }
        span.end();
    }
}

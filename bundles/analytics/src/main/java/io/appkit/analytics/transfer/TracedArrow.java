package io.appkit.analytics.transfer;

import io.appkit.analytics.arrow.ResultColumn;
import io.appkit.analytics.async.Stages;
import io.appkit.analytics.query.QueryFailures;
import io.appkit.api.telemetry.Span;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;

/** An Arrow stream whose delivery is a span. */
public final class TracedArrow implements ArrowStream {

    private final ArrowStream stream;
    private final Span span;
    private final AtomicLong bytes = new AtomicLong();

    public TracedArrow(ArrowStream stream, Span span) {
        this.stream = stream;
        this.span = span;
    }

    @Override
    public String statementId() {
        return stream.statementId();
    }

    @Override
    public List<ResultColumn> columns() {
        return stream.columns();
    }

    @Override
    public CompletionStage<List<ByteBuffer>> next() {
        return stream.next().whenComplete((pieces, error) -> {
            if (error != null) {
                span.fail(Stages.cause(error));
            } else if (pieces.isEmpty()) {
                span.set("arrow.data_size_bytes", bytes.get());
                span.end();
            } else {
                pieces.forEach(piece -> bytes.addAndGet(piece.remaining()));
            }
        });
    }

    /** A stream that is closed before its end was not wanted any more. */
    @Override
    public void close() {
        span.fail(QueryFailures.aborted());
        stream.close();
    }
}

package io.appkit.localworkspace.faults;

import io.appkit.localworkspace.Delays;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BooleanSupplier;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/** A request whose body is taken slowly: after each piece, no more for as long as the piece should have taken. */
final class SlowRequest extends Request.Wrapper {

    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private final int bytesPerSecond;
    private final BooleanSupplier ended;
    private final Delays delays;
    private Duration due = Duration.ZERO;

    /** Slows down until the fault has ended. */
    SlowRequest(Request request, int bytesPerSecond, BooleanSupplier ended, Delays delays) {
        super(request);
        this.bytesPerSecond = bytesPerSecond;
        this.ended = ended;
        this.delays = delays;
    }

    @Override
    public Content.@Nullable Chunk read() {
        if (!due.isZero()) {
            return null;
        }
        Content.Chunk chunk = super.read();
        if (chunk != null && chunk.hasRemaining() && !chunk.isLast() && !ended.getAsBoolean()) {
            due = Duration.ofNanos(chunk.remaining() * NANOS_PER_SECOND / bytesPerSecond);
        }
        return chunk;
    }

    @Override
    public void demand(Runnable demandCallback) {
        if (due.isZero()) {
            super.demand(demandCallback);
            return;
        }
        try {
            delays.after(due, () -> {
                due = Duration.ZERO;
                super.demand(demandCallback);
            });
        } catch (RejectedExecutionException e) {
            // The workspace stops; the server closes the connection.
        }
    }
}

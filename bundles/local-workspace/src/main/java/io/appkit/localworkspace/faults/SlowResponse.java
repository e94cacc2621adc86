package io.appkit.localworkspace.faults;

import io.appkit.localworkspace.Delays;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BooleanSupplier;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Sends an answer drop by drop. */
final class SlowResponse extends Response.Wrapper {

    private static final int MOST_DROPS_PER_SECOND = 10;

    private final int dropBytes;
    private final Duration pause;
    private final BooleanSupplier ended;
    private final Delays delays;

    /** Slows down until the fault has ended. */
    SlowResponse(Request request, Response wrapped, int bytesPerSecond, BooleanSupplier ended, Delays delays) {
        super(request, wrapped);
        this.dropBytes = Math.max(1, bytesPerSecond / MOST_DROPS_PER_SECOND);
        this.pause = Duration.ofMillis(1000L * dropBytes / bytesPerSecond);
        this.ended = ended;
        this.delays = delays;
    }

    @Override
    public void write(boolean last, ByteBuffer content, Callback callback) {
        drip(last, content.slice(), callback);
        content.position(content.limit());
    }

    private void drip(boolean last, ByteBuffer rest, Callback callback) {
        int size = ended.getAsBoolean() ? rest.remaining() : Math.min(dropBytes, rest.remaining());
        ByteBuffer drop = rest.slice(rest.position(), size);
        rest.position(rest.position() + size);
        if (rest.hasRemaining()) {
            super.write(false, drop, Callback.from(() -> dripLater(last, rest, callback), callback::failed));
        } else {
            super.write(last, drop, callback);
        }
    }

    private void dripLater(boolean last, ByteBuffer rest, Callback callback) {
        try {
            delays.after(pause, () -> drip(last, rest, callback));
        } catch (RejectedExecutionException e) {
            callback.failed(e);
        }
    }
}

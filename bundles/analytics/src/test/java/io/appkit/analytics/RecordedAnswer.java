package io.appkit.analytics;

import io.appkit.api.execution.Cancellation;
import io.appkit.api.execution.CancellationSource;
import io.appkit.api.stream.ByteAnswer;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;

/** An answer as its client gets it; the client may stop reading. */
final class RecordedAnswer implements ByteAnswer {

    final CancellationSource gone = new CancellationSource();
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private final CompletableFuture<String> end = new CompletableFuture<>();
    private final CompletableFuture<Void> begun = new CompletableFuture<>();
    private final CompletableFuture<Void> stuck = new CompletableFuture<>();
    volatile boolean reading = true;
    volatile LongConsumer inPlaceOfKeeping;
    private long length;
    volatile int status;
    volatile Map<String, String> headers = Map.of();

    /** How it has ended: "finished" or "broken". */
    String end() throws Exception {
        return end.get(10, TimeUnit.SECONDS);
    }

    /** Returns when status and headers are there. */
    RecordedAnswer awaitBegin() throws Exception {
        begun.get(10, TimeUnit.SECONDS);
        return this;
    }

    boolean ended() {
        return end.isDone();
    }

    synchronized byte[] bytes() {
        return body.toByteArray();
    }

    String text() {
        return new String(bytes(), StandardCharsets.UTF_8);
    }

    /** The client reads on. */
    void readOn() {
        reading = true;
        stuck.complete(null);
    }

    @Override
    public void begin(int code, Map<String, String> fields) {
        status = code;
        headers = fields;
        begun.complete(null);
    }

    @Override
    public CompletionStage<Void> send(List<ByteBuffer> piece) {
        LongConsumer told = inPlaceOfKeeping;
        if (told != null) {
            length += piece.stream().mapToLong(ByteBuffer::remaining).sum();
            told.accept(length);
            return CompletableFuture.completedStage(null);
        }
        synchronized (this) {
            for (ByteBuffer buffer : piece) {
                byte[] bytes = new byte[buffer.remaining()];
                buffer.duplicate().get(bytes);
                body.writeBytes(bytes);
            }
        }
        return reading ? CompletableFuture.completedStage(null) : stuck;
    }

    @Override
    public void finish() {
        end.complete("finished");
    }

    @Override
    public void fail(Throwable error) {
        end.complete("broken");
    }

    @Override
    public Cancellation cancellation() {
        return gone;
    }
}

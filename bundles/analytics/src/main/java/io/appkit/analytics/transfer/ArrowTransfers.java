package io.appkit.analytics.transfer;

import io.appkit.analytics.async.Stages;
import io.appkit.analytics.async.Timer;
import io.appkit.analytics.query.QueryFailures;
import io.appkit.api.AppKitException;
import io.appkit.api.ErrorKind;
import io.appkit.api.Registration;
import io.appkit.api.execution.Cancellation;
import io.appkit.api.execution.CancellationSource;
import io.appkit.api.stream.ByteAnswer;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends Arrow streams to pages (contract: analytics, section 5): nothing before the first bytes are there. */
public final class ArrowTransfers implements AutoCloseable {

    /**
     * What an answer consists of.
     *
     * @param headers of the answer
     * @param error the body for an error before the first byte
     */
    public record Form(Function<ArrowStream, Map<String, String>> headers, Function<Throwable, byte[]> error) {}

    private static final Logger LOG = LoggerFactory.getLogger(ArrowTransfers.class);

    private final Timer timer;
    private final Supplier<Duration> firstByte;
    private final Set<Transfer> open = ConcurrentHashMap.newKeySet();

    public ArrowTransfers(Timer timer, Supplier<Duration> firstByte) {
        this.timer = timer;
        this.firstByte = firstByte;
    }

    /**
     * Starts to answer.
     *
     * @param source gives the stream; its cancellation comes when nobody wants the stream any more
     */
    public void start(ByteAnswer answer, Form form, Function<Cancellation, CompletionStage<ArrowStream>> source) {
        Transfer transfer = new Transfer(answer, form);
        open.add(transfer);
        transfer.start(source);
    }

    /** Breaks off what is being sent. */
    @Override
    public void close() {
        open.forEach(transfer -> transfer.fail(QueryFailures.aborted()));
    }

    private final class Transfer {

        private final ByteAnswer answer;
        private final Form form;
        private final CancellationSource cancellation;
        private final Registration left;
        private final Registration late;
        private @Nullable ArrowStream stream;
        private boolean begun;
        private boolean ended;

        Transfer(ByteAnswer answer, Form form) {
            this.answer = answer;
            this.form = form;
            this.cancellation = new CancellationSource(answer.cancellation().span());
            Duration patience = firstByte.get();
            late = timer.in(patience, () -> failUnlessBegun(QueryFailures.warehouseUnavailable(patience)));
            left = answer.cancellation().onCancel(() -> fail(QueryFailures.aborted()));
        }

        void start(Function<Cancellation, CompletionStage<ArrowStream>> source) {
            Stages.start(() -> source.apply(cancellation))
                    .thenCompose(this::first)
                    .thenCompose(this::send)
                    .whenComplete((sent, error) -> {
                        if (error == null) {
                            finish();
                        } else {
                            fail(Stages.cause(error));
                        }
                    });
        }

        private CompletionStage<List<ByteBuffer>> first(ArrowStream opened) {
            boolean unwanted;
            synchronized (this) {
                stream = opened;
                unwanted = ended;
            }
            if (unwanted) {
                opened.close();
            }
            return opened.next();
        }

        private CompletionStage<Boolean> send(List<ByteBuffer> first) {
            ArrowStream opened;
            synchronized (this) {
                opened = stream;
                if (ended || opened == null) {
                    return CompletableFuture.failedFuture(QueryFailures.aborted());
                }
                begun = true;
            }
            late.close();
            answer.begin(200, form.headers.apply(opened));
            return answer.send(first).thenCompose(sent -> Stages.repeat(() -> piece(opened)));
        }

        private CompletionStage<Optional<Boolean>> piece(ArrowStream opened) {
            return opened.next()
                    .thenCompose(bytes -> bytes.isEmpty()
                            ? CompletableFuture.completedStage(Optional.of(true))
                            : answer.send(bytes).thenApply(sent -> Optional.empty()));
        }

        private void failUnlessBegun(AppKitException error) {
            boolean now;
            synchronized (this) {
                now = begun;
            }
            if (!now) {
                fail(error);
            }
        }

        private void finish() {
            if (end()) {
                answer.finish();
            }
        }

        void fail(Throwable error) {
            boolean broken;
            synchronized (this) {
                broken = begun;
            }
            if (!end()) {
                return;
            }
            cancellation.cancel();
            if (!(error instanceof AppKitException known && known.kind() == ErrorKind.ABORTED)) {
                LOG.warn("An Arrow result cannot be sent: {}", error.toString());
            }
            if (broken) {
                answer.fail(error);
            } else {
                answerError(error);
            }
        }

        private void answerError(Throwable error) {
            int status = error instanceof AppKitException known ? known.status() : 500;
            answer.begin(
                    status, Map.of("Content-Type", "application/json; charset=utf-8", "Cache-Control", "no-store"));
            answer.send(List.of(ByteBuffer.wrap(form.error.apply(error))))
                    .whenComplete((sent, gone) -> answer.finish());
        }

        private boolean end() {
            ArrowStream opened;
            synchronized (this) {
                if (ended) {
                    return false;
                }
                ended = true;
                opened = stream;
            }
            open.remove(this);
            late.close();
            left.close();
            if (opened != null) {
                opened.close();
            }
            return true;
        }
    }
}

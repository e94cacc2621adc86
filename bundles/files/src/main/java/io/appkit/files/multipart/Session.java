package io.appkit.files.multipart;

import io.appkit.api.execution.Cancellation;
import io.appkit.files.failure.Failures;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An open session: knows its token, which is a secret. Safe for use by many threads. */
final class Session {

    private static final Logger LOG = LoggerFactory.getLogger(Session.class);
    private static final Duration CLEANING = Duration.ofSeconds(5);

    private final MultipartApi api;
    private final Repeats repeats;
    private final String token;
    private final long began;
    private final AtomicReference<@Nullable PartLink> first = new AtomicReference<>();

    /**
     * Creates it.
     *
     * @param began when it was asked for, by {@link System#nanoTime}
     */
    Session(MultipartApi api, Repeats repeats, String token, long began) {
        this.api = api;
        this.repeats = repeats;
        this.token = token;
        this.began = began;
    }

    /** How long ago it was asked for; some storages date the file so. */
    Duration age() {
        return Duration.ofNanos(System.nanoTime() - began);
    }

    MultipartApi api() {
        return api;
    }

    Repeats repeats() {
        return repeats;
    }

    /** Asks for the first link ahead: where there are none, nothing of the body has been taken yet. */
    CompletionStage<Void> prepare(Cancellation wanted) {
        return link(1, wanted).thenAccept(first::set);
    }

    /** A link that has not been used. */
    CompletionStage<PartLink> link(int part, Cancellation wanted) {
        PartLink prepared = part == 1 ? first.getAndSet(null) : null;
        return prepared != null
                ? CompletableFuture.completedStage(prepared)
                : repeats.call(wanted, inner -> api.link(token, part, inner));
    }

    /** Makes the file, once. */
    CompletionStage<Void> complete(List<String> etags, Cancellation wanted) {
        return api.complete(token, etags, wanted);
    }

    /** Drops what has been sent, as far as that is possible in a short time; never fails. */
    CompletionStage<Void> abort() {
        return Failures.start(() -> api.within(CLEANING).abort(token, Cancellation.NEVER))
                .toCompletableFuture()
                .orTimeout(CLEANING.toMillis(), TimeUnit.MILLISECONDS)
                .exceptionally(error -> {
                    LOG.warn("The parts of a broken upload may be left over until the workspace drops them");
                    return null;
                });
    }
}

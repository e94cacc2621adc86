package io.appkit.workspace;

import com.databricks.sdk.core.DatabricksError;
import com.databricks.sdk.core.HeaderFactory;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The app's own identity; tokens are fetched on a thread of their own, never twice at a time. */
final class AppAuthorization implements Authorization {

    /** So long a value is used without asking the SDK, which replaces a token 40 s before it expires. */
    private static final long FRESH_NANOS = TimeUnit.SECONDS.toNanos(10);

    private record Known(String header, long at) {

        boolean fresh() {
            return System.nanoTime() - at < FRESH_NANOS;
        }
    }

    private final Supplier<HeaderFactory> source;
    private final ExecutorService thread;

    private volatile @Nullable Known known;

    /** Touched on {@link #thread} alone, as all below. */
    private @Nullable HeaderFactory headers;

    private long failedAt;
    private @Nullable UpstreamException failure;

    /**
     * Creates it.
     *
     * @param source signs in anew with each call; may block
     * @param thread executor of one thread
     */
    AppAuthorization(Supplier<HeaderFactory> source, ExecutorService thread) {
        this.source = source;
        this.thread = thread;
    }

    @Override
    public CompletableFuture<String> header() {
        Known present = known;
        return present != null && present.fresh()
                ? CompletableFuture.completedFuture(present.header)
                : onThread(this::current);
    }

    @Override
    public CompletableFuture<String> renewed(String refused) {
        return onThread(() -> {
            String current = current();
            if (current.equals(refused)) {
                headers = null;
                current = current();
            }
            return current;
        });
    }

    private CompletableFuture<String> onThread(Supplier<String> task) {
        long asked = System.nanoTime();
        CompletableFuture<String> header = new CompletableFuture<>();
        try {
            thread.execute(() -> answer(header, task, asked));
        } catch (RejectedExecutionException e) {
            header.completeExceptionally(new UpstreamException(0, "The workspace client is closed", null, null, e));
        }
        return header;
    }

    private void answer(CompletableFuture<String> header, Supplier<String> task, long asked) {
        if (header.isDone()) {
            return;
        }
        // A sign-in that failed while this call was waiting has failed for it, too: no queue of slow failures.
        UpstreamException last = failure;
        if (last != null && failedAt - asked > 0) {
            header.completeExceptionally(last);
            return;
        }
        try {
            header.complete(task.get());
            failure = null;
        } catch (RuntimeException e) {
            UpstreamException told = told(e);
            headers = null;
            known = null;
            failedAt = System.nanoTime();
            failure = told;
            header.completeExceptionally(told);
        }
    }

    private String current() {
        HeaderFactory present = headers;
        if (present == null) {
            present = source.get();
            headers = present;
        }
        String value = present.headers().get("Authorization");
        if (value == null) {
            throw new IllegalStateException("the credentials yield no Authorization header");
        }
        known = new Known(value, System.nanoTime());
        return value;
    }

    private static UpstreamException told(RuntimeException e) {
        int status = 0;
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            // 523 stands for "no answer" in the SDK.
            if (cause instanceof DatabricksError error && error.getStatusCode() != 523) {
                status = error.getStatusCode();
            }
        }
        return new UpstreamException(
                status, "The app's sign-in at the workspace failed: " + Answers.bounded(e.getMessage()), null, null, e);
    }
}

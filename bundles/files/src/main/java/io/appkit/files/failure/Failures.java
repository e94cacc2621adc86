package io.appkit.files.failure;

import io.appkit.api.AppKitException;
import io.appkit.api.ErrorKind;
import io.appkit.workspace.UpstreamException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;

/** Errors on their way out of completion stages. */
public final class Failures {

    private static final int FIRST_ERROR = 400;

    private Failures() {}

    /** The error itself, out of what stages wrap around it. */
    public static Throwable cause(Throwable error) {
        Throwable cause = error.getCause();
        boolean wrapper = error instanceof CompletionException || error instanceof ExecutionException;
        return wrapper && cause != null ? cause(cause) : error;
    }

    /** Starts something; if that throws, it fails like one whose stage fails. */
    public static <T> CompletionStage<T> start(Supplier<CompletionStage<T>> work) {
        try {
            return work.get();
        } catch (RuntimeException | Error e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /** The same stage, whose errors are told as the workspace has told them. */
    public static <T> CompletionStage<T> told(CompletionStage<T> stage) {
        return stage.exceptionallyCompose(error -> CompletableFuture.failedFuture(
                cause(error) instanceof UpstreamException upstream && upstream.upstreamStatus() >= FIRST_ERROR
                        ? FilesException.upstream(upstream)
                        : cause(error)));
    }

    /** Whether the workspace has answered with this status. */
    public static boolean isStatus(Throwable error, int status) {
        return cause(error) instanceof UpstreamException upstream && upstream.upstreamStatus() == status;
    }

    /** Nobody waits any more. */
    public static AppKitException aborted(String what) {
        return new AppKitException(ErrorKind.ABORTED, what, "The operation was aborted");
    }

    /** A deadline has passed. */
    public static AppKitException timedOut(String what) {
        return new AppKitException(ErrorKind.TIMEOUT, what, "The operation timed out");
    }
}

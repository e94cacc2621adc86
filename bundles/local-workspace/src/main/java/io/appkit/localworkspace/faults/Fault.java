package io.appkit.localworkspace.faults;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What happens to a request instead of, or with, its right answer. */
sealed interface Fault {

    /** The connection is closed without an answer. */
    record Refuse() implements Fault {}

    /** The connection is reset without an answer. */
    record Reset() implements Fault {}

    /** No answer, ever. */
    record BlackHole() implements Fault {}

    /** The right answer, later. */
    record Delay(Duration delay) implements Fault {}

    /** The right answer, drop by drop. */
    record Slow(int bytesPerSecond) implements Fault {}

    /** The body of the request is taken slowly. */
    record SlowUpload(int bytesPerSecond) implements Fault {}

    /** What a request brings finds a full disk after so many bytes. */
    record DiskFull(long afterBytes) implements Fault {}

    /**
     * The right answer up to a place where the connection is closed.
     *
     * @param afterBytes of the body; null for half of it
     */
    record Cut(@Nullable Long afterBytes) implements Fault {}

    /**
     * The right answer with a Content-Length that is not.
     *
     * @param by too large by so many bytes, or too small if negative
     */
    record WrongLength(int by) implements Fault {}

    /** An error in the form of the API. */
    record Status(
            int status,
            String errorCode,
            String message,
            @Nullable String retryAfter) implements Fault {}

    /** All is done as asked for, but the connection is closed before the answer. */
    record AnswerLost() implements Fault {}

    /** The answer of an object store that is too busy for a part of a file. */
    record PartRefused() implements Fault {}

    /** The answer of an object store to a link whose time is over. */
    record PartExpired() implements Fault {}

    /**
     * The connection breaks while a body comes.
     *
     * @param afterBytes of the body; null for half of it
     */
    record PartCut(@Nullable Long afterBytes) implements Fault {}

    /** The answer of a workspace that takes files in one piece only. */
    record PartsOff() implements Fault {}

    /** The answer the API has for an expired token. */
    record TokenExpired() implements Fault {}

    /** A page, as of a proxy or of a sign-in, where JSON is expected. */
    record Html(int status) implements Fault {}
}

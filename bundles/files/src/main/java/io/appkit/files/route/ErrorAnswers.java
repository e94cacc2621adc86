package io.appkit.files.route;

import io.appkit.api.AppKitException;
import io.appkit.api.ErrorKind;
import io.appkit.api.Exchange;
import io.appkit.api.files.FileAction;
import io.appkit.api.files.PolicyDeniedException;
import io.appkit.api.stream.ByteAnswer;
import io.appkit.files.failure.Failures;
import io.appkit.files.failure.FilesException;
import io.appkit.files.path.PathException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one place where errors become answers (contract: files, section 3). */
final class ErrorAnswers {

    private static final Logger LOG = LoggerFactory.getLogger(ErrorAnswers.class);

    /** What a browser is told. */
    private record Told(int status, Map<String, String> body) {

        static Told of(int status, String error) {
            Map<String, String> body = new LinkedHashMap<>();
            body.put("error", error);
            body.put("plugin", "files");
            return new Told(status, body);
        }
    }

    private ErrorAnswers() {}

    /** Answers a request that nothing has been begun for. */
    static void answer(Exchange exchange, FileAction action, Throwable error) {
        Told told = told(action, Failures.cause(error));
        exchange.json(told.status(), told.body());
    }

    /** Answers a request of whose answer nothing has been sent. */
    static void answer(ByteAnswer answer, FileAction action, Throwable error, Map<String, String> headers) {
        Throwable cause = Failures.cause(error);
        if (answer.cancellation().isCancelled()) {
            answer.fail(cause);
            return;
        }
        Told told = told(action, cause);
        Map<String, String> all = new LinkedHashMap<>(headers);
        if (cause instanceof FilesException refused) {
            refused.retryAfter().ifPresent(time -> all.put("Retry-After", String.valueOf(time.toSeconds())));
        }
        JsonAnswer.send(answer, told.status(), all, JsonAnswer.bytes(told.body()));
    }

    private static Told told(FileAction action, Throwable cause) {
        Told told = translated(cause);
        if (told.status() < 500) {
            LOG.info("{} of a file: {} ({})", action.label(), told.status(), cause.getMessage());
        } else if (cause instanceof AppKitException) {
            LOG.warn("{} of a file: {} ({})", action.label(), told.status(), cause.getMessage());
        } else {
            LOG.error("{} of a file failed", action.label(), cause);
        }
        return told;
    }

    private static Told translated(Throwable cause) {
        if (cause instanceof PathException path) {
            return Told.of(400, String.valueOf(path.getMessage()));
        } else if (!(cause instanceof AppKitException known)) {
            return Told.of(500, "Internal Server Error");
        } else if (known.kind() == ErrorKind.AUTHENTICATION) {
            return known.errorCode().isPresent() ? sessionEnded(known) : Told.of(401, "Unauthorized");
        } else if (isForBrowsers(known)) {
            return Told.of(known.status(), known.clientMessage());
        }
        return Told.of(500, "Internal Server Error");
    }

    /** As everywhere else: pages sign in again when they see these codes. */
    private static Told sessionEnded(AppKitException error) {
        Told told = Told.of(error.status(), error.clientMessage());
        told.body().put("code", error.kind().code());
        error.errorCode().ifPresent(code -> told.body().put("errorCode", code));
        return told;
    }

    private static boolean isForBrowsers(AppKitException error) {
        return error instanceof FilesException
                || error instanceof PolicyDeniedException
                || error.kind() == ErrorKind.VALIDATION
                || error.kind() == ErrorKind.NOT_FOUND;
    }
}

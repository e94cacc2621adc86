package io.appkit.server.dispatch;

import io.appkit.api.AppKitException;
import io.appkit.api.ErrorKind;
import io.appkit.api.PluginUnavailableException;
import io.appkit.api.config.Environment;
import io.appkit.server.Answer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one place where errors become answers (contract: server, section 4). */
final class ErrorAnswers {

    private static final Logger LOG = LoggerFactory.getLogger(ErrorAnswers.class);
    private static final int SERVER_ERRORS = 500;
    private static final String MASK = "Server error";

    private final Environment environment;

    ErrorAnswers(Environment environment) {
        this.environment = environment;
    }

    /** Logs an error and gives its answer. */
    Answer answer(String method, String path, Throwable error) {
        Throwable cause = error instanceof CompletionException && error.getCause() != null ? error.getCause() : error;
        int status = cause instanceof AppKitException known ? known.status() : SERVER_ERRORS;
        log(method, path, status, cause);
        if (cause instanceof PluginUnavailableException unavailable) {
            return unavailable(unavailable).with("Retry-After", "5");
        }
        Answer answer = Answer.json(status, body(cause));
        return cause instanceof AppKitException known
                ? known.retryAfter()
                        .map(wait -> answer.with("Retry-After", Long.toString(Math.max(1, wait.toSeconds()))))
                        .orElse(answer)
                : answer;
    }

    private static Answer unavailable(PluginUnavailableException error) {
        Map<String, String> body = new LinkedHashMap<>();
        body.put("error", error.clientMessage());
        body.put("plugin", error.plugin());
        return Answer.json(error.status(), body);
    }

    private Map<String, String> body(Throwable cause) {
        Map<String, String> body = new LinkedHashMap<>();
        if (cause instanceof AppKitException known) {
            body.put("error", known.clientMessage());
            if (known.kind() == ErrorKind.AUTHENTICATION) {
                body.put("code", known.kind().code());
            }
            known.errorCode().ifPresent(code -> body.put("errorCode", code));
        } else {
            String text = cause.getMessage();
            body.put("error", environment.production() || text == null ? MASK : text);
        }
        return body;
    }

    private static void log(String method, String path, int status, Throwable cause) {
        if (status >= SERVER_ERRORS && !(cause instanceof PluginUnavailableException)) {
            LOG.error("{} {} failed", method, path, cause);
        } else {
            LOG.warn("{} {}: {}", method, path, cause.getMessage());
        }
    }
}

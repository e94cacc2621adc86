package io.appkit.server.dispatch;

import io.appkit.api.AppKitException;
import io.appkit.api.ErrorKind;
import io.appkit.api.PluginUnavailableException;
import io.appkit.api.config.Environment;
import io.appkit.server.Answers;
import io.appkit.server.exchange.Reply;
import io.appkit.server.http.CorrelationId;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one place where errors become answers (contract: server, section 4). */
final class ErrorAnswers {

    private static final Logger LOG = LoggerFactory.getLogger(ErrorAnswers.class);
    private static final int SERVER_ERRORS = 500;

    private final Environment environment;

    ErrorAnswers(Environment environment) {
        this.environment = environment;
    }

    void answer(HttpServletRequest request, HttpServletResponse response, Reply reply, Throwable error) {
        Throwable cause = error instanceof CompletionException && error.getCause() != null ? error.getCause() : error;
        int status = cause instanceof AppKitException known ? known.status() : SERVER_ERRORS;
        log(request, status, cause);
        if (response.isCommitted()) {
            reply.breakOff();
            return;
        }
        reply.answer(() -> {
            response.reset();
            if (cause instanceof PluginUnavailableException) {
                response.setHeader("Retry-After", "5");
            }
            Answers.json(request, response, status, body(cause));
        });
    }

    private Map<String, String> body(Throwable cause) {
        Map<String, String> body = new LinkedHashMap<>();
        if (cause instanceof PluginUnavailableException unavailable) {
            body.put("error", unavailable.clientMessage());
            body.put("plugin", unavailable.plugin());
        } else if (cause instanceof AppKitException known) {
            body.put("error", known.clientMessage());
            if (known.kind() == ErrorKind.AUTHENTICATION) {
                body.put("code", known.kind().code());
            }
            known.errorCode().ifPresent(code -> body.put("errorCode", code));
        } else {
            String text = cause.getMessage();
            body.put("error", environment.production() || text == null ? "Server error" : text);
        }
        return body;
    }

    private static void log(HttpServletRequest request, int status, Throwable cause) {
        String id = CorrelationId.suffix(request::getHeader);
        if (status >= SERVER_ERRORS && !(cause instanceof PluginUnavailableException)) {
            LOG.error("{} {} failed{}", request.getMethod(), request.getRequestURI(), id, cause);
        } else {
            LOG.warn("{} {}: {}{}", request.getMethod(), request.getRequestURI(), cause.getMessage(), id);
        }
    }
}

package io.appkit.server.http;

import io.appkit.server.gate.SecurityHeaders;
import jakarta.servlet.ServletRequest;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.handler.ContextHandler;
import org.eclipse.jetty.util.Callback;

/**
 * What the HTTP stack itself answers, in our own form: its pages would be HTML and show the address asked for.
 *
 * <p>It says "not found" by itself only while the front servlet, which answers everything else, is not there yet or not there
 * any more; else it is the word of a servlet that is not ours.
 */
public final class JsonErrors implements Request.Handler {

    private static final String FRONT = JsonErrors.class.getName() + ".front";
    private static final Map<Integer, String> TEXTS = Map.of(
            HttpStatus.BAD_REQUEST_400, "Malformed request",
            HttpStatus.REQUEST_TIMEOUT_408, "The request took too long",
            HttpStatus.URI_TOO_LONG_414, "Request headers too large",
            HttpStatus.REQUEST_HEADER_FIELDS_TOO_LARGE_431, "Request headers too large",
            HttpStatus.HTTP_VERSION_NOT_SUPPORTED_505, "HTTP version not supported",
            HttpStatus.SERVICE_UNAVAILABLE_503, "The server is starting or stopping, please retry");
    private static final String JSON = "application/json; charset=utf-8";

    /** Takes over all errors of a server. */
    public static void of(Server server) {
        JsonErrors errors = new JsonErrors();
        server.setErrorHandler(errors);
        server.getDescendants(ContextHandler.class).forEach(context -> context.setErrorHandler(errors));
    }

    /** Marks a request that finds the front servlet at its place. */
    public static void frontIsThere(ServletRequest request) {
        request.setAttribute(FRONT, true);
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        int status = response.getStatus() == HttpStatus.NOT_FOUND_404 && request.getAttribute(FRONT) == null
                ? HttpStatus.SERVICE_UNAVAILABLE_503
                : response.getStatus();
        response.setStatus(status);
        HttpFields.Mutable headers = response.getHeaders();
        headers.put(HttpHeader.CONTENT_TYPE, JSON);
        headers.put(HttpHeader.CACHE_CONTROL, "no-store");
        SecurityHeaders.ALWAYS.forEach(headers::put);
        if (status == HttpStatus.SERVICE_UNAVAILABLE_503) {
            headers.put(HttpHeader.RETRY_AFTER, "1");
        }
        byte[] body = body(status);
        headers.put(HttpHeader.CONTENT_LENGTH, body.length);
        response.write(true, request.getMethod().equals("HEAD") ? null : ByteBuffer.wrap(body), callback);
        return true;
    }

    private static byte[] body(int status) {
        String text = TEXTS.getOrDefault(status, status < 500 ? HttpStatus.getMessage(status) : "Server error");
        return ("{\"error\":\"" + text + "\"}").getBytes(StandardCharsets.UTF_8);
    }
}

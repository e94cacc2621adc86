package io.appkit.server;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A whole answer, ready to be sent.
 *
 * @param status HTTP status
 * @param contentType value of {@code Content-Type}
 * @param headers further headers
 * @param body all of it
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
public record Answer(int status, String contentType, Map<String, String> headers, byte[] body) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Map<String, String> NOT_KEPT = Map.of("Cache-Control", "no-store");

    /** Bytes that nobody is to keep. */
    public static Answer bytes(int status, String contentType, byte[] body) {
        return new Answer(status, contentType, NOT_KEPT, body);
    }

    /** JSON that nobody is to keep. */
    public static Answer json(int status, byte[] json) {
        return bytes(status, "application/json; charset=utf-8", json);
    }

    /** Plain data as JSON that nobody is to keep. */
    public static Answer json(int status, Map<String, ?> body) {
        try {
            return json(status, JSON.writeValueAsBytes(body));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The customary form of an error. */
    public static Answer error(int status, String message) {
        return json(status, Map.of("error", message));
    }

    /** The answer to everything that does not exist, apart from pages. */
    public static Answer notFound() {
        return error(404, "Not found");
    }

    /** The answer to OPTIONS. */
    public static Answer allow(String methods) {
        return bytes(200, "text/plain; charset=utf-8", new byte[0]).with("Allow", methods);
    }

    /** The same answer with one more header. */
    public Answer with(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Answer(status, contentType, more, body);
    }

    /** Writes all but the body. */
    public void writeHead(HttpServletResponse response) {
        response.setStatus(status);
        response.setContentType(contentType);
        headers.forEach(response::setHeader);
        response.setContentLength(body.length);
    }

    /** Writes it; a HEAD request gets no body. */
    public void write(HttpServletRequest request, HttpServletResponse response) throws IOException {
        writeHead(response);
        if (!request.getMethod().equals("HEAD")) {
            response.getOutputStream().write(body);
        }
    }
}

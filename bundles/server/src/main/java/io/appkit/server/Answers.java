package io.appkit.server;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;

/** Writes whole answers. */
public final class Answers {

    private static final ObjectMapper JSON = new ObjectMapper();

    private Answers() {}

    /** Answers with JSON that is not to be kept. */
    public static void json(HttpServletRequest request, HttpServletResponse response, int status, byte[] json)
            throws IOException {
        response.setHeader("Cache-Control", "no-store");
        bytes(request, response, status, "application/json; charset=utf-8", json);
    }

    /** Answers with texts as a JSON object. */
    public static void json(HttpServletRequest request, HttpServletResponse response, int status, Map<String, ?> body)
            throws IOException {
        json(request, response, status, json(body));
    }

    /** The answer to everything that does not exist below {@code /api}. */
    public static void notFound(HttpServletRequest request, HttpServletResponse response) throws IOException {
        json(request, response, 404, Map.of("error", "Not found"));
    }

    /** The answer to OPTIONS where there is something to read. */
    public static void readOnly(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setHeader("Allow", "GET, HEAD");
        bytes(request, response, 200, "text/plain; charset=utf-8", new byte[0]);
    }

    /** Answers with bytes; a HEAD request gets their headers alone. */
    public static void bytes(
            HttpServletRequest request, HttpServletResponse response, int status, String contentType, byte[] body)
            throws IOException {
        response.setStatus(status);
        response.setContentType(contentType);
        body(request, response, body);
    }

    /** Ends an answer whose status and headers are set; a HEAD request gets no body. */
    public static void body(HttpServletRequest request, HttpServletResponse response, byte[] body) throws IOException {
        if (!announcesBody(request)) {
            response.setContentLength(body.length);
        }
        if (!request.getMethod().equals("HEAD")) {
            response.getOutputStream().write(body);
        }
    }

    /**
     * With a length the answer is out before Jetty knows whether it has seen all of the request; it would then close the
     * connection without a word. Without one Jetty decides at the end, and says so.
     */
    private static boolean announcesBody(HttpServletRequest request) {
        return request.getContentLengthLong() > 0 || request.getHeader("Transfer-Encoding") != null;
    }

    /** A JSON object as bytes. */
    public static byte[] json(Map<String, ?> body) {
        try {
            return JSON.writeValueAsBytes(body);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}

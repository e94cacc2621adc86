package io.appkit.localworkspace.http;

import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * What goes back over HTTP.
 *
 * @param status HTTP status
 * @param headers by name, besides those every answer has
 * @param contentType of the body
 * @param body from its position to its limit
 */
public record Answer(int status, Map<String, String> headers, String contentType, ByteBuffer body) {

    /** Status 200 with a record or map as JSON. */
    public static Answer json(Object value) {
        return json(200, value);
    }

    /** A record or map as JSON. */
    public static Answer json(int status, Object value) {
        return new Answer(status, Map.of(), "application/json", ByteBuffer.wrap(Json.write(value)));
    }

    /** The same with one header more. */
    public Answer with(String header, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new Answer(status, more, contentType, body);
    }

    /** Sends it. */
    public void send(Response response, Callback callback) {
        response.setStatus(status);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, contentType);
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, body.remaining());
        response.getHeaders().put("X-Content-Type-Options", "nosniff");
        headers.forEach(response.getHeaders()::put);
        response.write(true, body, callback);
    }
}

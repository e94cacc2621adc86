package io.appkit.localworkspace.http;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What goes back over HTTP.
 *
 * @param status HTTP status
 * @param headers by name, besides those every answer has
 * @param body JSON
 */
@SuppressWarnings("ArrayRecordComponent") // handed over once and never compared
public record Answer(int status, Map<String, String> headers, byte[] body) {

    /** Status 200 with a record or map as JSON. */
    public static Answer json(Object value) {
        return json(200, value);
    }

    /** A record or map as JSON. */
    public static Answer json(int status, Object value) {
        return new Answer(status, Map.of(), Json.write(value));
    }

    /** The same with one header more. */
    public Answer with(String header, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new Answer(status, more, body);
    }
}

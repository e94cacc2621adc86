package io.appkit.files.route;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.appkit.api.stream.ByteAnswer;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Answers of one piece of JSON. */
final class JsonAnswer {

    private static final ObjectMapper JSON = new ObjectMapper();

    private JsonAnswer() {}

    static ByteBuffer bytes(Object value) {
        try {
            return ByteBuffer.wrap(JSON.writeValueAsBytes(value));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    static void send(ByteAnswer answer, int status, Map<String, String> headers, ByteBuffer json) {
        Map<String, String> all = new HashMap<>(headers);
        all.put("Content-Type", "application/json; charset=utf-8");
        all.put("Content-Length", String.valueOf(json.remaining()));
        all.put("Cache-Control", "no-store");
        whole(answer, status, all, json);
    }

    /** Sends a body that is there as a whole. */
    static void whole(ByteAnswer answer, int status, Map<String, String> headers, ByteBuffer body) {
        answer.begin(status, headers);
        answer.send(List.of(body)).whenComplete((nothing, error) -> {
            if (error == null) {
                answer.finish();
            } else {
                answer.fail(error);
            }
        });
    }
}

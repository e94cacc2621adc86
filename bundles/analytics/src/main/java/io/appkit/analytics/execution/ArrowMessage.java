package io.appkit.analytics.execution;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Tells a page that an Arrow result can be fetched (contract: analytics, section 6). */
public final class ArrowMessage {

    public static final String TYPE = "arrow";

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private ArrowMessage() {}

    public static byte[] write(String statementId) {
        ObjectNode message = JSON.createObjectNode();
        message.put("type", TYPE).put("statement_id", statementId);
        message.putObject("status").put("state", "SUCCEEDED");
        try {
            return JSON.writeValueAsBytes(message);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    public static String statementId(byte[] message) {
        try {
            return JSON.readTree(message).path("statement_id").textValue();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

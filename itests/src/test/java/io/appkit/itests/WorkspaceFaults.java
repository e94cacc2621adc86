package io.appkit.itests;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/**
 * What the local workspace does wrong on request.
 *
 * @param port where it listens
 */
record WorkspaceFaults(int port) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    /** A fault that is in force, until it is ended. */
    final class Rule implements AutoCloseable {

        private final String id;

        private Rule(String id) {
            this.id = id;
        }

        /** How many requests it has met. */
        int hits() {
            for (JsonNode rule : send("GET", "faults", null).path("faults")) {
                if (rule.path("id").asText().equals(id)) {
                    return rule.path("hits").asInt();
                }
            }
            throw new IllegalStateException("no rule " + id);
        }

        @Override
        public void close() {
            send("DELETE", "faults/" + id, null);
        }
    }

    /**
     * Adds a fault.
     *
     * @param fault {@code kind} and what belongs to it
     * @param place method and path
     * @param statement what the SQL contains that is concerned; empty for any
     */
    Rule add(ObjectNode fault, String place, String statement) {
        ObjectNode rule = fault.deepCopy();
        int blank = place.indexOf(' ');
        rule.put("method", place.substring(0, blank)).put("path", place.substring(blank + 1));
        if (!statement.isEmpty()) {
            rule.put("statement", statement);
        }
        return new Rule(send("POST", "faults", rule).path("id").asText());
    }

    /** Changes how results are delivered. */
    void deliver(ObjectNode options) {
        send("PUT", "delivery", options);
    }

    private JsonNode send(String method, String path, ObjectNode body) {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + port + "/api/2.0/appkit-local/" + path))
                .header("Content-Type", "application/json")
                .method(
                        method,
                        body == null
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(body.toString()))
                .build();
        try {
            HttpResponse<byte[]> answer = CLIENT.send(request, HttpResponse.BodyHandlers.ofByteArray());
            if (answer.statusCode() != 200) {
                throw new AssertionError(method + " " + path + ": " + answer.statusCode());
            }
            return JSON.readTree(answer.body());
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}

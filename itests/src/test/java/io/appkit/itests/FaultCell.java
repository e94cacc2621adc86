package io.appkit.itests;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * One request to the server while something is wrong upstream, and the same request once nothing is.
 *
 * @param step where it is wrong
 * @param fault what is wrong
 * @param times how often; 0 for always
 */
record FaultCell(FaultStep step, FaultKind fault, int times) {

    /** Longer than the longest deadline of a request. */
    static final Duration PATIENCE = Duration.ofSeconds(40);

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpHeaders NO_HEADERS = HttpHeaders.of(Map.of(), (name, value) -> true);
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    /** What came back; a status of 0 if the connection ended before the answer did. */
    record Answer(int status, HttpHeaders headers, byte[] body) {

        String header(String name) {
            return headers.firstValue(name).orElse("");
        }

        String text() {
            return new String(body, StandardCharsets.UTF_8);
        }

        /** The messages of an event stream. */
        List<JsonNode> messages() {
            return text().lines()
                    .filter(line -> line.startsWith("data:"))
                    .map(line -> parse(line.substring("data:".length())))
                    .toList();
        }

        JsonNode json() {
            return parse(text());
        }

        /** Whether it is a whole Arrow stream. */
        boolean wholeArrow() {
            int end = body.length - 8;
            return status == 200
                    && end > 0
                    && new String(body, end, 8, StandardCharsets.ISO_8859_1)
                            .equals("\u00ff\u00ff\u00ff\u00ff\u0000\u0000\u0000\u0000");
        }

        private static JsonNode parse(String json) {
            try {
                return JSON.readTree(json);
            } catch (IOException e) {
                throw new AssertionError("no JSON: " + json, e);
            }
        }
    }

    /**
     * The answers to the request.
     *
     * @param during while the fault was there
     * @param hits how many calls the fault met
     * @param after once it had gone
     * @param cancels meets calls that cancel a statement of this cell
     */
    record Run(FaultCell cell, Answer during, int hits, Answer after, WorkspaceFaults.Rule cancels) {}

    /** Name of the query, and what its SQL contains. */
    String key() {
        return (step + "_" + fault + "_" + times).toLowerCase(Locale.ROOT);
    }

    String sql() {
        return "SELECT id, 'one' AS \"a name\" FROM range(5) /*" + key() + "*/";
    }

    /** Runs without a thread of its own. */
    CompletableFuture<Run> run(Server server, WorkspaceFaults workspace) {
        return prepared(server).thenCompose(request -> {
            WorkspaceFaults.Rule rule =
                    workspace.add(times == 0 ? fault.json() : once(), step.place(), step.repeats() ? key() : "");
            WorkspaceFaults.Rule cancels = workspace.add(probe(), "POST /api/2.0/sql/statements/*/cancel", key());
            return send(request).thenCompose(during -> {
                int hits = rule.hits();
                rule.close();
                CompletableFuture<Answer> again =
                        step.repeats() ? send(request) : CompletableFuture.completedFuture(during);
                return again.thenApply(after -> new Run(this, during, hits, after, cancels));
            });
        });
    }

    private ObjectNode once() {
        return fault.json().put("times", times);
    }

    /** Does nothing but count. */
    private static ObjectNode probe() {
        return JSON.createObjectNode().put("kind", "delay").put("delay_ms", 1);
    }

    private CompletableFuture<Supplier<HttpRequest>> prepared(Server server) {
        Supplier<HttpRequest> query = () -> step.request(server, key());
        if (!step.fetches()) {
            return CompletableFuture.completedFuture(query);
        }
        return send(query).thenApply(answer -> {
            String id = answer.messages()
                    .get(answer.messages().size() - 1)
                    .path("statement_id")
                    .asText();
            return () -> FaultStep.builder(server, "/api/analytics/arrow-result/" + id)
                    .GET()
                    .build();
        });
    }

    static CompletableFuture<Answer> send(Supplier<HttpRequest> request) {
        return CLIENT.sendAsync(request.get(), HttpResponse.BodyHandlers.ofByteArray())
                .handle((answer, error) -> error != null
                        ? new Answer(0, NO_HEADERS, new byte[0])
                        : new Answer(answer.statusCode(), answer.headers(), answer.body()));
    }

    @Override
    public String toString() {
        return step + " " + fault + (times == 0 ? "" : " " + times + "x");
    }
}

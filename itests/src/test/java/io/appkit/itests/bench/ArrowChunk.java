package io.appkit.itests.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.util.Map;

/**
 * What a warehouse has behind a link.
 *
 * @param manifest of the result it is from
 * @param bytes an Arrow stream; read through slices
 */
public record ArrowChunk(ObjectNode manifest, ByteBuffer bytes) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Where Arrow is not asked for. */
    public static final ArrowChunk NONE = new ArrowChunk(JSON.createObjectNode(), ByteBuffer.allocateDirect(0));

    /**
     * The first chunk of a statement's result in a workspace.
     *
     * @param environment what an app needs to use that
     */
    public static ArrowChunk of(Map<String, String> environment, String statement)
            throws IOException, InterruptedException {
        String host = environment.get("DATABRICKS_HOST");
        HttpClient http = HttpClient.newHttpClient();
        ObjectNode request = JSON.createObjectNode()
                .put("statement", statement)
                .put("warehouse_id", environment.get("DATABRICKS_WAREHOUSE_ID"))
                .put("wait_timeout", "50s")
                .put("disposition", "EXTERNAL_LINKS")
                .put("format", "ARROW_STREAM");
        JsonNode answer = JSON.readTree(http.send(
                        HttpRequest.newBuilder(URI.create(host + "/api/2.0/sql/statements"))
                                .header("Authorization", "Bearer " + AccessToken.of(environment))
                                .header("Content-Type", "application/json")
                                .POST(BodyPublishers.ofString(request.toString()))
                                .build(),
                        BodyHandlers.ofString())
                .body());
        String link = answer.at("/result/external_links/0/external_link").asText();
        if (link.isEmpty()) {
            throw new IOException("no link to a chunk: " + answer);
        }
        byte[] bytes = http.send(HttpRequest.newBuilder(URI.create(link)).build(), BodyHandlers.ofByteArray())
                .body();
        ByteBuffer direct = ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
        return new ArrowChunk((ObjectNode) answer.path("manifest"), direct);
    }
}

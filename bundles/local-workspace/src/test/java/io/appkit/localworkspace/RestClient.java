package io.appkit.localworkspace;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** Plain HTTP to a local workspace. */
final class RestClient {

    static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = HttpClient.newHttpClient();
    private final String url;
    private final String warehouse;
    private String token = "";

    RestClient(LocalWorkspace workspace) throws Exception {
        url = workspace.url();
        warehouse = workspace.environment().get("DATABRICKS_WAREHOUSE_ID");
        token = token(workspace, workspace.environment().get("DATABRICKS_CLIENT_SECRET"))
                .body()
                .get("access_token")
                .asText();
    }

    record Reply(int status, JsonNode body, HttpResponse<String> response) {

        String state() {
            return body.at("/status/state").asText();
        }

        String error() {
            return body.at("/status/error/message").asText();
        }

        String cell(int row, int column) {
            JsonNode cell = body.at("/result/data_array/" + row + "/" + column);
            return cell.isNull() ? null : cell.asText();
        }
    }

    Reply token(LocalWorkspace workspace, String secret) throws Exception {
        String form = "grant_type=client_credentials&scope=all-apis&client_id="
                + workspace.environment().get("DATABRICKS_CLIENT_ID") + "&client_secret=" + secret;
        return send(HttpRequest.newBuilder(URI.create(url + "/oidc/v1/token"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form))
                .build());
    }

    void useToken(String other) {
        token = other;
    }

    Reply get(String path) throws Exception {
        return send(request(path).GET().build());
    }

    Reply post(String path, String body) throws Exception {
        return send(
                request(path).POST(HttpRequest.BodyPublishers.ofString(body)).build());
    }

    /** The status line that a body of so many bytes gets before it is sent. */
    String announce(String path, long bytes) throws Exception {
        try (Socket socket = new Socket("127.0.0.1", URI.create(url).getPort())) {
            socket.setSoTimeout(10_000);
            String head = "POST " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: " + bytes + "\r\n\r\n";
            socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))
                    .readLine();
        }
    }

    /** Without a token, as a link is used and as a test asks for faults. */
    HttpResponse<byte[]> raw(String method, String uri, String body, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(uri.startsWith("/") ? url + uri : uri))
                .timeout(Duration.ofSeconds(60))
                .method(method, HttpRequest.BodyPublishers.ofString(body));
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    Reply json(String method, String path, String body) throws Exception {
        HttpResponse<byte[]> response = raw(method, path, body, "Content-Type", "application/json");
        return new Reply(response.statusCode(), JSON.readTree(response.body()), null);
    }

    Reply send(String method, String path) throws Exception {
        return send(request(path)
                .method(method, HttpRequest.BodyPublishers.noBody())
                .build());
    }

    /** A statement as the API takes it; {@code fields} are name and value in turn. */
    ObjectNode statement(String sql, Object... fields) {
        ObjectNode body = JSON.createObjectNode().put("statement", sql).put("warehouse_id", warehouse);
        for (int i = 0; i < fields.length; i += 2) {
            body.set((String) fields[i], JSON.valueToTree(fields[i + 1]));
        }
        return body;
    }

    Reply execute(String sql, Object... fields) throws Exception {
        return post(
                "/api/2.0/sql/statements/",
                statement(sql, fields).put("wait_timeout", "50s").toString());
    }

    Reply submit(String sql, Object... fields) throws Exception {
        return post("/api/2.0/sql/statements", statement(sql, fields).toString());
    }

    CompletableFuture<Reply> submitAsync(String sql, Object... fields) {
        return http.sendAsync(
                        request("/api/2.0/sql/statements")
                                .POST(HttpRequest.BodyPublishers.ofString(
                                        statement(sql, fields).toString()))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .thenApply(RestClient::reply);
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(url + path)).timeout(Duration.ofSeconds(60));
        return token.isEmpty() ? request : request.header("Authorization", "Bearer " + token);
    }

    private Reply send(HttpRequest request) throws Exception {
        return reply(http.send(request, HttpResponse.BodyHandlers.ofString()));
    }

    private static Reply reply(HttpResponse<String> response) {
        try {
            return new Reply(response.statusCode(), JSON.readTree(response.body()), response);
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new AssertionError("not JSON: " + response.body(), e);
        }
    }
}

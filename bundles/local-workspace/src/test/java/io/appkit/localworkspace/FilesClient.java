package io.appkit.localworkspace;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Plain HTTP to the Files API of a local workspace. */
final class FilesClient {

    static final String VOLUME = "/Volumes/main/default/files";

    private final HttpClient http = HttpClient.newHttpClient();
    private final String url;
    private final String token;

    FilesClient(LocalWorkspace workspace, String token) {
        this.url = workspace.url();
        this.token = token;
    }

    static FilesClient app(LocalWorkspace workspace) throws Exception {
        return new FilesClient(
                workspace,
                new RestClient(workspace)
                        .token(workspace, workspace.environment().get("DATABRICKS_CLIENT_SECRET"))
                        .body()
                        .get("access_token")
                        .asText());
    }

    static FilesClient of(LocalWorkspace workspace, String user) throws Exception {
        return new FilesClient(
                workspace, new App(workspace).signIn(user).getAccessToken().getValue());
    }

    String token() {
        return token;
    }

    /** The path of the endpoint, with each name of {@code path} percent-encoded. */
    static String file(String path) {
        return "/api/2.0/fs/files" + encoded(path);
    }

    static String directory(String path) {
        return "/api/2.0/fs/directories" + encoded(path);
    }

    private static String encoded(String path) {
        return Arrays.stream(path.split("/", -1))
                .map(name -> URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20"))
                .collect(Collectors.joining("/"));
    }

    HttpResponse<byte[]> send(String method, String uri, HttpRequest.BodyPublisher body, String... headers)
            throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url + uri))
                .timeout(Duration.ofSeconds(60))
                .header("Authorization", "Bearer " + token)
                .method(method, body);
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    HttpResponse<byte[]> send(String method, String uri, String... headers) throws Exception {
        return send(method, uri, HttpRequest.BodyPublishers.noBody(), headers);
    }

    int status(String method, String uri) throws Exception {
        return send(method, uri).statusCode();
    }

    int put(String path, String content) throws Exception {
        return send("PUT", file(path), HttpRequest.BodyPublishers.ofString(content))
                .statusCode();
    }

    /** The text of a file; null if there is none. */
    String get(String path) throws Exception {
        HttpResponse<byte[]> response = send("GET", file(path));
        return response.statusCode() == 200 ? new String(response.body(), StandardCharsets.UTF_8) : null;
    }

    JsonNode json(String method, String uri) throws Exception {
        return RestClient.JSON.readTree(send(method, uri).body());
    }

    /** A connection on which so much of a request was sent. */
    Socket socket(String head, byte[] body) throws IOException {
        Socket socket = new Socket("127.0.0.1", URI.create(url).getPort());
        socket.setSoTimeout(20_000);
        String text = head + "\r\nHost: localhost\r\nAuthorization: Bearer " + token + "\r\n\r\n";
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().write(body);
        socket.getOutputStream().flush();
        return socket;
    }
}

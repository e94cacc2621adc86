package io.appkit.itests;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;

/**
 * Somebody's way to a volume.
 *
 * @param server where it is asked for
 * @param key of the volume
 * @param identity headers that tell who asks
 */
record VolumeClient(Server server, String key, Map<String, String> identity) {

    private static final HttpClient CLIENT =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

    /** The same for another volume. */
    VolumeClient volume(String other) {
        return new VolumeClient(server, other, identity);
    }

    HttpResponse<String> get(String action, String path, String... headers) throws IOException, InterruptedException {
        return send(request(action, path).GET(), headers);
    }

    HttpResponse<byte[]> bytes(String action, String path) throws IOException, InterruptedException {
        return CLIENT.send(request(action, path).GET().build(), BodyHandlers.ofByteArray());
    }

    HttpResponse<String> upload(String path, String content) throws IOException, InterruptedException {
        return upload(path, BodyPublishers.ofString(content));
    }

    HttpResponse<String> upload(String path, BodyPublisher content, String... headers)
            throws IOException, InterruptedException {
        return send(request("upload", path).POST(content), headers);
    }

    HttpResponse<String> createDirectory(String path) throws IOException, InterruptedException {
        return send(
                request(URI.create(server.address("/api/files/" + key + "/mkdir")))
                        .POST(BodyPublishers.ofString("{\"path\":\"" + path + "\"}")),
                "Content-Type",
                "application/json");
    }

    HttpResponse<String> delete(String path) throws IOException, InterruptedException {
        return send(request("", path).DELETE());
    }

    /** A request for a path. */
    HttpRequest.Builder request(String action, String path) {
        return request(URI.create(server.address(target(action, path))));
    }

    /** Path and query of a request. */
    String target(String action, String path) {
        return "/api/files/" + key + (action.isEmpty() ? "" : "/" + action) + "?path="
                + URLEncoder.encode(path, StandardCharsets.UTF_8);
    }

    private HttpRequest.Builder request(URI uri) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(120));
        identity.forEach(request::header);
        return request;
    }

    private static HttpResponse<String> send(HttpRequest.Builder request, String... headers)
            throws IOException, InterruptedException {
        if (headers.length > 0) {
            request.headers(headers);
        }
        return CLIENT.send(request.build(), BodyHandlers.ofString());
    }
}

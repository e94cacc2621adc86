package io.appkit.itests.bench;

import java.nio.charset.StandardCharsets;

/**
 * What is asked for.
 *
 * @param name for people
 * @param request the whole request, as it goes over the wire
 */
public record Endpoint(String name, byte[] request) {

    public static Endpoint get(String name, String path) {
        return new Endpoint(name, bytes("GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"));
    }

    public static Endpoint post(String name, String path, String json) {
        return new Endpoint(
                name,
                bytes("POST " + path
                        + " HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: "
                        + json.getBytes(StandardCharsets.UTF_8).length + "\r\n\r\n" + json));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}

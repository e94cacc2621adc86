package io.appkit.itests.bench;

import java.nio.charset.StandardCharsets;
import java.util.function.LongFunction;

/**
 * What is asked for.
 *
 * @param name for people
 * @param request the whole request with a running number, as it goes over the wire
 * @param leastBytes a body with fewer bytes is a failure that came with status 200
 */
public record Endpoint(String name, LongFunction<byte[]> request, long leastBytes) {

    /** As a proxy that signs people in would send it. */
    private static final String HEAD = " HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Forwarded-User: 7\r\n";

    /** The same GET each time. */
    public static Endpoint get(String name, String path) {
        return bodiless(name, "GET", path);
    }

    /** A request whose body is sent apart. */
    public static Endpoint bodiless(String name, String method, String path) {
        byte[] request = bytes(method + " " + path + HEAD + "\r\n");
        return new Endpoint(name, number -> request, 0);
    }

    /** The same POST each time. */
    public static Endpoint post(String name, String path, String json) {
        byte[] request = postOf(path, json);
        return new Endpoint(name, number -> request, 0);
    }

    /** Another POST each time. */
    public static Endpoint posts(String name, String path, LongFunction<String> json) {
        return new Endpoint(name, number -> postOf(path, json.apply(number)), 0);
    }

    /** The same each time, with one header more. */
    public Endpoint with(String header, String value) {
        byte[] same = bytes(new String(request.apply(0), StandardCharsets.UTF_8)
                .replace(HEAD, HEAD + header + ": " + value + "\r\n"));
        return new Endpoint(name, number -> same, leastBytes);
    }

    /** With a lower bound that tells answers like this one from failures. */
    public Endpoint answeredLike(Connection.Answer answer) {
        return new Endpoint(name, request, answer.body().length * 8L / 10);
    }

    private static byte[] postOf(String path, String json) {
        return bytes("POST " + path
                + HEAD + "Content-Type: application/json\r\nContent-Length: "
                + bytes(json).length + "\r\n\r\n" + json);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}

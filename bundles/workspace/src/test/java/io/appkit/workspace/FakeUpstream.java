package io.appkit.workspace;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A workspace that answers as it is told, path by path, and remembers what it was asked. */
final class FakeUpstream implements AutoCloseable {

    record Seen(String method, String path, String authorization, String body) {}

    @FunctionalInterface
    interface Answer {
        void to(HttpExchange exchange, Seen seen) throws Exception;
    }

    final List<Seen> seen = new CopyOnWriteArrayList<>();
    private final Map<String, Queue<Answer>> script = new ConcurrentHashMap<>();
    private final Map<String, Answer> always = new ConcurrentHashMap<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;

    FakeUpstream() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    String host() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Answers the next call of a path; then the one after it, and so on. */
    FakeUpstream next(String path, Answer answer) {
        script.computeIfAbsent(path, p -> new ConcurrentLinkedQueue<>()).add(answer);
        return this;
    }

    FakeUpstream always(String path, Answer answer) {
        always.put(path, answer);
        return this;
    }

    static Answer json(int status, String body, String... headers) {
        return (exchange, seen) -> {
            Headers sent = exchange.getResponseHeaders();
            for (int i = 0; i < headers.length; i += 2) {
                sent.add(headers[i], headers[i + 1]);
            }
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        };
    }

    long count(String path) {
        return seen.stream().filter(request -> request.path().equals(path)).count();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            Seen request = new Seen(
                    exchange.getRequestMethod(),
                    path,
                    String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")),
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            seen.add(request);
            Queue<Answer> planned = script.getOrDefault(path, new ConcurrentLinkedQueue<>());
            Answer answer = planned.poll();
            if (answer == null) {
                answer = always.getOrDefault(path, json(404, "{\"error_code\":\"NOT_FOUND\",\"message\":\"no\"}"));
            }
            answer.to(exchange, request);
        } catch (Exception e) {
            throw new IOException(e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}

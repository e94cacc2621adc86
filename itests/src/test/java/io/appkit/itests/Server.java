package io.appkit.itests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** A running server and what it printed. */
final class Server implements AutoCloseable {

    static final Duration START_LIMIT = Duration.ofSeconds(60);
    static final Duration STOP_LIMIT = Duration.ofSeconds(12);

    private static final HttpClient CLIENT =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

    private final Process process;
    private final int port;
    private final Path stdout;
    private final Path stderr;
    private volatile Map<String, String> identity = Map.of();

    private Server(Process process, int port, Path stdout, Path stderr) {
        this.process = process;
        this.port = port;
        this.stdout = stdout;
        this.stderr = stderr;
    }

    static Server start(ProcessBuilder builder, int port) {
        try {
            Path stdout = Files.createTempFile(Path.of(System.getProperty("appkit.work")), "server", ".out");
            Path stderr = Files.createTempFile(Path.of(System.getProperty("appkit.work")), "server", ".err");
            builder.redirectOutput(stdout.toFile()).redirectError(stderr.toFile());
            return new Server(builder.start(), port, stdout, stderr);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int port() {
        return port;
    }

    long pid() {
        return process.pid();
    }

    /** Waits for {@code /health}. */
    Server awaitHealthy() {
        await("200 of /health", () -> status("/health") == 200);
        return this;
    }

    /** Waits until all plugins run. */
    Server awaitReady() {
        await("readiness", () -> String.join("\n", output()).contains("AppKit is ready at"));
        return this;
    }

    /** Signs in at the local workspace: requests carry the session from now on. */
    Server signIn() {
        try {
            return calledBy(Map.of(
                    "Cookie",
                    Visitor.signIn(URI.create(address("/")), Visitor.INES).cookie()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Requests carry these headers from now on. */
    Server calledBy(Map<String, String> headers) {
        identity = headers;
        return this;
    }

    /** What tells the server who is calling. */
    Map<String, String> identity() {
        return identity;
    }

    String address(String path) {
        return "http://127.0.0.1:" + port + path;
    }

    /** Waits for a condition for as long as a start may take and the process lives. */
    void await(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + START_LIMIT.toNanos();
        while (!condition.getAsBoolean()) {
            if (!process.isAlive() || System.nanoTime() > deadline) {
                throw new AssertionError(
                        "no " + what + "\n" + String.join("\n", output()) + "\n" + String.join("\n", errors()));
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
        }
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(request(path).GET());
    }

    HttpResponse<String> post(String path, String json) throws IOException, InterruptedException {
        return send(request(path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json)));
    }

    HttpRequest.Builder request(String path) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(address(path))).timeout(Duration.ofSeconds(20));
        identity.forEach(request::header);
        return request;
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private int status(String path) {
        try {
            return get(path).statusCode();
        } catch (IOException e) {
            return -1;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Types a line into the console. */
    void type(String line) throws IOException {
        process.getOutputStream().write((line + "\n").getBytes(java.nio.charset.StandardCharsets.UTF_8));
        process.getOutputStream().flush();
    }

    /** Sends SIGTERM and waits for the exit code. */
    int terminate() {
        process.destroy();
        return exitCode(STOP_LIMIT);
    }

    /** Waits for the exit code. */
    int exitCode(Duration limit) {
        try {
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new AssertionError("still running after " + limit + "\n" + String.join("\n", output()));
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    List<String> output() {
        return lines(stdout);
    }

    List<String> errors() {
        return lines(stderr);
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        exitCode(STOP_LIMIT);
    }
}

package io.appkit.auth.oidc;

import com.nimbusds.jose.util.Resource;
import com.nimbusds.jose.util.ResourceRetriever;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.http.HTTPRequestSender;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import com.nimbusds.oauth2.sdk.http.ReadOnlyHTTPRequest;
import com.nimbusds.oauth2.sdk.http.ReadOnlyHTTPResponse;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Exchanges with the provider: each with a deadline for all of it, and answers of bounded size. Follows no redirect. */
final class ProviderHttp implements HTTPRequestSender, ResourceRetriever, AutoCloseable {

    /** For one exchange, from the connection to the last byte. */
    static final Duration DEADLINE = Duration.ofSeconds(5);

    private static final int MOST_BYTES = 1 << 20;
    private static final int THREADS = 4;

    private final Duration deadline;
    private final ThreadPoolExecutor threads;
    private final HttpClient client;
    private final Map<Object, CompletableFuture<?>> open = new ConcurrentHashMap<>();

    ProviderHttp(Duration deadline) {
        this.deadline = deadline;
        threads = new ThreadPoolExecutor(THREADS, THREADS, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
            Thread thread = new Thread(task, "appkit-sign-in");
            thread.setDaemon(true);
            return thread;
        });
        threads.allowCoreThreadTimeOut(true);
        client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(deadline)
                .executor(threads)
                .build();
    }

    /** A JSON document. */
    String document(URI uri) throws IOException {
        HttpResponse<byte[]> answer = exchange(
                HttpRequest.newBuilder(uri).header("Accept", "application/json").build());
        if (answer.statusCode() != 200) {
            throw new IOException(uri + " answered with status " + answer.statusCode());
        }
        return new String(answer.body(), StandardCharsets.UTF_8);
    }

    @Override
    public Resource retrieveResource(URL url) throws IOException {
        try {
            return new Resource(document(url.toURI()), "application/json");
        } catch (URISyntaxException e) {
            throw new IOException("not a URL", e);
        }
    }

    @Override
    public ReadOnlyHTTPResponse send(ReadOnlyHTTPRequest request) throws IOException {
        String body = Objects.requireNonNullElse(request.getBody(), "");
        HttpRequest.Builder builder = HttpRequest.newBuilder(request.getURI());
        request.getHeaderMap().forEach((name, values) -> values.forEach(value -> builder.header(name, value)));
        builder.method(
                request.getMethod().name(),
                request.getMethod() == HTTPRequest.Method.GET
                        ? HttpRequest.BodyPublishers.noBody()
                        : HttpRequest.BodyPublishers.ofString(body));
        HttpResponse<byte[]> answer = exchange(builder.build());
        HTTPResponse response = new HTTPResponse(answer.statusCode());
        answer.headers()
                .firstValue("Content-Type")
                .ifPresent(type -> response.setHeader("Content-Type", new String[] {type}));
        response.setBody(new String(answer.body(), StandardCharsets.UTF_8));
        return response;
    }

    private HttpResponse<byte[]> exchange(HttpRequest request) throws IOException {
        String place = request.uri().getScheme() + "://" + request.uri().getRawAuthority();
        CompletableFuture<HttpResponse<byte[]>> answer;
        try {
            answer = client.sendAsync(request, information -> new BoundedBody(MOST_BYTES));
        } catch (RejectedExecutionException e) {
            throw new IOException(place + " is not asked any more", e);
        }
        Object ticket = new Object();
        open.put(ticket, answer);
        try {
            if (threads.isShutdown()) {
                answer.cancel(true);
            }
            return answer.get(deadline.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new IOException(place + " did not answer within " + deadline.toSeconds() + " s", e);
        } catch (CancellationException e) {
            throw new IOException(place + " is not asked any more", e);
        } catch (ExecutionException e) {
            throw new IOException(place + " cannot be reached: " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw (IOException) new InterruptedIOException("interrupted").initCause(e);
        } finally {
            open.remove(ticket);
            answer.cancel(true);
        }
    }

    /** Nobody waits any longer. The client ends with its last reference; Java 17 has no other way. */
    @Override
    public void close() {
        threads.shutdownNow();
        open.values().forEach(answer -> answer.cancel(true));
    }
}

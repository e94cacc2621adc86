package io.appkit.server;

import io.appkit.api.Caller;
import io.appkit.api.platform.EventStreams;
import io.appkit.api.platform.Gate;
import io.appkit.api.platform.GateDecision;
import io.appkit.server.gate.GateFilter;
import io.appkit.server.http.EmptySegments;
import io.appkit.server.http.JsonErrors;
import io.appkit.server.http.Traffic;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServlet;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.jspecify.annotations.Nullable;

/** Gate and front servlet on a real Jetty, set up as the HTTP bundle does it. */
final class TestServer implements AutoCloseable {

    static final int HANDLERS = 4;
    private static final int THREADS = 200;

    final InMemoryPlatform platform;
    volatile Gate gate =
            request -> new GateDecision.Admit(new Caller("anna", Optional.empty(), Optional.empty(), Optional.empty()));
    private final ExecutorService handlers = Executors.newFixedThreadPool(HANDLERS);
    private final HttpClient client = HttpClient.newHttpClient();
    private final Server server;
    final Traffic traffic = new Traffic();
    private final ServerConnector connector;
    private final ServletContextHandler context = new ServletContextHandler();

    TestServer(Path app, Map<String, String> environment) throws Exception {
        this(app, environment, null, THREADS);
    }

    /** With event streams other than the plain ones of the platform in memory. */
    TestServer(Path app, Map<String, String> environment, EventStreams streams) throws Exception {
        this(app, environment, streams, THREADS);
    }

    TestServer(Path app, Map<String, String> environment, @Nullable EventStreams others, int threads) throws Exception {
        server = new Server(new QueuedThreadPool(threads));
        platform = new InMemoryPlatform(environment, handlers);
        EventStreams streams = others == null ? platform : others;
        HttpConfiguration http = new HttpConfiguration();
        http.setRequestHeaderSize(16 * 1024);
        http.setResponseHeaderSize(16 * 1024);
        http.setSendServerVersion(false);
        http.addCustomizer(traffic);
        connector = new ServerConnector(server, new HttpConnectionFactory(http));
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        FrontServlet front = new FrontServlet(platform, streams, platform, () -> Optional.of(app), platform, Map::of);
        FilterHolder filter = new FilterHolder(GateFilter.between(() -> gate, () -> front));
        filter.setAsyncSupported(true);
        context.addFilter(filter, "/*", EnumSet.of(DispatcherType.REQUEST));
        ServletHolder servlet = new ServletHolder(front);
        servlet.setAsyncSupported(true);
        context.addServlet(servlet, "/*");
        server.setHandler(context);
        JsonErrors.of(server);
        EmptySegments.allow(server);
        traffic.open();
        server.start();
    }

    /** A servlet that is not ours. */
    void add(String pattern, HttpServlet servlet) {
        context.addServlet(new ServletHolder(servlet), pattern);
    }

    /** From now on requests come in without passing {@link #traffic}. */
    void withdrawDoor() {
        connector
                .getConnectionFactory(HttpConnectionFactory.class)
                .getHttpConfiguration()
                .getCustomizers()
                .clear();
    }

    int port() {
        return connector.getLocalPort();
    }

    /** How many connections Jetty, or a watch of ours, waits to read from. */
    long awaitingInput() {
        return connector.getConnectedEndPoints().stream()
                .filter(EndPoint::isFillInterested)
                .count();
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path))
                .timeout(Duration.ofSeconds(20));
    }

    HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    HttpResponse<InputStream> stream(HttpRequest.Builder request) throws Exception {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
    }

    /** Sends bytes as they are and gives the whole answer; the connection is closed after it. */
    String raw(String requestLine, String... headers) throws IOException {
        try (Socket socket = open(requestLine, headers)) {
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }

    Socket open(String requestLine, String... headers) throws IOException {
        List<String> all = new ArrayList<>(List.of(headers));
        all.add("Connection: close");
        return openKept(requestLine, all);
    }

    /** A connection that is to be used again. */
    Socket openKept(String requestLine, List<String> headers) throws IOException {
        Socket socket = new Socket("127.0.0.1", port());
        socket.setSoTimeout(20_000);
        StringBuilder head = new StringBuilder(requestLine + " HTTP/1.1\r\nHost: localhost\r\n");
        for (String header : headers) {
            head.append(header).append("\r\n");
        }
        socket.getOutputStream().write(head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
        return socket;
    }

    @Override
    public void close() throws Exception {
        server.stop();
        handlers.shutdownNow();
    }
}

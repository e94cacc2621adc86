package io.appkit.localworkspace.http;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.io.ArrayByteBufferPool;
import org.eclipse.jetty.io.ByteBufferPool;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** HTTP on 127.0.0.1 and nowhere else. */
public final class ApiServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ApiServer.class);

    private static final int MAX_THREADS = 16;
    /** Longer than the longest wait of a request (a statement's 50 s). */
    private static final long IDLE_TIMEOUT_MS = 120_000;

    /** Room for a file's path of 4096 characters, each percent-encoded. */
    private static final int HEADER_BYTES = 64 * 1024;

    /** Uploads come in pieces of this size; half of their time goes into writes to the disk, which like to be large. */
    private static final int INPUT_BYTES = 256 * 1024;

    private static final int BUFFER_STEP = 4 * 1024;
    private static final int BUFFERS_PER_STEP = 64;
    private static final long MOST_HEAP_BYTES = 4L * 1024 * 1024;
    private static final long MOST_DIRECT_BYTES = 16L * 1024 * 1024;

    private static final long STOP_TIMEOUT_MS = 3_000;

    private final Server server;
    private final ServerConnector connector;
    private final QueuedThreadPool threads;

    /** Opens the port; requests are answered once {@link #serve} is called. */
    public ApiServer(int port) throws IOException {
        threads = new QueuedThreadPool(MAX_THREADS, 2);
        threads.setName("local-workspace-http");
        threads.setDaemon(true);
        server = new Server(threads, null, buffers());
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        http.setRequestHeaderSize(HEADER_BYTES);
        // Names of files hold whatever they hold; the handlers look at the path as sent.
        http.setUriCompliance(UriCompliance.UNSAFE);
        HttpConnectionFactory connections = new HttpConnectionFactory(http);
        connections.setInputBufferSize(INPUT_BYTES);
        connector = new ServerConnector(server, 1, 1, connections);
        connector.setHost("127.0.0.1");
        connector.setPort(port);
        connector.setIdleTimeout(IDLE_TIMEOUT_MS);
        server.addConnector(connector);
        server.setStopTimeout(STOP_TIMEOUT_MS);
        server.setErrorHandler(ApiServer::bareError);
        connector.open();
    }

    /** By default, Jetty keeps no buffers of this size, and makes new ones all the time. */
    private static ByteBufferPool buffers() {
        return new ArrayByteBufferPool(
                0, BUFFER_STEP, INPUT_BYTES, BUFFERS_PER_STEP, MOST_HEAP_BYTES, MOST_DIRECT_BYTES);
    }

    /**
     * Starts answering.
     *
     * @param front puts something in front of the API
     */
    public void serve(Routes routes, Map<String, String> commonHeaders, UnaryOperator<Handler> front) {
        server.setHandler(new CommonHeaders(commonHeaders, front.apply(new ApiHandler(routes, threads))));
        try {
            server.start();
        } catch (Exception e) {
            throw new IllegalStateException("The local workspace's HTTP server did not start", e);
        }
    }

    /** {@code http://127.0.0.1:<port>}. */
    public String url() {
        return "http://127.0.0.1:" + port();
    }

    /** The port that is open. */
    public int port() {
        return connector.getLocalPort();
    }

    /** What Jetty itself refuses, such as a malformed request line. */
    private static boolean bareError(Request request, Response response, Callback callback) {
        byte[] body = "{\"error_code\":\"BAD_REQUEST\",\"message\":\"The request cannot be answered\"}"
                .getBytes(StandardCharsets.UTF_8);
        response.getHeaders().put("Content-Type", "application/json");
        response.write(true, ByteBuffer.wrap(body), callback);
        return true;
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) {
            LOG.warn("The local workspace's HTTP server did not stop cleanly", e);
        }
        connector.close();
        server.destroy();
    }
}

package io.appkit.workspace;

import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import org.eclipse.jetty.client.ContinueProtocolHandler;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.ProtocolHandlers;
import org.eclipse.jetty.client.transport.HttpClientTransportOverHTTP;
import org.eclipse.jetty.http.HttpCookieStore;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.ClientConnector;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.util.thread.ScheduledExecutorScheduler;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connections that uploads go over, with threads of their own from the first upload on. They are Jetty's: the client of
 * the JDK reads no answer before it has sent the whole body, and loses the one of a server that refuses a body early.
 */
final class UploadConnections implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(UploadConnections.class);
    private static final int THREADS = 8;
    private static final int MOST_CONNECTIONS = 1024;
    private static final long CONNECT_MILLIS = 10_000;

    private @Nullable HttpClient http;
    private boolean closed;

    /** The started client. */
    synchronized HttpClient http() {
        HttpClient present = http;
        if (closed) {
            throw WorkspaceCall.closed();
        } else if (present == null) {
            present = started();
            http = present;
        }
        return present;
    }

    private static HttpClient started() {
        QueuedThreadPool threads = new QueuedThreadPool(THREADS, 1);
        threads.setName("appkit-workspace-upload");
        threads.setDaemon(true);
        ClientConnector connector = new EarlyAnswerConnector();
        connector.setSelectors(1);
        HttpClient client = new HttpClient(new HttpClientTransportOverHTTP(connector));
        client.setExecutor(threads);
        client.setScheduler(new ScheduledExecutorScheduler("appkit-workspace-upload-timer", true));
        client.setConnectTimeout(CONNECT_MILLIS);
        client.setMaxConnectionsPerDestination(MOST_CONNECTIONS);
        client.setFollowRedirects(false);
        client.setHttpCookieStore(new HttpCookieStore.Empty());
        client.setUserAgentField(new HttpField(HttpHeader.USER_AGENT, "appkit-jvm"));
        try {
            client.start();
        } catch (Exception e) {
            throw new IllegalStateException("the client for uploads does not start", e);
        }
        client.getContentDecoderFactories().clear();
        // Without the ones for 401 and 407, which would keep such an answer for themselves.
        ProtocolHandlers handlers = client.getProtocolHandlers();
        handlers.clear();
        handlers.put(new ContinueProtocolHandler());
        return client;
    }

    @Override
    public void close() {
        HttpClient present;
        synchronized (this) {
            closed = true;
            present = http;
        }
        if (present != null) {
            try {
                present.stop();
            } catch (Exception e) {
                LOG.warn("The client for uploads does not stop", e);
            }
        }
    }

    private static final class EarlyAnswerConnector extends ClientConnector {

        @Override
        protected EndPoint newEndPoint(SelectableChannel channel, ManagedSelector selector, SelectionKey key) {
            return new EarlyAnswerEndPoint((SocketChannel) channel, selector, key, getScheduler());
        }
    }
}

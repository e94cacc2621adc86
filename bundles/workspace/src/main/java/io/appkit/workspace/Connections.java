package io.appkit.workspace;

import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.concurrent.Executor;
import javax.net.ssl.SSLContext;
import org.eclipse.jetty.client.ContinueProtocolHandler;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.ProtocolHandlers;
import org.eclipse.jetty.client.transport.HttpClientTransportOverHTTP;
import org.eclipse.jetty.http.HttpCookieStore;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.ArrayByteBufferPool;
import org.eclipse.jetty.io.ClientConnector;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.util.thread.ScheduledExecutorScheduler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connections that everything of this bundle goes over. They are Jetty's: the client of the JDK reads no answer before
 * it has sent the whole body, loses the one of a server that refuses a body early, and copies each byte twice more.
 */
final class Connections implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Connections.class);
    private static final Duration CONNECT = Duration.ofSeconds(10);

    /** Shorter than servers and what is between keep a connection that nobody uses. */
    private static final Duration UNUSED = Duration.ofSeconds(25);

    private static final int MOST_CONNECTIONS = 8192;
    private static final int PIECE = 128 << 10;
    private static final int MOST_THREADS = 12;

    private final QueuedThreadPool threads = new QueuedThreadPool(MOST_THREADS, 2);
    private final HttpClient http;

    Connections() {
        threads.setName("appkit-workspace-http");
        threads.setDaemon(true);
        http = new HttpClient(new HttpClientTransportOverHTTP(new EarlyAnswerConnector()));
        http.setExecutor(threads);
        http.setScheduler(new ScheduledExecutorScheduler("appkit-workspace-connections", true));
        http.setByteBufferPool(new ArrayByteBufferPool(0, 4096, PIECE));
        http.setResponseBufferSize(PIECE);
        http.setConnectTimeout(CONNECT.toMillis());
        http.setIdleTimeout(UNUSED.toMillis());
        http.setMaxConnectionsPerDestination(MOST_CONNECTIONS);
        http.setFollowRedirects(false);
        http.setHttpCookieStore(new HttpCookieStore.Empty());
        http.setUserAgentField(new HttpField(HttpHeader.USER_AGENT, "appkit-jvm"));
        http.setSslContextFactory(tls());
        SystemProxy.all().forEach(http.getProxyConfiguration()::addProxy);
        try {
            http.start();
        } catch (Exception e) {
            throw new IllegalStateException("the client for the workspace does not start", e);
        }
        http.getContentDecoderFactories().clear();
        // Without the ones for 401 and 407, which would keep such an answer for themselves.
        ProtocolHandlers handlers = http.getProtocolHandlers();
        handlers.clear();
        handlers.put(new ContinueProtocolHandler());
    }

    /** What the process trusts, as its system properties say. */
    private static SslContextFactory.Client tls() {
        SslContextFactory.Client tls = new SslContextFactory.Client();
        try {
            tls.setSslContext(SSLContext.getDefault());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("the default of TLS cannot be used", e);
        }
        return tls;
    }

    /** Sends requests. */
    HttpClient http() {
        return http;
    }

    /** Run what answers lead to. */
    Executor threads() {
        return threads;
    }

    @Override
    public void close() {
        try {
            http.stop();
        } catch (Exception e) {
            LOG.warn("The client for the workspace does not stop", e);
        }
    }

    private static final class EarlyAnswerConnector extends ClientConnector {

        EarlyAnswerConnector() {
            setSelectors(1);
        }

        @Override
        protected EndPoint newEndPoint(SelectableChannel channel, ManagedSelector selector, SelectionKey key) {
            return new EarlyAnswerEndPoint((SocketChannel) channel, selector, key, getScheduler());
        }
    }
}

package io.appkit.itests.bench;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Copies bytes from one loopback socket to another and does nothing else. Takes one connection after the other. */
public final class Relay implements AutoCloseable {

    private static final int BUFFER_BYTES = 64 * 1024;

    private final ServerSocketChannel server = ServerSocketChannel.open().bind(new InetSocketAddress("127.0.0.1", 0));
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final int upstreamPort;

    public Relay(int upstreamPort) throws IOException {
        this.upstreamPort = upstreamPort;
        threads.execute(this::serve);
    }

    public int port() {
        return server.socket().getLocalPort();
    }

    private void serve() {
        while (server.isOpen()) {
            try (SocketChannel client = server.accept();
                    SocketChannel upstream = SocketChannel.open(new InetSocketAddress("127.0.0.1", upstreamPort))) {
                threads.execute(() -> copy(client, upstream));
                copy(upstream, client);
            } catch (IOException e) {
                // Either end was closed.
            }
        }
    }

    private static void copy(SocketChannel from, SocketChannel to) {
        ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
        try (from;
                to) {
            while (from.read(buffer.clear()) >= 0) {
                buffer.flip();
                while (buffer.hasRemaining()) {
                    to.write(buffer);
                }
            }
        } catch (ClosedChannelException e) {
            // The other direction has ended.
        } catch (IOException e) {
            // A connection was reset; whoever downloads notices.
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        threads.shutdownNow();
    }
}

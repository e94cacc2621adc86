package io.appkit.itests.bench;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** Many open event streams of one client. */
public final class IdleStreams implements AutoCloseable {

    private static final long LIMIT_NANOS = TimeUnit.MINUTES.toNanos(2);

    private final Selector selector = Selector.open();
    private final List<Stream> streams = new ArrayList<>();
    private final ByteBuffer buffer = ByteBuffer.allocate(64 * 1024);

    private IdleStreams() throws IOException {}

    /** What came over one stream. Events of this test are small, so that each comes whole. */
    private static final class Stream {

        private final SocketChannel channel;
        private int beginnings;
        private int heartbeats;
        private int results;

        Stream(SocketChannel channel) {
            this.channel = channel;
        }

        void take(String text) {
            beginnings += text.startsWith("HTTP/1.1 200") ? 1 : 0;
            heartbeats += text.contains(": heartbeat") ? 1 : 0;
            results += text.contains("\"type\":\"result\"") ? 1 : 0;
        }
    }

    /** Opens streams; returns when each has its status. */
    public static IdleStreams open(int port, Endpoint endpoint, int count) throws IOException {
        IdleStreams opened = new IdleStreams();
        for (int i = 0; i < count; i++) {
            SocketChannel channel = SocketChannel.open(new InetSocketAddress("127.0.0.1", port));
            channel.write(ByteBuffer.wrap(endpoint.request().apply(i)));
            channel.configureBlocking(false);
            Stream stream = new Stream(channel);
            channel.register(opened.selector, SelectionKey.OP_READ, stream);
            opened.streams.add(stream);
        }
        opened.receiveUntil(stream -> stream.beginnings == 1);
        return opened;
    }

    /** Waits until each has one more heartbeat. */
    public void awaitHeartbeats() throws IOException {
        streams.forEach(stream -> stream.heartbeats = 0);
        receiveUntil(stream -> stream.heartbeats > 0);
    }

    /** Waits until each has its final event, and fails if one has more; tells how long after the first the last came. */
    public Duration awaitResults() throws IOException {
        long[] first = new long[1];
        receiveUntil(stream -> {
            if (stream.results > 0 && first[0] == 0) {
                first[0] = System.nanoTime();
            }
            return stream.results > 0;
        });
        Duration spread = Duration.ofNanos(System.nanoTime() - first[0]);
        long wrong = streams.stream().filter(stream -> stream.results != 1).count();
        if (wrong > 0) {
            throw new IOException(wrong + " streams have more than one final event");
        }
        return spread;
    }

    private void receiveUntil(Predicate<Stream> reached) throws IOException {
        long missing = streams.stream().filter(reached.negate()).count();
        long deadline = System.nanoTime() + LIMIT_NANOS;
        while (missing > 0) {
            if (System.nanoTime() > deadline) {
                throw new IOException(missing + " of " + streams.size() + " streams are silent");
            }
            selector.select(1_000);
            for (SelectionKey key : selector.selectedKeys()) {
                Stream stream = (Stream) key.attachment();
                boolean before = reached.test(stream);
                if (stream.channel.read(buffer.clear()) < 0) {
                    throw new EOFException("a stream was closed");
                }
                stream.take(StandardCharsets.UTF_8.decode(buffer.flip()).toString());
                missing -= !before && reached.test(stream) ? 1 : 0;
            }
            selector.selectedKeys().clear();
        }
    }

    @Override
    public void close() throws IOException {
        for (Stream stream : streams) {
            stream.channel.close();
        }
        selector.close();
    }
}

package io.appkit.itests.bench;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/**
 * A large answer as it came.
 *
 * @param bytes of the body
 * @param seconds from the request to the last byte
 * @param firstByteNanos when the body began, as {@link System#nanoTime}
 */
public record Download(long bytes, double seconds, long firstByteNanos) {

    /** What is done after a number of bytes, while nothing is read. */
    public record Pause(long afterBytes, Action action) {

        static final Pause NONE = new Pause(Long.MAX_VALUE, () -> {});

        /** May throw. */
        public interface Action {
            void run() throws Exception;
        }
    }

    public double megabytesPerSecond() {
        return bytes / 1e6 / seconds;
    }

    /** Reads as fast as it comes, over one connection, request after request. */
    public static Download of(int port, Endpoint endpoint, int requests) throws Exception {
        return of(port, endpoint, requests, Pause.NONE);
    }

    /** Reads as fast as it comes, but for a pause. */
    public static Download of(int port, Endpoint endpoint, int requests, Pause pause) throws Exception {
        long start = System.nanoTime();
        long firstByte = 0;
        long bytes = 0;
        boolean paused = false;
        ByteBuffer buffer = ByteBuffer.allocateDirect(256 * 1024);
        ResponseReader reader = new ResponseReader();
        try (SocketChannel channel = SocketChannel.open(new InetSocketAddress("127.0.0.1", port))) {
            for (int i = 0; i < requests; i++) {
                write(channel, endpoint.request().apply(i));
                boolean complete = false;
                while (!complete) {
                    if (channel.read(buffer.clear()) < 0) {
                        throw new EOFException(
                                endpoint.name() + " ended after " + (bytes + reader.bodyBytes()) + " bytes");
                    }
                    complete = reader.take(buffer.flip());
                    if (firstByte == 0 && reader.bodyBytes() > 0) {
                        firstByte = System.nanoTime();
                    }
                    if (!paused && bytes + reader.bodyBytes() > pause.afterBytes()) {
                        paused = true;
                        pause.action().run();
                    }
                }
                bytes += reader.bodyBytes();
                if (reader.status() != 200 || reader.bodyBytes() < endpoint.leastBytes()) {
                    throw new IOException(endpoint.name() + " was answered with " + reader.status() + " and "
                            + reader.bodyBytes() + " bytes");
                }
            }
        }
        return new Download(bytes, (System.nanoTime() - start) / 1e9, firstByte);
    }

    private static void write(SocketChannel channel, byte[] request) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(request);
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }
}

package io.appkit.itests.bench;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/**
 * A large body as it went.
 *
 * @param bytes of the body
 * @param seconds from the request to the end of its answer
 */
public record Upload(long bytes, double seconds) {

    private static final int PIECE = 256 * 1024;

    public double megabytesPerSecond() {
        return bytes / 1e6 / seconds;
    }

    /**
     * Sends a body as fast as it is taken.
     *
     * @param endpoint a request without a body; the header for its length is put in
     */
    public static Upload of(int port, Endpoint endpoint, long bytes) throws Exception {
        return of(port, endpoint, bytes, Download.Pause.NONE);
    }

    /** Sends a body as fast as it is taken, but for a pause. */
    public static Upload of(int port, Endpoint endpoint, long bytes, Download.Pause pause) throws Exception {
        String head = new String(endpoint.request().apply(0), StandardCharsets.UTF_8)
                .replace("\r\n\r\n", "\r\nContent-Length: " + bytes + "\r\n\r\n");
        ByteBuffer piece = ByteBuffer.allocateDirect(PIECE);
        while (piece.hasRemaining()) {
            piece.put((byte) piece.position());
        }
        long start = System.nanoTime();
        try (SocketChannel channel = SocketChannel.open(new InetSocketAddress("127.0.0.1", port))) {
            write(channel, ByteBuffer.wrap(head.getBytes(StandardCharsets.UTF_8)));
            boolean paused = false;
            for (long rest = bytes; rest > 0; rest -= PIECE) {
                write(channel, piece.clear().limit((int) Math.min(rest, PIECE)));
                if (!paused && bytes - rest > pause.afterBytes()) {
                    paused = true;
                    pause.action().run();
                }
            }
            await(channel, endpoint);
        }
        return new Upload(bytes, (System.nanoTime() - start) / 1e9);
    }

    private static void write(SocketChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    private static void await(SocketChannel channel, Endpoint endpoint) throws IOException {
        ResponseReader reader = new ResponseReader();
        ByteBuffer answer = ByteBuffer.allocate(16 * 1024);
        do {
            if (channel.read(answer.clear()) < 0) {
                throw new EOFException(endpoint.name() + " was not answered");
            }
        } while (!reader.take(answer.flip()));
        if (reader.status() / 100 != 2) {
            throw new IOException(endpoint.name() + " was answered with " + reader.status());
        }
    }
}

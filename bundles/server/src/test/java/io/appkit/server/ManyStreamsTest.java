package io.appkit.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Many idle streams on one server with a heap of 512 MB. 1,000 here; the long form is {@code -Dstreams=10000} and needs as
 * many open files for each of the two processes.
 */
@Timeout(180)
class ManyStreamsTest {

    private static final int STREAMS = Integer.getInteger("streams", 1000);
    private static final int FIRST = 100;

    /** 16 of Jetty, 4 handlers, one for all heartbeats; the others belong to the JVM. */
    private static final int MOST_THREADS = 48;

    private static final int MOST_HEAP_PER_STREAM = 10 * 1024;

    @TempDir
    Path app;

    /** What one client has got so far, as far as the test wants to know. */
    private static final class Client {
        private final StringBuilder text = new StringBuilder();
    }

    @Test
    void openStreamsCostNoThreadAndGetHeartbeatsAndTheirEnd() throws Exception {
        Process server = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        StreamServer.class.getName(),
                        app.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (BufferedReader answers = new BufferedReader(new InputStreamReader(server.getInputStream(), UTF_8));
                PrintStream commands = new PrintStream(server.getOutputStream(), true, UTF_8);
                Selector selector = Selector.open()) {
            int port = Integer.parseInt(answers.readLine());
            open(selector, port, FIRST);
            readUntil(selector, "\r\n\r\n");
            long heap = ask("heap", commands, answers);

            open(selector, port, STREAMS);
            readUntil(selector, ": heartbeat\n\n");

            long heapPerStream = (ask("heap", commands, answers) - heap) / STREAMS;
            long threads = ask("threads", commands, answers);
            System.out.printf(
                    "%d streams: %d bytes of heap each, %d threads in all%n", STREAMS, heapPerStream, threads);
            assertThat(ask("streams", commands, answers)).isEqualTo(STREAMS + FIRST);
            assertThat(threads).isLessThanOrEqualTo(MOST_THREADS);
            assertThat(ask("watched", commands, answers)).isEqualTo(STREAMS + FIRST);
            assertThat(heapPerStream).isLessThan(MOST_HEAP_PER_STREAM);
            assertThat(ask("finish", commands, answers)).isEqualTo(STREAMS + FIRST);
            readUntil(selector, "data: {\"type\":\"result\"}\n\n\r\n0\r\n\r\n");
            for (SelectionKey key : selector.keys()) {
                key.channel().close();
            }
        } finally {
            server.destroy();
        }
    }

    private static long ask(String command, PrintStream commands, BufferedReader answers) throws IOException {
        commands.println(command);
        return Long.parseLong(answers.readLine());
    }

    private static void open(Selector selector, int port, int count) throws IOException {
        byte[] request = "GET /api/demo/watch HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(ISO_8859_1);
        for (int i = 0; i < count; i++) {
            SocketChannel channel = SocketChannel.open(new InetSocketAddress("127.0.0.1", port));
            channel.write(ByteBuffer.wrap(request));
            channel.configureBlocking(false);
            channel.register(selector, SelectionKey.OP_READ, new Client());
        }
    }

    /** Reads until every client has got {@code text} or more; what they have got is forgotten then. */
    private static void readUntil(Selector selector, String text) throws IOException {
        long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        ByteBuffer buffer = ByteBuffer.allocate(4096);
        long missing = selector.keys().size();
        while (missing > 0) {
            assertThat(System.nanoTime())
                    .as(missing + " clients wait for " + text)
                    .isLessThan(deadline);
            selector.select(1000);
            for (SelectionKey key : selector.selectedKeys()) {
                StringBuilder got = ((Client) key.attachment()).text;
                boolean had = got.indexOf(text) >= 0;
                buffer.clear();
                int read = ((SocketChannel) key.channel()).read(buffer);
                assertThat(read).as("bytes before " + text).isNotNegative();
                got.append(new String(buffer.array(), 0, read, UTF_8));
                missing -= !had && got.indexOf(text) >= 0 ? 1 : 0;
            }
            selector.selectedKeys().clear();
        }
        selector.keys().forEach(key -> ((Client) key.attachment()).text.setLength(0));
    }
}

package io.appkit.server;

import io.appkit.api.stream.EventStream;
import io.appkit.api.stream.Message;
import io.appkit.core.stream.StreamRegistry;
import io.appkit.core.stream.StreamSettings;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A server in a process of its own, so that its heap and its threads can be told from those of its clients. */
final class StreamServer {

    private static final int THREADS = 16;
    private static final Message LAST = new Message("result", "{\"type\":\"result\"}".getBytes(StandardCharsets.UTF_8));

    private StreamServer() {}

    /**
     * Prints its port, then one line for each line it reads: {@code heap} bytes after a collection, {@code threads}
     * their number, {@code streams} those open, {@code watched} those whose client is watched; {@code finish} ends them
     * all.
     */
    public static void main(String[] arguments) throws Exception {
        StreamRegistry registry = StreamRegistry.with(new StreamSettings(20_000, 64L << 20));
        Queue<EventStream> opened = new ConcurrentLinkedQueue<>();
        try (TestServer server = new TestServer(Path.of(arguments[0]), Map.of(), registry, THREADS)) {
            server.platform.route("GET", "/watch", exchange -> opened.add(exchange.events()));
            answer(server, registry, opened);
        } finally {
            registry.stop();
        }
    }

    private static void answer(TestServer server, StreamRegistry registry, Queue<EventStream> opened)
            throws IOException {
        System.out.println(server.port());
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            System.out.println(
                    switch (line) {
                        case "heap" -> heap();
                        case "threads" -> ManagementFactory.getThreadMXBean().getThreadCount();
                        case "streams" -> registry.streams().size();
                        case "watched" -> server.awaitingInput();
                        default -> finish(opened);
                    });
        }
    }

    private static long finish(Queue<EventStream> opened) {
        long finished = 0;
        for (EventStream stream = opened.poll(); stream != null; stream = opened.poll()) {
            stream.finish(LAST);
            finished++;
        }
        return finished;
    }

    private static long heap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}

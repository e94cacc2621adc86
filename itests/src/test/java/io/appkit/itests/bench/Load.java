package io.appkit.itests.bench;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** Asks one server over kept connections; one thread receives all answers. */
public final class Load implements AutoCloseable {

    private static final int SILENCE_MS = 30_000;
    private static final AtomicLong NUMBER = new AtomicLong();

    private final Target target;
    private final Endpoint endpoint;
    private final Selector selector = Selector.open();
    private final List<Slot> slots = new ArrayList<>();
    private final ByteBuffer received = ByteBuffer.allocateDirect(256 * 1024);
    private long[] nanos = new long[1 << 16];
    private int answered;

    private Load(Target target, Endpoint endpoint, int connections) throws IOException {
        this.target = target;
        this.endpoint = endpoint;
        for (int i = 0; i < connections; i++) {
            SocketChannel channel = SocketChannel.open(new InetSocketAddress("127.0.0.1", target.port()));
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.configureBlocking(false);
            Slot slot = new Slot(channel);
            channel.register(selector, SelectionKey.OP_READ, slot);
            slots.add(slot);
        }
    }

    /** What happens to a connection whose answer has come. */
    private interface Next {
        void answered(Slot slot) throws IOException;
    }

    /** Asks without pause: each connection as soon as its answer is there. */
    public static Round withoutPause(Target target, Endpoint endpoint, int connections, Duration time)
            throws IOException {
        try (Load load = new Load(target, endpoint, connections)) {
            double cpu = target.cpuMicros();
            long start = System.nanoTime();
            long end = start + time.toNanos();
            for (Slot slot : load.slots) {
                slot.ask(System.nanoTime());
            }
            int[] asking = {connections};
            load.receive(() -> asking[0] > 0, slot -> {
                long now = System.nanoTime();
                if (now < end) {
                    slot.ask(now);
                } else {
                    asking[0]--;
                }
            });
            return load.round(start, cpu);
        }
    }

    /**
     * Asks at a fixed rate, whether answers come or not. The time of an answer counts from when its request was due, also
     * where all connections were busy then.
     */
    public static Round atRate(Target target, Endpoint endpoint, int connections, double perSecond, Duration time)
            throws Exception {
        int total = (int) (perSecond * time.toNanos() / 1e9);
        ExecutorService sender = Executors.newSingleThreadExecutor();
        try (Load load = new Load(target, endpoint, connections)) {
            BlockingQueue<Slot> idle = new ArrayBlockingQueue<>(connections, false, load.slots);
            double cpu = target.cpuMicros();
            long start = System.nanoTime();
            Future<?> sent = sender.submit(() -> {
                for (int i = 0; i < total; i++) {
                    long due = start + (long) (i * 1e9 / perSecond);
                    for (long wait = due - System.nanoTime(); wait > 0; wait = due - System.nanoTime()) {
                        LockSupport.parkNanos(wait);
                    }
                    idle.take().ask(due);
                }
                return null;
            });
            load.receive(() -> load.answered < total, idle::add);
            sent.get();
            return load.round(start, cpu);
        } finally {
            sender.shutdownNow();
        }
    }

    private void receive(Callable<Boolean> more, Next next) throws IOException {
        try {
            while (more.call()) {
                if (selector.select(SILENCE_MS) == 0) {
                    throw new IOException(target.name() + " is silent: " + endpoint.name());
                }
                for (SelectionKey key : selector.selectedKeys()) {
                    Slot slot = (Slot) key.attachment();
                    if (slot.receive()) {
                        next.answered(slot);
                    }
                }
                selector.selectedKeys().clear();
            }
        } catch (IOException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private Round round(long start, double cpuBefore) {
        double seconds = (System.nanoTime() - start) / 1e9;
        long[] sorted = Arrays.copyOf(nanos, answered);
        Arrays.sort(sorted);
        return Round.of(sorted, seconds, target.cpuMicros() - cpuBefore);
    }

    @Override
    public void close() throws IOException {
        for (Slot slot : slots) {
            slot.channel.close();
        }
        selector.close();
    }

    /** A connection with at most one request under way. */
    private final class Slot {

        private final SocketChannel channel;
        private final ResponseReader reader = new ResponseReader();
        private volatile long due;

        Slot(SocketChannel channel) {
            this.channel = channel;
        }

        void ask(long from) throws IOException {
            due = from;
            ByteBuffer request = ByteBuffer.wrap(endpoint.request().apply(NUMBER.incrementAndGet()));
            while (request.hasRemaining()) {
                channel.write(request);
            }
        }

        /** Whether the answer is complete now. */
        boolean receive() throws IOException {
            received.clear();
            if (channel.read(received) < 0) {
                throw new EOFException(target.name() + " closed a connection: " + endpoint.name());
            }
            if (!reader.take(received.flip())) {
                return false;
            }
            if (reader.status() != 200 || reader.bodyBytes() < endpoint.leastBytes()) {
                throw new IOException(target.name() + " answered with " + reader.status() + " and " + reader.bodyBytes()
                        + " bytes: " + endpoint.name());
            }
            if (answered == nanos.length) {
                nanos = Arrays.copyOf(nanos, 2 * answered);
            }
            nanos[answered++] = System.nanoTime() - due;
            return true;
        }
    }
}

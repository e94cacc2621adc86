package io.appkit.itests.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * What one server did in one stretch of time.
 *
 * @param requestsPerSecond answered
 * @param cpuMicros processor time of the server's process for each request, in microseconds
 * @param p50Micros half of the answers came within
 * @param p99Micros 99 of 100 answers came within
 */
public record Round(double requestsPerSecond, double cpuMicros, double p50Micros, double p99Micros) {

    /** Linux counts processor time in hundredths of a second. */
    private static final double MICROS_PER_TICK = 10_000;

    private static final int MOST_SAMPLES = 2_000_000;

    /**
     * Asks without pause over kept connections.
     *
     * @param pid process of the server
     * @param connections how many ask at the same time
     */
    public static Round of(int port, long pid, Endpoint endpoint, int connections, Duration time)
            throws InterruptedException, ExecutionException, IOException {
        ExecutorService clients = Executors.newFixedThreadPool(connections);
        try {
            long cpu = ticks(pid);
            long start = System.nanoTime();
            long end = start + time.toNanos();
            List<Future<long[]>> running = new ArrayList<>();
            for (int i = 0; i < connections; i++) {
                running.add(clients.submit(() -> ask(port, endpoint, end)));
            }
            List<long[]> parts = new ArrayList<>();
            for (Future<long[]> client : running) {
                parts.add(client.get());
            }
            double seconds = (System.nanoTime() - start) / 1e9;
            double cpuMicros = (ticks(pid) - cpu) * MICROS_PER_TICK;
            long[] nanos = parts.stream().flatMapToLong(Arrays::stream).sorted().toArray();
            return new Round(
                    nanos.length / seconds,
                    cpuMicros / nanos.length,
                    nanos[nanos.length / 2] / 1e3,
                    nanos[(int) (nanos.length * 0.99)] / 1e3);
        } finally {
            clients.shutdownNow();
        }
    }

    private static long[] ask(int port, Endpoint endpoint, long end) throws IOException {
        long[] nanos = new long[4096];
        int count = 0;
        try (Connection connection = new Connection(port)) {
            for (long before = System.nanoTime(); before < end && count < MOST_SAMPLES; before = System.nanoTime()) {
                Connection.Answer answer = connection.send(endpoint);
                if (answer.status() != 200) {
                    throw new IOException(endpoint.name() + " was answered with " + answer.status());
                }
                if (count == nanos.length) {
                    nanos = Arrays.copyOf(nanos, 2 * count);
                }
                nanos[count++] = System.nanoTime() - before;
            }
        }
        return Arrays.copyOf(nanos, count);
    }

    private static long ticks(long pid) throws IOException {
        String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        return Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
    }
}

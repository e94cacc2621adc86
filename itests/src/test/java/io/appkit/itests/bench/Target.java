package io.appkit.itests.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * A process that is measured, as Linux sees it.
 *
 * @param name for people
 * @param port where it answers on 127.0.0.1
 * @param pid its process
 */
public record Target(String name, int port, long pid) {

    /** Linux counts processor time in hundredths of a second. */
    private static final double MICROS_PER_TICK = 10_000;

    private static final Pattern HISTOGRAM_TOTAL = Pattern.compile("(?m)^Total +\\d+ +(\\d+)");

    /** Processor time since it began, in microseconds. */
    public double cpuMicros() {
        String stat = read("stat");
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) * MICROS_PER_TICK;
    }

    /** Resident memory. */
    public double megabytes() {
        return number("VmRSS") / 1024.0;
    }

    /** The most resident memory it ever had. */
    public double mostMegabytes() {
        return number("VmHWM") / 1024.0;
    }

    /** Threads of the operating system. */
    public long threads() {
        return number("Threads");
    }

    /** What is alive in a Java heap, after a full collection. */
    public long liveHeapBytes() throws IOException, InterruptedException {
        Process jcmd = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                        Long.toString(pid),
                        "GC.class_histogram")
                .redirectErrorStream(true)
                .start();
        String histogram = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        jcmd.waitFor();
        return Long.parseLong(first(HISTOGRAM_TOTAL, histogram).group(1));
    }

    private long number(String field) {
        return Long.parseLong(
                first(Pattern.compile(field + ":\\s+(\\d+)"), read("status")).group(1));
    }

    private static MatchResult first(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no " + pattern + " in: " + text));
    }

    private String read(String file) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(pid), file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package io.appkit.itests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a process has open or does, seen from outside.
 *
 * @param pid a Java process
 */
record Leftovers(long pid) {

    private static final String ESTABLISHED = "01";
    private static final Pattern OUR_FRAME = Pattern.compile("\\bat (io\\.appkit\\.[\\w.$]+)\\(");

    /** Connections to a port that are open. */
    long connectionsTo(int port) {
        Set<String> sockets = sockets();
        String remote = String.format(":%04X", port);
        return Stream.of("tcp", "tcp6")
                .flatMap(table -> lines(Path.of("/proc", Long.toString(pid), "net", table)))
                .map(line -> line.trim().split("\\s+", -1))
                .filter(row -> row.length > 9
                        && row[2].endsWith(remote)
                        && row[3].equals(ESTABLISHED)
                        && sockets.contains("socket:[" + row[9] + "]"))
                .count();
    }

    private Set<String> sockets() {
        try {
            return Listeners.sockets(pid);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<String> lines(Path file) {
        try {
            return Files.readAllLines(file).stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where threads are in code of ours, by the innermost such frame; idle threads of pools are not. */
    Set<String> busy() {
        Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        try {
            Process dump = new ProcessBuilder(jcmd.toString(), Long.toString(pid), "Thread.print").start();
            String threads = new String(dump.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            Set<String> places = new TreeSet<>();
            for (String thread : threads.split("\n\n", -1)) {
                Matcher frame = OUR_FRAME.matcher(thread);
                if (frame.find()) {
                    places.add(frame.group(1));
                }
            }
            return places;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

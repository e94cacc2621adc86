package io.appkit.itests;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The TCP ports a process listens on, as the kernel of Linux tells them. */
final class Listeners {

    private static final String LISTEN = "0A";

    private Listeners() {}

    static Set<Integer> of(long pid) throws IOException {
        Set<String> sockets = sockets(pid);
        Set<Integer> ports = new TreeSet<>();
        for (String table : List.of("tcp", "tcp6")) {
            List<String> rows = Files.readAllLines(Path.of("/proc/" + pid + "/net/" + table));
            for (String row : rows.subList(1, rows.size())) {
                List<String> fields = List.of(row.strip().split("\\s+", -1));
                if (fields.get(3).equals(LISTEN) && sockets.contains("socket:[" + fields.get(9) + "]")) {
                    String address = fields.get(1);
                    ports.add(Integer.parseInt(address.substring(address.indexOf(':') + 1), 16));
                }
            }
        }
        return ports;
    }

    private static Set<String> sockets(long pid) throws IOException {
        List<Path> descriptors = new ArrayList<>();
        try (var files = Files.newDirectoryStream(Path.of("/proc/" + pid + "/fd"))) {
            files.forEach(descriptors::add);
        }
        Set<String> targets = new HashSet<>();
        for (Path descriptor : descriptors) {
            try {
                targets.add(Files.readSymbolicLink(descriptor).toString());
            } catch (IOException e) {
                // closed meanwhile: it does not listen any more
            }
        }
        return targets;
    }
}

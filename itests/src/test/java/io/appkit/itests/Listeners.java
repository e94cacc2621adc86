package io.appkit.itests;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The TCP ports a process listens on, as the kernel of Linux tells them. */
final class Listeners {

    private static final String LISTEN = "0A";

    /** Hexadecimal digits of a word. */
    private static final int WORD = 8;

    private Listeners() {}

    static Set<Integer> of(long pid) throws IOException {
        return addresses(pid).stream().map(InetSocketAddress::getPort).collect(Collectors.toCollection(TreeSet::new));
    }

    static List<InetSocketAddress> addresses(long pid) throws IOException {
        Set<String> sockets = sockets(pid);
        List<InetSocketAddress> addresses = new ArrayList<>();
        for (String table : List.of("tcp", "tcp6")) {
            List<String> rows = Files.readAllLines(Path.of("/proc/" + pid + "/net/" + table));
            for (String row : rows.subList(1, rows.size())) {
                List<String> fields = List.of(row.strip().split("\\s+", -1));
                if (fields.get(3).equals(LISTEN) && sockets.contains("socket:[" + fields.get(9) + "]")) {
                    addresses.add(address(fields.get(1)));
                }
            }
        }
        return addresses;
    }

    /** From the table's form: words of 32 bits in the machine's order of bytes, then the port. */
    private static InetSocketAddress address(String hex) throws IOException {
        int colon = hex.indexOf(':');
        ByteBuffer bytes = ByteBuffer.allocate(colon / 2).order(ByteOrder.nativeOrder());
        for (int at = 0; at < colon; at += WORD) {
            bytes.putInt(Integer.parseUnsignedInt(hex.substring(at, at + WORD), 16));
        }
        return new InetSocketAddress(
                InetAddress.getByAddress(bytes.array()), Integer.parseInt(hex.substring(colon + 1), 16));
    }

    static Set<String> sockets(long pid) throws IOException {
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

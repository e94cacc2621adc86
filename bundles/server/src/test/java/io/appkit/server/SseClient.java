package io.appkit.server;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** One client of an event stream on a socket of its own. */
final class SseClient implements AutoCloseable {

    /** One event as it came; id and event are null where it has none. */
    record Event(@Nullable String id, @Nullable String event, String data) {}

    private static final String LENGTH = "content-length: ";

    final Socket socket;
    private final BufferedReader in;

    /** Bytes of the body that have not been read; below 0 if it comes in chunks. */
    private long left = -1;

    SseClient(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    }

    /** Reads the head of the answer; its first line. */
    String head() throws IOException {
        left = -1;
        String status = in.readLine();
        for (String line = status; line != null && !line.isEmpty(); line = in.readLine()) {
            if (line.toLowerCase(Locale.ROOT).startsWith(LENGTH)) {
                left = Long.parseLong(line.substring(LENGTH.length()));
            }
        }
        return status;
    }

    /** The next event; null at the whole end of the body. The lines between are those of the chunks. */
    @Nullable
    Event next() throws IOException {
        String id = null;
        String event = null;
        for (String line = line(); line != null; line = line()) {
            if (line.startsWith("id: ")) {
                id = line.substring(4);
            } else if (line.startsWith("event: ")) {
                event = line.substring(7);
            } else if (line.startsWith("data: ")) {
                return new Event(id, event, line.substring(6));
            } else if (line.equals("0")) {
                in.readLine();
                return null;
            }
        }
        if (left == 0) {
            return null;
        }
        throw new IOException("the connection broke off");
    }

    private @Nullable String line() throws IOException {
        String line = left == 0 ? null : in.readLine();
        if (line != null && left > 0) {
            left -= line.getBytes(StandardCharsets.UTF_8).length + 1;
        }
        return line;
    }

    List<Event> next(int count) throws IOException {
        List<Event> events = new ArrayList<>();
        while (events.size() < count) {
            Event event = next();
            if (event == null) {
                throw new IOException("the stream ended after " + events);
            }
            events.add(event);
        }
        return events;
    }

    List<Event> rest() throws IOException {
        List<Event> events = new ArrayList<>();
        for (Event event = next(); event != null; event = next()) {
            events.add(event);
        }
        return events;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}

package io.appkit.server;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One client of an event stream on a socket of its own. */
final class SseClient implements AutoCloseable {

    /** One event as it came; id and event are null where it has none. */
    record Event(@Nullable String id, @Nullable String event, String data) {}

    final Socket socket;
    private final BufferedReader in;

    SseClient(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    }

    /** Reads the head of the answer; its first line. */
    String head() throws IOException {
        String status = in.readLine();
        for (String line = status; line != null && !line.isEmpty(); line = in.readLine()) {
            continue;
        }
        return status;
    }

    /** The next event; null at the whole end of the body. The lines between are those of the chunks. */
    @Nullable
    Event next() throws IOException {
        String id = null;
        String event = null;
        for (String line = in.readLine(); line != null; line = in.readLine()) {
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
        throw new IOException("the connection broke off");
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

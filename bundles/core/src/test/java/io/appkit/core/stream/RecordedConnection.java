package io.appkit.core.stream;

import io.appkit.api.platform.StreamConnection;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A client that keeps what it gets; it can be slow, and it can leave. */
final class RecordedConnection implements StreamConnection {

    private static final Pattern ID = Pattern.compile("(?m)^id: (.*)$");

    final List<String> frames = new ArrayList<>();
    private final List<Runnable> closeActions = new ArrayList<>();
    int finished;
    boolean slow;
    private boolean closed;

    @Override
    public boolean send(byte[]... frame) {
        if (closed || finished > 0) {
            return false;
        }
        if (slow) {
            leave();
            return false;
        }
        return frames.add(Stream.of(frame)
                .map(part -> new String(part, StandardCharsets.UTF_8))
                .collect(Collectors.joining()));
    }

    @Override
    public void finish(byte[]... last) {
        if (last.length > 0) {
            send(last);
        }
        finished++;
        leave();
    }

    @Override
    public void onClose(Runnable action) {
        if (closed) {
            action.run();
        } else {
            closeActions.add(action);
        }
    }

    void leave() {
        closed = true;
        List.copyOf(closeActions).forEach(Runnable::run);
        closeActions.clear();
    }

    /** The ids of its messages, in order. */
    List<String> ids() {
        return ID.matcher(String.join("", frames))
                .results()
                .map((MatchResult match) -> match.group(1))
                .toList();
    }

    /** The data of its messages, in order. */
    List<String> data() {
        return frames.stream()
                .filter(frame -> frame.contains("data: "))
                .map(frame -> frame.substring(frame.indexOf("data: ") + 6).strip())
                .toList();
    }
}

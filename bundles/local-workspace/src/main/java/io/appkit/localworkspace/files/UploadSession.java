package io.appkit.localworkspace.files;

import io.appkit.localworkspace.http.ApiException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file that comes in parts. The part whose turn it is goes straight to the end of one file; others wait in files of their
 * own until all before them have come.
 */
final class UploadSession {

    private static final Logger LOG = LoggerFactory.getLogger(UploadSession.class);

    private record Part(Path file, long offset, long length, String etag) {}

    /** A part as its sender names it at the end. */
    record Named(int number, String etag) {}

    private final String token;
    private final VolumePath path;
    private final boolean overwrite;
    private final Volumes volumes;

    /** Parts in their order, as far as they came. */
    private final Path joined;

    private final Map<Integer, Part> parts = new TreeMap<>();
    private final Set<Draft> coming = ConcurrentHashMap.newKeySet();

    /** Number of the last part in {@link #joined}. */
    private int last;

    /** Where that part ends. */
    private long end;

    /** What comes behind {@link #end}. */
    private @Nullable Draft tail;

    private volatile Instant lastUse;
    private boolean closed;

    UploadSession(String token, VolumePath path, boolean overwrite, Volumes volumes, Instant now) {
        this.token = token;
        this.path = path;
        this.overwrite = overwrite;
        this.volumes = volumes;
        this.joined = volumes.draft();
        this.lastUse = now;
    }

    String token() {
        return token;
    }

    VolumePath path() {
        return path;
    }

    void use(Instant now) {
        lastUse = now;
    }

    /** Whether nobody has used it since then. */
    boolean unusedSince(Instant then) {
        return coming.isEmpty() && !lastUse.isAfter(then);
    }

    /**
     * Makes room for a part; {@link #received} or {@link #lost} follows.
     *
     * @return null if the upload has ended
     */
    synchronized @Nullable Draft begin(int number, long room) throws IOException {
        if (closed) {
            return null;
        }
        boolean turn = tail == null && number == last + 1;
        Draft draft = turn ? Draft.partBehind(joined, end, room) : Draft.part(volumes.draft(), room);
        if (turn) {
            tail = draft;
        }
        coming.add(draft);
        return draft;
    }

    /** A part did not come whole, or could not be written. */
    synchronized void lost(Draft draft, Instant now) {
        draft.discard();
        ended(draft, now);
    }

    private void ended(Draft draft, Instant now) {
        lastUse = now;
        coming.remove(draft);
        if (tail == draft) {
            tail = null;
        }
    }

    /**
     * A part came whole; it replaces one that came before.
     *
     * @return false if the upload has ended
     */
    synchronized boolean received(int number, Draft draft, Instant now) throws IOException {
        if (closed) {
            lost(draft, now);
            return false;
        }
        draft.keep();
        Part earlier = parts.put(number, new Part(draft.path(), draft.start(), draft.length(), draft.etag()));
        if (draft == tail) {
            last = number;
            end += draft.length();
        }
        ended(draft, now);
        if (earlier != null) {
            forget(number, earlier);
        }
        join();
        return true;
    }

    private void forget(int number, Part part) {
        if (!part.file().equals(joined)) {
            Draft.delete(part.file());
        } else if (number == last && tail == null) {
            last--;
            end = part.offset();
        }
    }

    /** Moves parts that waited for their turn. */
    private void join() {
        Part next = parts.get(last + 1);
        while (next != null && tail == null) {
            try (FileChannel target = FileChannel.open(joined, StandardOpenOption.WRITE, StandardOpenOption.CREATE)) {
                append(next, target.position(end));
            } catch (IOException e) {
                LOG.warn("A part of an upload stays in its own file: {}", e.getMessage());
                return;
            }
            Draft.delete(next.file());
            last++;
            parts.put(last, new Part(joined, end, next.length(), next.etag()));
            end += next.length();
            next = parts.get(last + 1);
        }
    }

    private static void append(Part part, FileChannel target) throws IOException {
        try (FileChannel source = FileChannel.open(part.file(), StandardOpenOption.READ)) {
            long from = part.offset();
            long to = from + part.length();
            while (from < to) {
                long copied = source.transferTo(from, to - from, target);
                if (copied <= 0) {
                    throw new IOException("A part of an upload became shorter");
                }
                from += copied;
            }
        }
    }

    /**
     * Makes the file visible and ends the upload; if that fails, it goes on.
     *
     * @return false if the upload has ended before
     */
    synchronized boolean complete(List<Named> named) throws ApiException, IOException {
        if (closed) {
            return false;
        }
        List<Part> chosen = choose(named);
        if (tail == null && inOrder(chosen)) {
            leaveOut(chosen, named.get(named.size() - 1).number());
            volumes.publish(joined, path, overwrite);
        } else {
            publishCopy(chosen);
        }
        close();
        return true;
    }

    private List<Part> choose(List<Named> named) throws ApiException {
        List<Part> chosen = new ArrayList<>();
        int before = 0;
        for (Named name : named) {
            Part part = parts.get(name.number());
            if (name.number() <= before) {
                throw ApiException.invalidParameter(
                        "parts must be in ascending order, but " + name.number() + " follows " + before);
            } else if (part == null) {
                throw ApiException.invalidParameter("part " + name.number() + " has not been uploaded");
            } else if (!part.etag().equals(name.etag())) {
                throw ApiException.invalidParameter("part " + name.number() + " has another etag");
            }
            chosen.add(part);
            before = name.number();
        }
        return chosen;
    }

    /** Whether they are the first that were joined, with nothing in between. */
    private boolean inOrder(List<Part> chosen) {
        long offset = 0;
        for (Part part : chosen) {
            if (!part.file().equals(joined) || part.offset() != offset) {
                return false;
            }
            offset += part.length();
        }
        return true;
    }

    /** Keeps what is chosen only: others may stand behind it, and what is left of parts that were replaced. */
    private void leaveOut(List<Part> chosen, int lastChosen) throws IOException {
        parts.entrySet()
                .removeIf(part ->
                        part.getKey() > lastChosen && part.getValue().file().equals(joined));
        last = lastChosen;
        end = chosen.stream().mapToLong(Part::length).sum();
        try (FileChannel file = FileChannel.open(joined, StandardOpenOption.WRITE)) {
            file.truncate(end);
        }
    }

    private void publishCopy(List<Part> chosen) throws ApiException, IOException {
        Path copy = volumes.draft();
        try {
            try (FileChannel target = FileChannel.open(copy, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW)) {
                for (Part part : chosen) {
                    append(part, target);
                }
            }
            volumes.publish(copy, path, overwrite);
        } finally {
            Draft.delete(copy);
        }
    }

    /** Ends the upload; parts that still come are refused. */
    synchronized void close() {
        closed = true;
        coming.forEach(Draft::cancel);
        Draft.delete(joined);
        parts.values().stream()
                .map(Part::file)
                .filter(file -> !file.equals(joined))
                .forEach(Draft::delete);
        parts.clear();
    }
}

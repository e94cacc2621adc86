package io.appkit.localworkspace.faults;

import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A fault and the requests it meets. */
final class FaultRule {

    private final String id;
    private final String kind;
    private final String method;
    private final String path;
    private final Pattern pattern;
    private final Fault fault;
    private long remaining;
    private long skip;
    private long hits;
    private volatile boolean ended;

    /**
     * A rule.
     *
     * @param method {@code *} for any
     * @param path may contain {@code *} for any text
     * @param times how many requests it meets
     * @param skip how many it lets pass before
     */
    FaultRule(String id, String kind, String method, String path, long times, long skip, Fault fault) {
        this.id = id;
        this.kind = kind;
        this.method = method;
        this.path = path;
        this.pattern = Pattern.compile(
                Arrays.stream(path.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*")));
        this.remaining = times;
        this.skip = skip;
        this.fault = fault;
    }

    /** A rule as the API shows it; remaining is absent if there is no end. */
    record Description(
            String id,
            String kind,
            String method,
            String path,
            @Nullable Long remaining,
            long hits) {}

    String id() {
        return id;
    }

    Fault fault() {
        return fault;
    }

    /** Whether it meets this request; then it is used up by one. */
    synchronized boolean takes(String requestMethod, String requestPath) {
        if (remaining == 0
                || !(method.equals("*") || method.equals(requestMethod))
                || !pattern.matcher(requestPath).matches()) {
            return false;
        }
        if (skip > 0) {
            skip--;
            return false;
        }
        remaining -= remaining == Long.MAX_VALUE ? 0 : 1;
        hits++;
        return true;
    }

    synchronized Description description() {
        return new Description(id, kind, method, path, remaining == Long.MAX_VALUE ? null : remaining, hits);
    }

    /** Whether it was cleared, so that what it slows down may go on. */
    boolean ended() {
        return ended;
    }

    void end() {
        ended = true;
    }
}

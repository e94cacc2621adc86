package io.appkit.localworkspace.faults;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
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
    private final @Nullable String statement;
    private final Fault fault;
    private long remaining;
    private long skip;
    private long hits;
    private final Set<Runnable> hanging = ConcurrentHashMap.newKeySet();
    private volatile boolean ended;

    /**
     * A rule.
     *
     * @param method {@code *} for any
     * @param path may contain {@code *} for any text
     * @param statement what the SQL of the statement contains that a request is about; null for any request
     * @param times how many requests it meets
     * @param skip how many it lets pass before
     */
    FaultRule(
            String id,
            String kind,
            String method,
            String path,
            @Nullable String statement,
            long times,
            long skip,
            Fault fault) {
        this.id = id;
        this.kind = kind;
        this.method = method;
        this.path = path;
        this.pattern = Pattern.compile(
                Arrays.stream(path.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*")));
        this.statement = statement;
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

    boolean namesStatement() {
        return statement != null;
    }

    /**
     * Whether it meets this request; then it is used up by one.
     *
     * @param sql of the statement the request is about; empty if it is about none
     */
    synchronized boolean takes(String requestMethod, String requestPath, String sql) {
        if (remaining == 0
                || !(method.equals("*") || method.equals(requestMethod))
                || !pattern.matcher(requestPath).matches()
                || (statement != null && !sql.contains(statement))) {
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

    /** Keeps a request hanging until the rule is cleared. */
    void hang(Runnable release) {
        hanging.add(release);
        if (ended && hanging.remove(release)) {
            release.run();
        }
    }

    /** A request that hung has ended by itself. */
    void released(Runnable release) {
        hanging.remove(release);
    }

    /** Lets go of what it slows down or keeps hanging. */
    void end() {
        ended = true;
        List.copyOf(hanging).stream().filter(hanging::remove).forEach(Runnable::run);
    }
}

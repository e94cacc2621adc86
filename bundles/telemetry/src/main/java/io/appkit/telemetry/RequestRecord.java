package io.appkit.telemetry;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What the log event of a request says: noted by the spans of its work as they go along. */
final class RequestRecord {

    private static final String ATTEMPT = "execution.attempt";

    private final String method;
    private final String path;
    private final long begun = System.nanoTime();
    private final Map<String, Object> noted = new ConcurrentHashMap<>();

    RequestRecord(String method, String path) {
        this.method = method;
        this.path = path;
    }

    void note(String attribute, Object value) {
        switch (attribute) {
            case RequestLog.STATUS, RequestLog.USER, RequestLog.REQUEST_ID, "cache.hit", "execution.timeout_ms" ->
                noted.put(attribute, value);
            case ATTEMPT -> noted.merge(ATTEMPT, value, (one, other) -> Math.max((Long) one, (Long) other));
            default -> {}
        }
    }

    String method() {
        return method;
    }

    String path() {
        return path;
    }

    Duration duration() {
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    /** How often something was tried again. */
    long retries() {
        return noted.get(ATTEMPT) instanceof Long attempt ? attempt - 1 : 0;
    }

    /** Status, user, request id, cache hit, timeout: those that are known. */
    Map<String, Object> noted() {
        return noted;
    }
}

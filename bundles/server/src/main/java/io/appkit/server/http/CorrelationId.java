package io.appkit.server.http;

import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** By what a client, or what stands before us, finds its request again in our logs (contract: execution, section 2). */
public final class CorrelationId {

    private static final String[] HEADERS = {"x-request-id", "x-correlation-id", "x-amzn-trace-id"};
    private static final int LONGEST = 128;
    private static final String KEPT = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-";

    private CorrelationId() {}

    /**
     * The id of a request.
     *
     * @param headers answers the value of a request header; null if it is absent
     * @return letters, digits, dots, underscores and hyphens, at most 128; empty if there is none
     */
    public static String of(UnaryOperator<@Nullable String> headers) {
        for (String header : HEADERS) {
            String value = headers.apply(header);
            String kept = value == null ? "" : kept(value);
            if (!kept.isEmpty()) {
                return kept;
            }
        }
        return "";
    }

    /** For the end of a line of the log: empty if there is no id. */
    public static String suffix(UnaryOperator<@Nullable String> headers) {
        String id = of(headers);
        return id.isEmpty() ? "" : " [request " + id + "]";
    }

    private static String kept(String value) {
        StringBuilder kept = new StringBuilder();
        for (int i = 0; i < value.length() && kept.length() < LONGEST; i++) {
            char c = value.charAt(i);
            if (KEPT.indexOf(c) >= 0) {
                kept.append(c);
            }
        }
        return kept.toString();
    }
}

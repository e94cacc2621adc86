package io.appkit.localworkspace.http;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One request, read in full.
 *
 * @param method HTTP method
 * @param path decoded path without a trailing slash
 * @param query as sent, without the question mark; empty if there is none
 * @param variables values of the route's {@code {name}} segments
 * @param headers looks up a request header; null if absent
 * @param body as sent
 * @param principal on whose behalf; null where anyone may call
 */
@SuppressWarnings("ArrayRecordComponent") // handed over once and never compared
public record Call(
        String method,
        String path,
        String query,
        Map<String, String> variables,
        Function<String, @Nullable String> headers,
        byte[] body,
        @Nullable Principal principal) {

    /** A request of someone who is not known yet. */
    public Call(String method, String path, String query, Function<String, @Nullable String> headers, byte[] body) {
        this(method, path, query, Map.of(), headers, body, null);
    }

    /** A request header. */
    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.apply(name));
    }

    /** The value of a {@code {name}} segment of the route. */
    public String variable(String name) {
        String value = variables.get(name);
        if (value == null) {
            throw new IllegalArgumentException("the route has no segment {" + name + "}");
        }
        return value;
    }

    /** The body as a record. */
    public <T> T body(Class<T> type) throws ApiException {
        return Json.read(body, type);
    }

    /** On whose behalf it is, where a token is needed. */
    public Principal caller() {
        if (principal == null) {
            throw new IllegalStateException("anyone may call " + path);
        }
        return principal;
    }

    Call with(Map<String, String> routeVariables, @Nullable Principal by) {
        return new Call(method, path, query, routeVariables, headers, body, by);
    }
}

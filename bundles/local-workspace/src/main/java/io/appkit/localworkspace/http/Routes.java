package io.appkit.localworkspace.http;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** The endpoints there are, and what is said about all others. */
public final class Routes {

    /** Answers one request; may answer later, without a thread. */
    @FunctionalInterface
    public interface Endpoint {
        /** Answers a request. */
        public CompletionStage<Answer> answer(Call call) throws ApiException;
    }

    /** Answers one request at once. */
    @FunctionalInterface
    public interface PromptEndpoint {
        Answer answer(Call call) throws ApiException;
    }

    /** Tells on whose behalf a request is, or refuses it. */
    @FunctionalInterface
    public interface Access {

        /** Null if it is nobody's. */
        @Nullable
        Principal check(Call call) throws ApiException;
    }

    private record Route(String method, List<String> segments, Access access, Endpoint endpoint) {

        @Nullable
        Map<String, String> match(List<String> path) {
            if (path.size() != segments.size()) {
                return null;
            }
            Map<String, String> variables = new HashMap<>();
            for (int i = 0; i < path.size(); i++) {
                String segment = segments.get(i);
                if (segment.startsWith("{")) {
                    variables.put(segment.substring(1, segment.length() - 1), path.get(i));
                } else if (!segment.equals(path.get(i))) {
                    return null;
                }
            }
            return variables;
        }
    }

    private final Access restricted;
    private final List<Route> routes = new ArrayList<>();

    /** Routes whose restricted part, and every unknown path, is guarded by {@code restricted}. */
    public Routes(Access restricted) {
        this.restricted = restricted;
    }

    /** Adds an endpoint anyone may call. */
    public void open(String method, String path, PromptEndpoint endpoint) {
        routes.add(new Route(method, segments(path), call -> null, prompt(endpoint)));
    }

    /** Adds an endpoint that needs a token. */
    public void restricted(String method, String path, PromptEndpoint endpoint) {
        routes.add(new Route(method, segments(path), restricted, prompt(endpoint)));
    }

    /** Adds an endpoint that needs a token and may answer later. */
    public void restrictedLater(String method, String path, Endpoint endpoint) {
        routes.add(new Route(method, segments(path), restricted, endpoint));
    }

    private static Endpoint prompt(PromptEndpoint endpoint) {
        return call -> CompletableFuture.completedFuture(endpoint.answer(call));
    }

    /** Answers a request. */
    public CompletionStage<Answer> answer(Call call) throws ApiException {
        List<String> path = segments(call.path());
        List<String> otherMethods = new ArrayList<>();
        for (Route route : routes) {
            Map<String, String> variables = route.match(path);
            if (variables != null && route.method().equals(call.method())) {
                return route.endpoint()
                        .answer(call.with(variables, route.access().check(call)));
            } else if (variables != null) {
                otherMethods.add(route.method());
            }
        }
        restricted.check(call);
        if (!otherMethods.isEmpty()) {
            Answer refusal = new ApiException(
                            405, "METHOD_NOT_ALLOWED", call.method() + " is not allowed for " + call.path())
                    .answer();
            return CompletableFuture.completedFuture(refusal.with("Allow", String.join(", ", otherMethods)));
        }
        throw new ApiException(
                501,
                "NOT_IMPLEMENTED",
                "This endpoint is not available in the local workspace: " + call.method() + " " + call.path());
    }

    private static List<String> segments(String path) {
        String inner = path.startsWith("/") ? path.substring(1) : path;
        return List.of((inner.endsWith("/") ? inner.substring(0, inner.length() - 1) : inner).split("/", -1));
    }
}

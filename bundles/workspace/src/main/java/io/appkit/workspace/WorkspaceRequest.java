package io.appkit.workspace;

import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.eclipse.jetty.client.Request;
import org.jspecify.annotations.Nullable;

/**
 * A request that can be sent again.
 *
 * @param target absolute
 * @param body gives it, for each sending anew; null for none
 */
record WorkspaceRequest(
        String method, URI target, Map<String, String> headers, Supplier<Request.@Nullable Content> body) {

    static WorkspaceRequest of(String method, URI target) {
        return new WorkspaceRequest(method, target, Map.of(), () -> null);
    }

    /** The same with a header, in place of one of that name. */
    WorkspaceRequest with(String name, String value) {
        Map<String, String> more = new HashMap<>(headers);
        more.put(name, value);
        return new WorkspaceRequest(method, target, Map.copyOf(more), body);
    }

    /** Whether it changes nothing, so that it may be sent again when nobody knows whether it arrived. */
    boolean safe() {
        return method.equals("GET") || method.equals("HEAD");
    }
}

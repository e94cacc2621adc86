package io.appkit.workspace;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.appkit.api.Registration;
import java.net.URI;
import java.util.Map;
import java.util.Set;
import org.eclipse.jetty.client.BytesRequestContent;
import org.eclipse.jetty.client.HttpClient;
import org.jspecify.annotations.Nullable;

/**
 * What all calls to one workspace share.
 *
 * @param host URL of the workspace, without a path
 * @param http sends
 * @param mapper the SDK's JSON form
 * @param answers reads
 * @param timer for deadlines and waits
 * @param open calls and transfers under way; whoever closes the client ends them
 */
record WorkspaceExchanges(
        String host, HttpClient http, ObjectMapper mapper, Answers answers, Timer timer, Set<Registration> open) {

    WorkspaceRequest request(String method, String path, @Nullable Object body) {
        URI target = URI.create(host + path);
        Map<String, String> headers = Map.of("Accept", "application/json");
        if (body == null) {
            return new WorkspaceRequest(method, target, headers, () -> null);
        }
        byte[] json = json(body);
        return new WorkspaceRequest(method, target, headers, () -> new BytesRequestContent("application/json", json));
    }

    private byte[] json(Object body) {
        try {
            return mapper.writeValueAsBytes(body);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    "no JSON form of " + body.getClass().getName(), e);
        }
    }
}

package io.appkit.workspace;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.appkit.api.Registration;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What all calls to one workspace share.
 *
 * @param host URL of the workspace, without a path
 * @param http sends
 * @param uploads sends what streams
 * @param mapper the SDK's JSON form
 * @param answers reads
 * @param timer for deadlines and waits
 * @param open calls and transfers under way; whoever closes the client ends them
 */
record WorkspaceExchanges(
        String host,
        HttpClient http,
        UploadConnections uploads,
        ObjectMapper mapper,
        Answers answers,
        Timer timer,
        Set<Registration> open) {

    HttpRequest.Builder request(String method, String path, @Nullable Object body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(host + path))
                .header("Accept", "application/json")
                .header("User-Agent", "appkit-jvm");
        if (body == null) {
            return request.method(method, BodyPublishers.noBody());
        }
        try {
            return request.header("Content-Type", "application/json")
                    .method(method, BodyPublishers.ofByteArray(mapper.writeValueAsBytes(body)));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    "no JSON form of " + body.getClass().getName(), e);
        }
    }
}

package io.appkit.itests.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** What a workspace wants to see of an app. */
public final class AccessToken {

    private AccessToken() {}

    /**
     * A token of the app's service principal.
     *
     * @param environment what an app needs to use the workspace
     */
    public static String of(Map<String, String> environment) throws IOException, InterruptedException {
        String form = "grant_type=client_credentials&client_id=" + environment.get("DATABRICKS_CLIENT_ID")
                + "&client_secret="
                + URLEncoder.encode(environment.get("DATABRICKS_CLIENT_SECRET"), StandardCharsets.UTF_8);
        JsonNode answer = new ObjectMapper()
                .readTree(HttpClient.newHttpClient()
                        .send(
                                HttpRequest.newBuilder(
                                                URI.create(environment.get("DATABRICKS_HOST") + "/oidc/v1/token"))
                                        .header("Content-Type", "application/x-www-form-urlencoded")
                                        .POST(BodyPublishers.ofString(form))
                                        .build(),
                                BodyHandlers.ofString())
                        .body());
        String token = answer.path("access_token").asText();
        if (token.isEmpty()) {
            throw new IOException("no token: " + answer);
        }
        return token;
    }
}

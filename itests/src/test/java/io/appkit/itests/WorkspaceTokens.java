package io.appkit.itests;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;

/**
 * Access tokens of people at the local workspace, as a sign-in proxy gets them.
 *
 * @param port where the workspace listens
 * @param secret of the app
 */
record WorkspaceTokens(int port, String secret) {

    private static final String RETURN = "http://127.0.0.1/";
    private static final String VERIFIER = "v".repeat(64);

    String of(Person person) throws IOException, InterruptedException, NoSuchAlgorithmException {
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(VERIFIER.getBytes(StandardCharsets.US_ASCII));
        Visitor visitor = new Visitor();
        HttpResponse<String> page = visitor.follow(address("authorize?"
                + Visitor.form(Map.of(
                        "response_type",
                        "code",
                        "client_id",
                        Person.APP,
                        "redirect_uri",
                        RETURN,
                        "scope",
                        "openid email profile all-apis",
                        "code_challenge_method",
                        "S256",
                        "code_challenge",
                        Base64.getUrlEncoder().withoutPadding().encodeToString(hash)))));
        String query = Visitor.location(visitor.choose(page, person.email())).getRawQuery();
        HttpResponse<String> answer = visitor.send(HttpRequest.newBuilder(address("token"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(Visitor.form(Map.of(
                        "grant_type",
                        "authorization_code",
                        "client_id",
                        Person.APP,
                        "client_secret",
                        secret,
                        "redirect_uri",
                        RETURN,
                        "code_verifier",
                        VERIFIER,
                        "code",
                        query.replaceAll(".*\\bcode=([^&]*).*", "$1"))))));
        String token =
                new ObjectMapper().readTree(answer.body()).path("access_token").asText();
        if (token.isEmpty()) {
            throw new AssertionError("no token: " + answer.statusCode() + " " + query);
        }
        return token;
    }

    private URI address(String path) {
        return URI.create("http://127.0.0.1:" + port + "/oidc/v1/" + path);
    }
}

package io.appkit.itests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Secrets in use are in no output: not in the console's, not in the log's, not in an answer's. */
class SecretsIT {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private static final List<String> COMMANDS = List.of(
            "appkit:info",
            "appkit:auth-info",
            "appkit:plugin-list",
            "appkit:routes",
            "appkit:resources",
            "appkit:streams",
            "appkit:cache-stats",
            "appkit:query revenue_by_segment region=ASIA from_date=1997-01-01 to_date=1998-01-01",
            "appkit:query no_such_query",
            "appkit:files-ls",
            "appkit:files-ls files",
            "appkit:files-ls no_such_volume",
            "appkit:files-get files/no_such_file",
            "appkit:cache-clear",
            "appkit:sessions-revoke --all");

    private static final List<String> REQUESTS = List.of(
            // The server closes the connection after it; what the client sends again on another must be a GET.
            "GET /%2e%2e/%2e%2e/etc/appkit.auth.cfg",
            "GET /",
            "GET /health",
            "GET /nope",
            "GET /api/nope",
            "GET /api/appkit/session",
            "GET /api/files/volumes",
            "GET /api/files/nope/list",
            "GET /api/files/files/read?path=nope",
            "POST /api/analytics/query/nope {}",
            "POST /api/analytics/query/revenue_by_segment {",
            "POST /api/analytics/query/revenue_by_segment {}",
            "POST /.auth/callback {}",
            "GET /.auth/nope",
            "GET /.auth/callback?state=nope&code=nope",
            "TRACE /",
            "OPTIONS /",
            "PUT /api/appkit/session {}");

    private final LiveSecrets secrets = new LiveSecrets();

    @Test
    void consoleLogAndAnswersKeepTheSecretsOfASession() throws Exception {
        ConsoleIT.assumeConsole();
        String key = random();
        String clientSecret = random();
        Distribution distribution = Distribution.unpack()
                .configure("appkit.auth.cfg", "cookieKeys = " + key)
                .configure("appkit.local.cfg", "clientSecret = " + clientSecret);
        tellMore(distribution);
        secrets.add("key of cookies", key).add("client secret", clientSecret);
        try (Server terminal = distribution.openTerminal()) {
            terminal.awaitReady();
            Visitor visitor = Visitor.signIn(URI.create(terminal.address("/")), Visitor.INES);
            secrets.addSession(visitor.cookie(), key);
            terminal.calledBy(Map.of("Cookie", visitor.cookie()));
            assertThat(answers(terminal)).contains(200, 400, 403, 404);
            terminal.calledBy(Map.of("Cookie", visitor.cookie().replace("=e", "=f")));
            assertThat(answers(terminal)).contains(200, 400, 401, 403);

            for (String command : COMMANDS) {
                terminal.type(command);
                terminal.type(command.replaceFirst(" |$", " --json "));
            }
            terminal.type("logout");
            assertThat(terminal.exitCode(Server.START_LIMIT)).isZero();

            String output = String.join("\n", terminal.output());
            assertThat(output).contains("Cookie keys", "/api/analytics", "5 rows", "\"cookieKeys\"", "have ended");
            secrets.assertAbsentFrom("console", output + String.join("\n", terminal.errors()));
            String log = Files.readString(distribution.home().resolve("data/log/appkit.log"));
            assertThat(log).contains("AppKit is ready", "DEBUG");
            secrets.assertAbsentFrom("log", log);
        }
    }

    @Test
    void logAndAnswersKeepATokenThatAProxyForwards() throws Exception {
        int port = Distribution.freePort();
        String clientSecret = random();
        Distribution distribution = Distribution.unpack()
                .configure("appkit.auth.cfg", "mode = databricks-apps")
                .configure("appkit.local.cfg", "port = " + port, "clientSecret = " + clientSecret);
        tellMore(distribution);
        try (Server server = distribution.start().awaitReady()) {
            String live = token(port, clientSecret);
            secrets.add("client secret", clientSecret).add("live token", live);
            server.calledBy(Map.of("X-Forwarded-User", "7", "X-Forwarded-Access-Token", live));
            assertThat(answers(server)).contains(200, 400, 403, 404);

            String unknown = "dapi" + random();
            secrets.add("unknown token", unknown);
            server.calledBy(Map.of("X-Forwarded-User", "8", "X-Forwarded-Access-Token", unknown));
            assertThat(answers(server)).contains(200, 400, 403, 404);
            server.calledBy(Map.of("X-Forwarded-Access-Token", unknown));
            assertThat(answers(server)).contains(401);

            assertThat(server.terminate()).isZero();
            assertSilent(server);
        }
    }

    @Test
    void logAndAnswersKeepTheServersOwnCredentials() throws Exception {
        String token = "dapi" + random();
        String clientSecret = "dose" + random();
        secrets.add("token", token).add("client secret", clientSecret);
        Distribution distribution = Distribution.unpack().configure("appkit.auth.cfg", "mode = databricks-apps");
        tellMore(distribution);
        Map<String, String> environment = Map.of(
                "DATABRICKS_HOST",
                "http://127.0.0.1:" + Distribution.freePort(),
                "DATABRICKS_WAREHOUSE_ID",
                "abc",
                "DATABRICKS_TOKEN",
                token,
                "DATABRICKS_CLIENT_ID",
                "10ca1a00-a990-4e5e-8000-000000000009",
                "DATABRICKS_CLIENT_SECRET",
                clientSecret);
        try (Server server = distribution.start(environment).awaitHealthy()) {
            server.calledBy(Map.of("X-Forwarded-User", "7"));
            assertThat(answers(server)).contains(200, 404);

            assertThat(server.terminate()).isZero();
            assertSilent(server);
        }
    }

    private void assertSilent(Server server) {
        String log = String.join("\n", server.output());
        assertThat(log).contains("DEBUG");
        secrets.assertAbsentFrom("log", log + String.join("\n", server.errors()));
    }

    /** Our own bundles log whatever they have to say. */
    private static void tellMore(Distribution distribution) throws IOException {
        Path logging = distribution.home().resolve("etc/org.ops4j.pax.logging.cfg");
        String debug = Files.readString(logging).replaceFirst("(?m)^(log4j2.logger.appkit.level = ).*$", "$1DEBUG");
        Files.writeString(logging, debug, StandardOpenOption.TRUNCATE_EXISTING);
    }

    private static String random() {
        byte[] bytes = new byte[32];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** An access token of the app at the local workspace. */
    private static String token(int port, String clientSecret) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/oidc/v1/token"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("grant_type=client_credentials&scope=all-apis"
                        + "&client_id=10ca1a00-a990-4e5e-8000-000000000001&client_secret=" + clientSecret))
                .build();
        String answer = CLIENT.send(request, BodyHandlers.ofString()).body();
        return answer.replaceFirst("(?s).*\"access_token\"\\s*:\\s*\"([^\"]+)\".*", "$1");
    }

    /** The statuses of answers in whose heads and bodies no secret is, of the same site and of another one. */
    private List<Integer> answers(Server server) throws IOException, InterruptedException {
        List<Integer> statuses = new ArrayList<>();
        for (String request : REQUESTS) {
            statuses.add(answer(server, request, "same-origin"));
        }
        statuses.add(answer(server, "POST /api/analytics/query/revenue_by_segment {}", "cross-site"));
        return statuses;
    }

    private int answer(Server server, String text, String site) throws IOException, InterruptedException {
        String[] parts = text.split(" ", 3);
        HttpRequest.Builder request = server.request(parts[1])
                .header("Sec-Fetch-Site", site)
                .header("Content-Type", "application/json")
                .method(parts[0], parts.length < 3 ? BodyPublishers.noBody() : BodyPublishers.ofString(parts[2]));
        HttpResponse<String> answer = CLIENT.send(request.build(), BodyHandlers.ofString());
        String head = answer.headers().map().entrySet().stream()
                .map(header -> header.getKey() + ": " + header.getValue())
                .collect(Collectors.joining("\n"));
        secrets.assertAbsentFrom(text + " -> " + answer.statusCode(), head + "\n\n" + answer.body());
        return answer.statusCode();
    }
}

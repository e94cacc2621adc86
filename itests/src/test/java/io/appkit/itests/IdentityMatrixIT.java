package io.appkit.itests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Three people, each with two sessions, ask for everything there is at the same time: nobody gets what is somebody else's.
 * Where the server signs them in, their tokens are renewed meanwhile.
 */
@ParameterizedClass
@EnumSource(IdentityMatrixIT.Mode.class)
@Timeout(180)
class IdentityMatrixIT {

    /** How callers are known. */
    enum Mode {
        OIDC,
        FORWARDED
    }

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern PAYLOAD = Pattern.compile("id=\"__appkit__\"[^>]*>([^<]*)<");
    private static final String SECRET = "known to the proxy of this test";
    private static final int ROUNDS = 22;
    private static final int BATCHES = 6;
    private static final int GUESTS_EACH = 2;
    private static final int SHORT_LIFE_MILLIS = 20_000;

    private static Server server;
    private static List<Guest> guests;
    private static Set<String> routes;
    private static IdentityMatrix matrix;

    @Parameter
    private Mode mode;

    @BeforeParameterizedClassInvocation
    static void start(Mode mode, @TempDir Path app) throws Exception {
        IdentityMatrix.writeApp(app);
        int port = Distribution.freePort();
        boolean oidc = mode == Mode.OIDC;
        Distribution distribution = Distribution.unpack()
                .configure(
                        "appkit.auth.cfg",
                        "mode = " + (oidc ? "oidc" : "databricks-apps"),
                        "trustedProxies = 127.0.0.1")
                .configure("appkit.files.cfg", "auth = on-behalf-of-user")
                .configure("appkit.files.volume-files.cfg", "policy = allowAll")
                .configure("appkit.files.volume-reports.cfg", "policy = publicRead")
                .configure(
                        "appkit.local.cfg",
                        "faults = true",
                        "port = " + port,
                        "clientSecret = " + SECRET,
                        "tokenLifetime = " + (oidc ? SHORT_LIFE_MILLIS : 3_600_000));
        WhoPlugin.bundle(distribution.home().resolve("deploy/who.jar"));
        server = distribution.start(Map.of("APPKIT_APP_DIR", app.toString())).awaitReady();
        // One warehouse delivers Arrow in its answers, which is cached, the other one behind links.
        ObjectNode delivery = JSON.createObjectNode().put("chunk_rows", 2);
        if (!oidc) {
            delivery.putArray("inline").add("JSON_ARRAY").add("ARROW_STREAM");
        }
        new WorkspaceFaults(port).deliver(delivery);
        guests = new ArrayList<>();
        for (int i = 0; i < GUESTS_EACH; i++) {
            for (Person person : Person.values()) {
                guests.add(
                        oidc
                                ? Guest.signIn(server, person)
                                : Guest.forwarded(person, new WorkspaceTokens(port, SECRET).of(person)));
            }
        }
        server.await("the plugin of this test", () -> routes().contains("who.me"));
        routes = routes();
        matrix = new IdentityMatrix(server, routes.contains("files.list"));
    }

    @AfterParameterizedClassInvocation
    static void stop() {
        server.close();
    }

    /** Those the page is told of. */
    private static Set<String> routes() {
        try {
            Matcher payload =
                    PAYLOAD.matcher(guests.get(0).send(server.request("/")).body());
            assertThat(payload.find()).isTrue();
            Set<String> names = new TreeSet<>();
            JsonNode endpoints = JSON.readTree(payload.group(1)).path("endpoints");
            endpoints
                    .properties()
                    .forEach(plugin -> plugin.getValue()
                            .fieldNames()
                            .forEachRemaining(route -> names.add(plugin.getKey() + "." + route)));
            return names;
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void everyRouteIsInTheMatrix() {
        assertThat(routes).isSubsetOf(IdentityMatrix.ROUTES).contains("analytics.query", "who.me");
    }

    @Test
    void nobodyGetsWhatIsSomebodyElses() throws Exception {
        List<Map<String, String>> before = guests.stream().map(Guest::identity).toList();
        atOnce(guest -> {
            for (int number = 0; number < ROUNDS && matrix.faults().isEmpty(); number++) {
                matrix.round(guest, number);
            }
        });
        server.await("sessions that were renewed", () -> {
            if (mode == Mode.OIDC && matrix.faults().isEmpty() && anyoneAsBefore(before)) {
                atOnce(matrix::identity);
                return false;
            }
            return true;
        });

        assertThat(matrix.faults()).isEmpty();
        assertThat(matrix.unasked(routes)).isEmpty();
        assertThat(matrix.answers()).isGreaterThan(2_000);
    }

    private static boolean anyoneAsBefore(List<Map<String, String>> before) {
        return IntStream.range(0, before.size())
                .anyMatch(i -> before.get(i).equals(guests.get(i).identity()));
    }

    private interface Task {
        void of(Guest guest) throws Exception;
    }

    /** All guests do it at the same time. */
    private static void atOnce(Task task) {
        ExecutorService threads = Executors.newFixedThreadPool(guests.size());
        try {
            List<Future<Void>> all = guests.stream()
                    .map(guest -> threads.submit(() -> {
                        task.of(guest);
                        return (Void) null;
                    }))
                    .toList();
            for (Future<Void> one : all) {
                one.get(120, TimeUnit.SECONDS);
            }
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new AssertionError(e);
        } finally {
            threads.shutdownNow();
        }
    }

    /** As behind a proxy that keeps connections: answers to requests sent ahead go to who asked. */
    @Test
    void onOneConnectionEveryRequestIsItsOwnCallers() throws Exception {
        try (KeptConnection connection = new KeptConnection(server)) {
            for (int batch = 0; batch < BATCHES; batch++) {
                for (Guest guest : guests) {
                    connection.write("GET /api/appkit/session", lines(guest), "");
                    connection.write(
                            "POST /api/analytics/query/who", lines(guest), IdentityMatrix.body("JSON_ARRAY", -batch));
                    connection.write("GET /api/who/me", lines(guest), "");
                    connection.write(
                            "POST /api/analytics/query/pages",
                            lines(guest),
                            IdentityMatrix.body("ARROW_STREAM", -batch));
                    connection.write("GET /api/who/me", List.of(), "");
                }
                for (Guest guest : guests) {
                    for (long times : new long[] {3, 1, 3, IdentityMatrix.PAGE_ROWS}) {
                        assertTellsOfNobodyElse(connection.read(), guest.person(), times);
                    }
                    KeptConnection.Answer unknown = connection.read();
                    assertThat(unknown.status()).isEqualTo(401);
                    assertThat(Person.values()).noneMatch(person -> person.isNamedIn(unknown.text()));
                }
            }
        }
    }

    private static List<String> lines(Guest guest) {
        return guest.identity().entrySet().stream()
                .map(header -> header.getKey() + ": " + header.getValue())
                .toList();
    }

    private static void assertTellsOfNobodyElse(KeptConnection.Answer answer, Person person, long times) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(person.isMistakenIn(answer.text())).as(answer.text()).isFalse();
        assertThat(person.timesIn(answer.text())).as(answer.text()).isEqualTo(times);
    }

    @Test
    void aStreamIsJoinedByWhoBeganItAlone() throws Exception {
        Guest owner = guests.get(0);
        String path = "/api/who/watch/open-1";
        try (KeptConnection first = new KeptConnection(server);
                KeptConnection again = new KeptConnection(server)) {
            first.write("GET " + path, lines(owner), "");
            List<String> ids = first.readEventIds(3);
            again.write("GET " + path, with(lines(owner), List.of("Last-Event-ID: " + ids.get(1))), "");
            assertThat(again.readEventIds(1)).containsExactly(ids.get(2));
            assertForbidden(path, ids);
            assertThat(owner.send(server.request("/api/who/end/open-1").POST(BodyPublishers.noBody()))
                            .body())
                    .contains("true");
            assertThat(first.readEventIds(1)).isEqualTo(again.readEventIds(1));
            assertForbidden(path, ids);
        }
    }

    private static void assertForbidden(String path, List<String> ids) throws Exception {
        for (Guest other : guests) {
            if (other.person() == guests.get(0).person()) {
                continue;
            }
            for (String id : ids) {
                String body = other.send(server.request(path).header("Last-Event-ID", id))
                        .body();
                assertThat(body).containsOnlyOnce("data:").contains("STREAM_FORBIDDEN");
                assertThat(other.person().isMistakenIn(body)).isFalse();
            }
            assertThat(other.send(server.request("/api/who/end/open-1").POST(BodyPublishers.noBody()))
                            .body())
                    .contains("false");
        }
    }

    /** Beside what the guest is known by, nothing changes who it is; alone, it is nobody. */
    @Test
    void headersThatNameOthersAreNotBelieved() throws Exception {
        boolean oidc = mode == Mode.OIDC;
        List<SpoofedHeaders> all = SpoofedHeaders.all();
        assertThat(all).hasSizeGreaterThan(250);
        try (KeptConnection connection = new KeptConnection(server)) {
            for (SpoofedHeaders spoofed : all) {
                KeptConnection.Answer known = session(connection, with(lines(guests.get(0)), spoofed.lines()));
                assertThat(known.status()).as(spoofed + known.text()).isEqualTo(oidc || !spoofed.proxys() ? 200 : 400);
                assertThat(Person.INES.isMistakenIn(known.text()))
                        .as(spoofed + known.text())
                        .isFalse();
                if (oidc || !spoofed.proxys()) {
                    assertThat(session(connection, spoofed.lines()).status())
                            .as(spoofed.toString())
                            .isEqualTo(401);
                }
            }
        }
    }

    @Test
    void whoDoesNotComeFromTheProxyIsNobody() throws Exception {
        InetAddress elsewhere = InetAddress.getByName("127.0.0.2");
        try (KeptConnection connection = new KeptConnection(server, elsewhere)) {
            for (SpoofedHeaders spoofed : SpoofedHeaders.all()) {
                assertThat(session(connection, spoofed.lines()).status())
                        .as(spoofed.toString())
                        .isEqualTo(401);
            }
            Guest guest = guests.get(0);
            assertThat(session(connection, lines(guest)).status()).isEqualTo(mode == Mode.OIDC ? 200 : 401);
        }
    }

    private static KeptConnection.Answer session(KeptConnection connection, List<String> lines) throws IOException {
        connection.write("GET /api/appkit/session", lines, "");
        return connection.read();
    }

    private static List<String> with(List<String> lines, List<String> more) {
        return Stream.concat(lines.stream(), more.stream()).toList();
    }

    /** The six origins from which a page may not change anything, with each method that may. */
    @Test
    void pagesOfOtherOriginsChangeNothing() throws Exception {
        String own = server.address("");
        List<String> foreign = List.of(
                "https://evil.example",
                // Only where the server does not stand behind a proxy that speaks https, it knows its own scheme.
                mode == Mode.OIDC
                        ? own.replace("http:", "https:")
                        : "https://evil." + own.substring("http://".length()),
                own.substring(0, own.lastIndexOf(':')) + ":1",
                own + ".evil.example",
                "http://user@" + own.substring("http://".length()),
                "null");
        try (KeptConnection connection = new KeptConnection(server)) {
            for (String method : List.of("POST", "PUT", "PATCH", "DELETE")) {
                for (String origin : foreign) {
                    for (Guest guest : guests) {
                        connection.write(
                                method + " /api/who/end/open-2", with(lines(guest), List.of("Origin: " + origin)), "");
                        assertThat(connection.read().status())
                                .as(method + " " + origin)
                                .isEqualTo(403);
                    }
                }
            }
            connection.write("POST /api/who/end/open-2", with(lines(guests.get(0)), List.of("Origin: " + own)), "");
            assertThat(connection.read().status()).isEqualTo(200);
        }
    }
}

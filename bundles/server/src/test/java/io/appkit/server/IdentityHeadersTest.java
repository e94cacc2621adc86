package io.appkit.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.appkit.api.Caller;
import io.appkit.api.platform.BearerToken;
import io.appkit.api.platform.GateDecision;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Nothing behind the gate sees what says who is calling, however it is spelt and whoever asks. */
@Timeout(120)
class IdentityHeadersTest {

    private static final List<String> NAMES = List.of(
            "X-Forwarded-Access-Token",
            "X-Forwarded-User",
            "X-Forwarded-Email",
            "X-Forwarded-Preferred-Username",
            "Authorization",
            "Proxy-Authorization",
            "Cookie");

    @TempDir
    Path folder;

    private TestServer server;

    @BeforeEach
    void start() throws Exception {
        server = new TestServer(folder, Map.of());
        server.add("/curious/*", new CuriousServlet());
        server.platform.route("GET", "/ask", exchange -> {
            List<String> seen = new ArrayList<>(List.of("asked"));
            for (String name : names().toList()) {
                exchange.header(name).ifPresent(seen::add);
            }
            exchange.json(seen);
        });
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
    }

    /** Tells all it can find out. */
    private static final class CuriousServlet extends HttpServlet {

        private static final long serialVersionUID = 1L;

        @Override
        protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
            request.getInputStream().readAllBytes();
            PrintWriter out = response.getWriter();
            out.println("user " + request.getRemoteUser() + ", " + request.getUserPrincipal() + ", "
                    + request.getAuthType() + ", " + request.isUserInRole("admin"));
            out.println("cookies " + Arrays.toString(request.getCookies()));
            out.println("trailers " + request.getTrailerFields());
            for (String name : Collections.list(request.getAttributeNames())) {
                out.println("attribute " + name + " " + request.getAttribute(name));
            }
            for (String name : Collections.list(request.getHeaderNames())) {
                out.println("header " + name + " " + request.getHeader(name));
            }
            names().forEach(name -> {
                out.println(request.getHeader(name) + Collections.list(request.getHeaders(name)));
                out.println(tried(() -> request.getIntHeader(name)) + tried(() -> request.getDateHeader(name)));
            });
        }

        private static String tried(Supplier<Number> number) {
            try {
                return number.get().longValue() == -1 ? "" : "number " + number.get();
            } catch (IllegalArgumentException e) {
                return "no number";
            }
        }
    }

    /** All spellings of all names. */
    static Stream<String> names() {
        return NAMES.stream()
                .flatMap(name ->
                        Stream.of(name, name.toLowerCase(Locale.ROOT), name.toUpperCase(Locale.ROOT), mixed(name)))
                .flatMap(name -> Stream.of('-', '_', '.', '~').map(c -> name.replace('-', c)))
                .distinct();
    }

    private static String mixed(String name) {
        StringBuilder mixed = new StringBuilder();
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            mixed.append(i % 3 == 1 ? Character.toUpperCase(c) : Character.toLowerCase(c));
        }
        return mixed.toString();
    }

    /** The lines by which one header can be sent. */
    private static List<List<String>> forms(String name) {
        return List.of(
                List.of(name + ": MALLORY"),
                List.of(name + ": MALLORY", name + ": MALLORY-2"),
                List.of(name + ": ", name + ": MALLORY"),
                List.of(name + ": MALLORY,anna"),
                List.of(name + ":MALLORY\t"),
                List.of(name + ": 666666"),
                List.of(name + ": Sat, 06 Jun 2026 06:06:06 GMT"));
    }

    @ParameterizedTest
    @MethodSource("names")
    void noSpellingIsSeen(String name) throws Exception {
        for (GateDecision decision : List.of(new GateDecision.Public(), anna())) {
            server.gate = request -> decision;
            for (List<String> form : forms(name)) {
                List<String> lines = new ArrayList<>(form);
                lines.add("X-Forwarded-For: VISIBLE");
                String seen = server.raw("GET /curious/x", lines.toArray(String[]::new));
                assertThat(seen)
                        .startsWith("HTTP/1.1 200")
                        .contains("header X-Forwarded-For VISIBLE", "user null, null, null, false", "cookies null")
                        .doesNotContain("MALLORY", "number", "666666", "06 Jun", "Anna", "s3cret", "fingerprint")
                        .doesNotContainIgnoringCase(name + " ");
            }
        }
        server.gate = request -> anna();
        assertThat(server.raw("GET /api/demo/ask", forms(name).get(0).toArray(String[]::new)))
                .startsWith("HTTP/1.1 200")
                .endsWith("[\"asked\"]");
    }

    private static GateDecision anna() {
        return new GateDecision.Admit(new Caller(
                "7", Optional.of("anna@example.com"), Optional.of("Anna"), Optional.of(new BearerToken("s3cret"))));
    }

    @Test
    void theyAreNotSeenInTrailersEither() throws Exception {
        String body = "1\r\nx\r\n0\r\nX-Checksum: VISIBLE\r\nX_Forwarded_User: MALLORY\r\nCookie: MALLORY\r\n\r\n";
        try (Socket socket = server.open("POST /curious/x", "Transfer-Encoding: chunked", "Trailer: X-Checksum")) {
            socket.getOutputStream().write(body.getBytes(ISO_8859_1));
            assertThat(new String(socket.getInputStream().readAllBytes(), ISO_8859_1))
                    .startsWith("HTTP/1.1 200")
                    .contains("VISIBLE")
                    .doesNotContain("MALLORY");
        }
    }
}

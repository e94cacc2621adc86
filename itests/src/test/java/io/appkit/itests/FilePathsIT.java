package io.appkit.itests;

import static org.assertj.core.api.Assertions.assertThat;

import io.appkit.itests.bench.Connection;
import io.appkit.itests.bench.Endpoint;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Paths that want to get out of a volume or to break something, as they come over the wire. */
class FilePathsIT {

    private static final String SENTINEL = "what nobody may see";
    private static final String NEIGHBOUR = "main/default/neighbour";

    private static final List<String> DOTS = List.of(
            ".",
            "%2e",
            "%2E",
            "%252e",
            "%c0%ae",
            "%e0%80%ae",
            "%f0%80%80%ae",
            "%u002e",
            "%uff0e",
            "%EF%BC%8E",
            "%E2%80%A4",
            "%00.",
            ".%00",
            "%0d.",
            ".%E2%80%8B",
            "%C2%AD.");
    private static final List<String> SLASHES = List.of(
            "/",
            "//",
            "/./",
            "%2f",
            "%2F",
            "%252f",
            "%5c",
            "\\",
            "%255c",
            "%c0%af",
            "%c1%9c",
            "%e0%80%af",
            "%u2215",
            "%E2%88%95",
            "%EF%BC%8F",
            "%E2%81%84",
            ";/",
            "/%00/",
            "%0a/");
    private static final List<String> NAMES = List.of(
            "con",
            "nul.txt",
            "aux.",
            "com1",
            "lpt1.txt",
            "a:b",
            "file.txt::$DATA",
            "~",
            "~root",
            "$HOME",
            "${jndi:ldap://127.0.0.1/a}",
            "`id`",
            "$(id)",
            "|id",
            "a;id",
            "-rf",
            "--help",
            "*",
            "?",
            "<>",
            "\"",
            "'",
            "'; DROP TABLE x;--",
            "%n%s%p%x",
            "{{7*7}}",
            "../",
            "...",
            "....//",
            ". ",
            " .",
            " ",
            "\t",
            "\r\nSet-Cookie: a=b",
            "a\r\nX: y",
            "a\nb",
            "a\u0000b",
            "a\u0000.png",
            "\u202Etxt.exe",
            "\u200Fx",
            "\uFEFFx",
            "\u0085x",
            "\u2028x",
            "x\u007F",
            "a\u0300\u0301\u0302",
            "\uD83D\uDE00",
            "Ａ",
            "ﬀ",
            "İ",
            "ß",
            "a".repeat(255),
            "a".repeat(256),
            "é".repeat(128),
            "a/".repeat(500) + "b",
            "a".repeat(4096),
            "a".repeat(4097),
            "é".repeat(4097),
            ".hidden",
            ".tmp",
            ".appkit",
            "..a",
            "a..",
            "a..b",
            "..;",
            "..%00",
            "file:///etc/passwd",
            "http://127.0.0.1/",
            "\\\\host\\share",
            "C:\\x",
            "/etc/passwd",
            "/proc/self/environ",
            "/Volumes",
            "/Volumes/",
            "/Volumes/main",
            "/Volumes/main/default",
            "/Volumes/" + NEIGHBOUR + "/sentinel.txt",
            "/Volumes/main/default/files/../neighbour",
            "/Volumes/main/default/filesx",
            "/volumes/main/default/files",
            "//Volumes/main/default/files/x",
            "/Volumes/main/default/files/./../neighbour/sentinel.txt",
            "/dbfs/x",
            "dbfs:/x",
            "__proto__",
            "constructor");

    private static Distribution distribution;
    private static Server server;
    private static Path volumes;

    @BeforeAll
    static void start() throws Exception {
        distribution = Distribution.unpack()
                .configure("appkit.auth.cfg", "mode = databricks-apps")
                .configure("appkit.files.volume-files.cfg", "policy = allowAll");
        volumes = distribution.home().resolve("var/local/volumes");
        for (String place : List.of(NEIGHBOUR, "main/default", "main", "")) {
            Files.createDirectories(volumes.resolve(place));
            Files.writeString(volumes.resolve(place).resolve("sentinel.txt"), SENTINEL);
        }
        server = distribution.start().awaitReady();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void noneLeadsOutOfTheVolumeAndNoneBreaksTheServer() throws Exception {
        Set<String> paths = corpus();
        assertThat(paths).hasSizeGreaterThan(300);
        Set<String> outside = outside();
        List<String> wrong = new ArrayList<>();
        for (String path : paths) {
            for (String action : List.of("read", "raw", "list", "metadata")) {
                ask("GET", action, path, wrong);
            }
            ask("POST", "upload", path, wrong);
            ask("DELETE", "", path, wrong);
        }
        assertThat(wrong).isEmpty();
        assertThat(outside()).isEqualTo(outside);
        assertThat(server.get("/health").statusCode()).isEqualTo(200);
    }

    private static Set<String> corpus() {
        Set<String> paths = new LinkedHashSet<>();
        for (String dot : DOTS) {
            for (String slash : SLASHES) {
                String up = dot + dot + slash;
                paths.add(up + "neighbour" + slash + "sentinel.txt");
                paths.add("notes" + slash + up + up + "sentinel.txt");
            }
        }
        for (String name : NAMES) {
            paths.add(URLEncoder.encode(name, StandardCharsets.UTF_8));
        }
        return paths;
    }

    private static void ask(String method, String action, String path, List<String> wrong) {
        String target = "/api/files/files" + (action.isEmpty() ? "" : "/" + action) + "?path=" + path;
        Endpoint request = Endpoint.bodiless(action, method, target);
        try (Connection connection = new Connection(server.port())) {
            Connection.Answer answer =
                    connection.send(action.equals("upload") ? request.with("Content-Length", "0") : request);
            String body = new String(answer.body(), StandardCharsets.UTF_8);
            if (answer.status() >= 500
                    || body.contains(SENTINEL)
                    || answer.headers().containsKey("set-cookie")) {
                wrong.add(method + " " + target + " -> " + answer.status() + " " + body);
            }
        } catch (IOException e) {
            wrong.add(method + " " + target + " -> " + e);
        }
    }

    /** What is there besides the volume itself. */
    private static Set<String> outside() throws IOException {
        Path inside = volumes.resolve("main/default/files");
        try (Stream<Path> all = Files.walk(volumes)) {
            Set<String> found = new TreeSet<>();
            all.filter(path -> !path.startsWith(inside)).forEach(path -> found.add(path.toString()));
            return found;
        }
    }
}

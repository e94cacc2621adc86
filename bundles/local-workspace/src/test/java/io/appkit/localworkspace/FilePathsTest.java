package io.appkit.localworkspace;

import static io.appkit.localworkspace.FilesClient.directory;
import static io.appkit.localworkspace.FilesClient.file;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Names that must work, and paths that must lead nowhere. */
class FilePathsTest extends AtVolumes {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a b",
                " lead",
                "trail ",
                "#",
                "a#b?c",
                "100%",
                "%41",
                "%2e%2e",
                "%2F",
                "a%00b",
                "\"quoted\"",
                "it's",
                "back\\slash",
                "..\\up",
                "semi;colon",
                ";jsessionid=1",
                "a=b&c=d",
                "plus+",
                "colon:",
                "a|b",
                "<b>",
                "*",
                "...",
                "..a",
                "a..",
                "~",
                "$HOME",
                "`id`",
                "é",
                "e\u0301",
                "日本語",
                "😀",
                "\u202egnp.exe",
                "\u200b",
                "line\nbreak",
                "tab\t",
                "CON",
                "nul.txt",
                "-rf",
                ".hidden",
                ".unfinished",
                "favicon.ico",
                "(a)",
                "[a]{b}",
                "^",
                "@",
                "!",
                ","
            })
    void everyNameIsKeptAsItIs(String name) throws Exception {
        String path = VOLUME + "/names/" + name;
        assertThat(app.put(path, name)).isEqualTo(204);
        assertThat(app.get(path)).isEqualTo(name);
        assertThat(app.status("HEAD", file(path))).isEqualTo(200);
        assertThat(Files.readString(folder.resolve("names").resolve(name))).isEqualTo(name);
        var contents = app.json("GET", directory(VOLUME + "/names")).get("contents");
        assertThat(contents).hasSize(1);
        assertThat(contents.get(0).get("name").asText()).isEqualTo(name);
        assertThat(contents.get(0).get("path").asText()).isEqualTo(path);
        assertThat(app.status("DELETE", file(path))).isEqualTo(204);
        assertThat(app.status("PUT", directory(path))).isEqualTo(204);
        assertThat(app.status("DELETE", directory(path))).isEqualTo(204);
    }

    @Test
    void theLongestNamesWork() throws Exception {
        String name = "n".repeat(255);
        assertThat(app.put(VOLUME + "/" + name, "x")).isEqualTo(204);
        assertThat(app.status("DELETE", file(VOLUME + "/" + name))).isEqualTo(204);
        assertThat(app.put(VOLUME + "/" + "é".repeat(128), "x")).isEqualTo(400);
        assertThat(app.put(VOLUME + "/n".repeat(2200), "x")).isEqualTo(400);
        assertThat(app.put(VOLUME + "/é" + ("/" + "語".repeat(80)).repeat(40), "x"))
                .isEqualTo(400);
    }

    @Test
    void slashesMayBeEncodedAsTheCommandLineDoes() throws Exception {
        app.put(VOLUME + "/README.md", "read me");
        assertThat(app.status("GET", "/api/2.0/fs/files/Volumes%2Fmain%2Fdefault%2Ffiles%2FREADME.md"))
                .isEqualTo(200);
    }

    static Stream<String> hostilePaths() {
        return Stream.of(
                "/Volumes/main/default/files/../reports/x",
                "/Volumes/main/default/files/..",
                "/Volumes/main/default/files/../../finance/reports/1998",
                "/Volumes/main/default/files/./x",
                "/Volumes/main/default/files//x",
                "/Volumes/main/default/files/x//y",
                "/Volumes/main/default/files/%2e%2e/x",
                "/Volumes/main/default/files/%2E%2E/x",
                "/Volumes/main/default/files/.%2e/x",
                "/Volumes/main/default/files/%2e/x",
                "/Volumes/main/default/files/..%2fx",
                "/Volumes/main/default/files/a%2f..%2fx",
                "/Volumes/main/default/files/%2fetc%2fpasswd",
                "/Volumes/main/default/files%2f..%2f..%2f.unfinished",
                "/Volumes/main/default/files/a%00",
                "/Volumes/main/default/files/%00/../x",
                "/Volumes/main/default/files/%c0%ae%c0%ae/x",
                "/Volumes/main/default/files/%c0%af",
                "/Volumes/main/default/files/%e0%80%ae",
                "/Volumes/main/default/files/%f0%80%80%af",
                "/Volumes/main/default/files/%ff",
                "/Volumes/main/default/files/%ed%a0%80",
                "/Volumes/main/default/files/%u002e",
                "/Volumes/main/default/files/%",
                "/Volumes/main/default/files/%4",
                "/Volumes/main/default/files/%zz",
                "/Volumes/main/default/../default/files/x",
                "/Volumes/main/../../.unfinished/x",
                "/Volumes/../Volumes/main/default/files/x",
                "/Volumes/./main/default/files/x",
                "/Volumes/main/default/.unfinished/x",
                "/Volumes/.unfinished/x/y/z",
                "/Volumes/main/default",
                "/Volumes/main/default/",
                "/Volumes/main",
                "/Volumes",
                "/Volumes/",
                "/",
                "//Volumes/main/default/files/x",
                "/volumes/main/default/files/x",
                "/Workspace/main/default/files/x",
                "/etc/passwd",
                "/dbfs/x",
                "/Volumes/main/de%5cfault/files/x",
                "/Volumes/main/de%0afault/files/x",
                "%2e%2e/x",
                "%2Fetc%2Fpasswd");
    }

    /** Sent as it is; clients would clean up some of it. */
    private static String raw(String method, String uri) throws Exception {
        try (Socket socket = app.socket(method + " " + uri + " HTTP/1.1\r\nConnection: close", new byte[0])) {
            InputStream in = socket.getInputStream();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @ParameterizedTest
    @MethodSource("hostilePaths")
    void hostilePathsAreRefused(String path) throws Exception {
        List<String> before = inside(root).toList();
        for (String endpoint : List.of("files", "directories")) {
            for (String method : List.of("GET", "HEAD", "PUT", "DELETE")) {
                assertThat(raw(method, "/api/2.0/fs/" + endpoint + path))
                        .as(method)
                        .startsWith("HTTP/1.1 400 ");
            }
        }
        assertThat(inside(root)).containsExactlyElementsOf(before);
    }

    @Test
    void otherEndpointsTakeNoAmbiguousPaths() throws Exception {
        for (String path : List.of(
                "/api/2.0/preview/scim/v2/%4de%2f..%2fMe",
                "/api/2.0/x/%2e%2e/preview/scim/v2/Me", "/api/2.0/fs/x/%2e%2e/files/Volumes")) {
            assertThat(raw("GET", path)).startsWith("HTTP/1.1 400 ");
        }
        assertThat(raw("GET", "/api/2.0/x/../preview/scim/v2/Me")).startsWith("HTTP/1.1 200 ");
    }

    @Test
    void symbolicLinksAreNotFollowed() throws Exception {
        Path outside = Files.createDirectories(root.resolveSibling(root.getFileName() + "-outside"));
        Files.writeString(outside.resolve("secret"), "secret");
        Path links = Files.createDirectories(folder.resolve("links"));
        Files.createSymbolicLink(links.resolve("folder"), outside.toAbsolutePath());
        Files.createSymbolicLink(
                links.resolve("file"), outside.resolve("secret").toAbsolutePath());
        Files.createSymbolicLink(links.resolve("up"), Path.of(".."));
        Files.createSymbolicLink(links.resolve("nowhere"), Path.of("missing"));
        for (String path : List.of("/folder", "/folder/secret", "/file", "/up", "/up/README.md", "/nowhere")) {
            for (String method : List.of("GET", "HEAD", "PUT", "DELETE")) {
                assertThat(app.status(method, file(VOLUME + "/links" + path)))
                        .as(method + path)
                        .isEqualTo(403);
                assertThat(app.status(method, directory(VOLUME + "/links" + path)))
                        .as(method + path)
                        .isEqualTo(403);
            }
        }
        assertThat(app.json("GET", directory(VOLUME + "/links")).get("contents"))
                .isEmpty();
        assertThat(Files.readString(outside.resolve("secret"))).isEqualTo("secret");
        assertThat(inside(outside)).containsExactly("", "secret");
        Files.createSymbolicLink(root.resolve("main/default/linked"), outside.toAbsolutePath());
        assertThat(app.status("GET", file("/Volumes/main/default/linked/secret")))
                .isEqualTo(404);
    }
}

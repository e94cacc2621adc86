package io.appkit.localworkspace;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How parts and whole uploads end when they do not end well. */
class PartsEndTest extends AtVolumes {

    /** A connection on which a part is begun. */
    private static Socket begin(String link, String headers, String body) throws IOException {
        URI uri = URI.create(link);
        Socket socket = new Socket("127.0.0.1", uri.getPort());
        socket.setSoTimeout(20_000);
        String head = "PUT " + uri.getRawPath() + "?" + uri.getRawQuery() + " HTTP/1.1\r\nHost: localhost\r\n" + headers
                + "\r\n\r\n";
        socket.getOutputStream().write((head + body).getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private static String statusLine(Socket socket) throws IOException {
        return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII)).readLine();
    }

    private static long unfinishedBytes() throws IOException {
        long bytes = 0;
        for (Path file : unfinished()) {
            bytes += Files.size(file);
        }
        return bytes;
    }

    @ParameterizedTest
    @CsvSource({"2, true", "2, false", "3, true", "1, false"})
    void aPartThatIsCutLeavesNothingAndCanBeSentAgain(int cut, boolean reset) throws Exception {
        PartsClient upload = PartsClient.start(app, VOLUME + "/cut" + cut + reset);
        String one = upload.put(1, "one,");
        try (Socket socket = begin(upload.link(cut), "Content-Length: 100", "half")) {
            Await.until(() -> unfinishedBytes() == 8);
            if (reset) {
                socket.setSoLinger(true, 0);
            } else {
                socket.shutdownOutput();
                assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
                        .doesNotStartWith("HTTP/1.1 2");
            }
        }
        Await.until(() -> unfinishedBytes() == 4 && unfinished().size() == 1);
        String two = upload.put(2, "two");
        assertThat(unfinished()).hasSize(1);
        assertThat(upload.complete(Map.of(1, one)).statusCode()).isEqualTo(200);
        assertThat(app.get(VOLUME + "/cut" + cut + reset)).isEqualTo("one,");
        assertThat(two).isNotEqualTo(one);
    }

    @Test
    void theSlowerOfTwoSendersOfAPartStaysWhenItIsWhole() throws Exception {
        PartsClient upload = PartsClient.start(app, VOLUME + "/twice");
        String link = upload.link(1);
        try (Socket slow = begin(link, "Content-Length: 8", "slow")) {
            Await.until(() -> unfinishedBytes() == 4);
            upload.put(1, "quick");
            upload.put(2, "two");
            slow.getOutputStream().write(",one".getBytes(StandardCharsets.US_ASCII));
            assertThat(statusLine(slow)).startsWith("HTTP/1.1 200");
        }
        Map<Integer, String> etags = Map.of(1, upload.put(3, "slow,one"));
        assertThat(upload.complete(etags).statusCode()).isEqualTo(200);
        assertThat(app.get(VOLUME + "/twice")).isEqualTo("slow,one");
    }

    @ParameterizedTest
    @CsvSource({"1, one", "1 2 3, oneTWOhalfhalf", "1 3, onehalfhalf"})
    void aPartThatComesAgainWhileTheNextOneComesReplacesTheEarlierOne(String named, String content) throws Exception {
        String path = VOLUME + "/meanwhile/" + named;
        PartsClient upload = PartsClient.start(app, path);
        Map<Integer, String> etags = new TreeMap<>(Map.of(1, upload.put(1, "one"), 2, upload.put(2, "two")));
        try (Socket third = begin(upload.link(3), "Content-Length: 8", "half")) {
            Await.until(() -> unfinishedBytes() == 10);
            etags.put(2, upload.put(2, "TWO"));
            third.getOutputStream().write("half".getBytes(StandardCharsets.US_ASCII));
            assertThat(statusLine(third)).startsWith("HTTP/1.1 200");
        }
        etags.put(3, upload.put(9, "halfhalf"));
        etags.keySet().removeIf(part -> !named.contains(part.toString()));
        assertThat(upload.complete(etags).statusCode()).isEqualTo(200);
        assertThat(app.get(path)).isEqualTo(content);
    }

    @Test
    void aPartThatStillComesWhenTheFileIsCompletedIsNoPartOfIt() throws Exception {
        PartsClient upload = PartsClient.start(app, VOLUME + "/late");
        Map<Integer, String> etags = Map.of(1, upload.put(1, "one"));
        try (Socket late = begin(upload.link(2), "Content-Length: 8", "late")) {
            Await.until(() -> unfinishedBytes() == 7);
            assertThat(upload.complete(etags).statusCode()).isEqualTo(200);
            late.getOutputStream().write("late".getBytes(StandardCharsets.US_ASCII));
            assertThat(statusLine(late)).startsWith("HTTP/1.1 404");
        }
        assertThat(app.get(VOLUME + "/late")).isEqualTo("one");
    }

    @Test
    void aPartThatStillComesWhenTheUploadIsAbortedIsRefused() throws Exception {
        PartsClient upload = PartsClient.start(app, VOLUME + "/stopped");
        try (Socket first = begin(upload.link(1), "Content-Length: 8", "half");
                Socket second = begin(upload.link(2), "Content-Length: 8", "half")) {
            Await.until(() -> unfinishedBytes() == 8);
            assertThat(upload.abort()).isEqualTo(200);
            for (Socket socket : new Socket[] {first, second}) {
                socket.getOutputStream().write("half".getBytes(StandardCharsets.US_ASCII));
                assertThat(statusLine(socket)).startsWith("HTTP/1.1 404");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"X-None: 0", "Transfer-Encoding: chunked"})
    void theLengthOfAPartMustBeKnown(String header) throws Exception {
        PartsClient upload = PartsClient.start(app, VOLUME + "/length");
        try (Socket socket = begin(upload.link(1), header, "")) {
            assertThat(statusLine(socket)).startsWith("HTTP/1.1 411");
        }
        try (Socket socket = begin(upload.link(1), "Content-Length: 5368709121", "")) {
            assertThat(statusLine(socket)).startsWith("HTTP/1.1 400");
        }
        assertThat(upload.abort()).isEqualTo(200);
    }

    @Test
    void linksLeadToWhereTheWorkspaceWasCalled() throws Exception {
        PartsClient upload = PartsClient.start(app, VOLUME + "/a b%;é?");
        String port = ":" + URI.create(workspace.url()).getPort();
        assertThat(upload.link(1)).startsWith(workspace.url() + "/storage/Volumes/main/default/files/a%20b");
        String body = RestClient.JSON.writeValueAsString(Map.of(
                "path",
                VOLUME + "/a b%;é?",
                "session_token",
                upload.token,
                "start_part_number",
                1,
                "count",
                1,
                "expire_time",
                Instant.now().plusSeconds(60).toString()));
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        String head = "POST " + PartsClient.PART_LINKS + " HTTP/1.1\r\nConnection: close\r\nHost: localhost" + port
                + "\r\nContent-Length: " + bytes.length + "\r\nAuthorization: Bearer " + app.token() + "\r\n\r\n";
        try (Socket socket = new Socket("127.0.0.1", URI.create(workspace.url()).getPort())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().write(bytes);
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .contains("\"url\":\"http://localhost" + port + "/storage/");
        }
        assertThat(upload.abort()).isEqualTo(200);
    }

    @Test
    void aLinkEndsInTime() throws Exception {
        PartsClient upload = PartsClient.start(app, VOLUME + "/expired");
        HttpResponse<String> refused =
                upload.send("PUT", upload.link(1, Instant.now().minusSeconds(1)), new byte[1_000_000]);
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.headers().firstValue("Content-Type")).contains("application/xml");
        assertThat(refused.body()).contains("<Code>AccessDenied</Code><Message>Request has expired</Message>");
        assertThat(upload.put(1, "x")).isNotBlank();
        assertThat(upload.abort()).isEqualTo(200);
    }

    @Test
    void aLinkIsForOnePartOfOneUploadOfOneFile() throws Exception {
        PartsClient upload = PartsClient.start(app, VOLUME + "/signed");
        PartsClient other = PartsClient.start(app, VOLUME + "/other");
        String link = upload.link(1, Instant.now().plusSeconds(60));
        for (String wrong : new String[] {
            link.replace("part=1", "part=2"),
            link.replace("part=1", "part=x"),
            link.replace("/signed", "/other"),
            link.replace(upload.token, other.token),
            link.replace("&expires=", "&expires=9"),
            link.replaceAll("&signature=.*", ""),
            link.replaceAll("\\?.*", ""),
            link + "x",
            upload.abortLink()
        }) {
            HttpResponse<String> refused = upload.send("PUT", wrong, new byte[] {1});
            assertThat(refused.statusCode()).as(wrong).isEqualTo(403);
            assertThat(refused.body()).contains("<Code>SignatureDoesNotMatch</Code>");
        }
        assertThat(upload.send("DELETE", link, new byte[0]).statusCode()).isEqualTo(403);
        assertThat(upload.send("GET", link, new byte[0]).statusCode()).isEqualTo(405);
        HttpResponse<String> twoRights = upload.send("PUT", link, new byte[] {1}, "Authorization", "Bearer x");
        assertThat(twoRights.statusCode()).isEqualTo(400);
        assertThat(twoRights.body()).contains("<Code>InvalidArgument</Code>");
        assertThat(unfinished()).isEmpty();
        assertThat(upload.abort()).isEqualTo(200);
        assertThat(other.abort()).isEqualTo(200);
    }

    @Test
    void anUploadThatNobodyUsesEndsAfterAnHour() throws Exception {
        Path volumes = Folders.fresh();
        AdjustableClock clock = new AdjustableClock();
        ManualDelays delays = new ManualDelays();
        try (LocalWorkspace other = start(volumes, clock, delays)) {
            PartsClient upload = PartsClient.start(FilesClient.app(other), VOLUME + "/forgotten");
            upload.put(1, "one");
            Duration almost = Duration.ofMinutes(59);
            for (int i = 0; i < 3; i++) {
                clock.advance(almost);
                delays.pass(Duration.ofHours(1));
                PartsClient again = upload.as(FilesClient.app(other));
                String link = again.link(2, clock.instant().plusSeconds(60));
                assertThat(again.send("PUT", link, new byte[3]).statusCode()).isEqualTo(200);
            }
            clock.advance(Duration.ofHours(1));
            delays.pass(Duration.ofHours(1));
            assertThat(inside(volumes.resolve(".unfinished"))).hasSize(1);
            assertError(upload.as(FilesClient.app(other)).complete(Map.of(1, "\"x\"")), 404, "NOT_FOUND", "");
        }
    }

    @Test
    void aStopEndsUploadsAndRemovesTheirParts() throws Exception {
        Path volumes = Folders.fresh();
        LocalWorkspace other = start(volumes);
        PartsClient upload = PartsClient.start(FilesClient.app(other), VOLUME + "/stopped");
        String etag = upload.put(1, "one");
        upload.put(3, "three");
        try (Socket socket = begin(upload.link(2), "Content-Length: 100", "half")) {
            Await.until(() -> inside(volumes.resolve(".unfinished")).count() == 3);
            other.close();
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
                    .doesNotStartWith("HTTP/1.1 2");
        }
        Await.until(() -> inside(volumes.resolve(".unfinished")).count() == 1);
        try (LocalWorkspace next = start(volumes)) {
            assertError(upload.as(FilesClient.app(next)).complete(Map.of(1, etag)), 404, "NOT_FOUND", "");
        }
    }
}

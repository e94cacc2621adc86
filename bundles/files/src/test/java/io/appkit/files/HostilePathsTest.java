package io.appkit.files;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.appkit.files.content.Attachment;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Paths that somebody may have thought out to reach what is not theirs. */
class HostilePathsTest {

    record Case(String path, boolean accepted, String outcome) {

        @Override
        public String toString() {
            String text = path.codePoints()
                    .limit(40)
                    .filter(symbol -> symbol > ' ' && symbol < 0x7F)
                    .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                    .toString();
            return text + " (" + path.length() + ")";
        }
    }

    private static TestApp app;

    @BeforeAll
    static void start() {
        app = new TestApp().start();
    }

    /** Too long to be read in a file. */
    private static Stream<Case> longOnes() {
        String root = TestApp.ROOT;
        return Stream.of(
                new Case("a".repeat(4096), true, root + "/" + "a".repeat(4096)),
                new Case("\u65e5".repeat(4096), true, root + "/" + "%E6%97%A5".repeat(4096)),
                new Case("a/".repeat(2048), true, root + "/a".repeat(2048)),
                new Case("\uD83D\uDE00".repeat(2048), true, root + "/" + "%F0%9F%98%80".repeat(2048)),
                new Case("a".repeat(4097), false, "4096 characters (got 4097)"),
                new Case("\u65e5".repeat(4097), false, "maximum length"),
                new Case("\uD83D\uDE00".repeat(2049), false, "4096 characters (got 4098)"),
                new Case("../".repeat(1366), false, "maximum length"),
                new Case("\\".repeat(5000), false, "maximum length"),
                new Case("\0".repeat(5000), false, "maximum length"));
    }

    static List<Case> cases() throws IOException {
        ObjectMapper json = new ObjectMapper();
        try (InputStream file = HostilePathsTest.class.getResourceAsStream("hostile-paths.txt")) {
            Stream<Case> written = new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> parse(json, line));
            return Stream.concat(written, longOnes()).toList();
        }
    }

    private static Case parse(ObjectMapper json, String line) {
        int arrow = line.lastIndexOf(" => ");
        try {
            return new Case(
                    json.readValue(line.substring(0, arrow), String.class),
                    line.startsWith("ok ", arrow + 4),
                    line.substring(arrow + 7));
        } catch (IOException e) {
            throw new IllegalArgumentException(line, e);
        }
    }

    @Test
    void areMany() throws Exception {
        assertThat(cases()).hasSizeGreaterThan(300);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void leadToTheirPlaceInTheVolumeOrNowhere(Case hostile) throws Exception {
        Browser browser = app.get("metadata", hostile.path());

        if (hostile.accepted()) {
            assertThat(app.calls()).containsExactly("app HEAD /api/2.0/fs/files" + hostile.outcome());
            assertThat(hostile.outcome()).matches("/Volumes/main/default/up(/[A-Za-z0-9%._~/-]+)?");
            assertThat(URLDecoder.decode(hostile.outcome(), StandardCharsets.UTF_8)
                            .split("/"))
                    .doesNotContain("..", ".");
            assertThat(browser.status).isEqualTo(404);
        } else {
            assertThat(app.calls()).isEmpty();
            assertThat(browser.status).isEqualTo(400);
            assertThat(browser.answer().path("error").asText())
                    .contains(hostile.outcome())
                    .doesNotContain("/Volumes");
            assertThat(browser.answer().path("plugin").asText()).isEqualTo("files");
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void asNamesMakeAHeaderOfOneAsciiLine(Case hostile) {
        String header = Attachment.named(hostile.path());

        assertThat(header)
                .matches("attachment; filename=\"(?:[ -!#-\\[\\]-~]++|\\\\[\"\\\\])*+\""
                        + "(?:; filename\\*=UTF-8''[A-Za-z0-9%._~-]*+)?");
    }
}

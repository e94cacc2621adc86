package io.appkit.server.site;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.appkit.server.dispatch.MalformedPathException;
import io.appkit.server.dispatch.RequestPath;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random paths of pieces that mean something to some parser; a seed that failed stays. */
class PathFuzzTest {

    private static final String[] PIECES = {
        "/",
        "/",
        "/",
        "..",
        ".",
        "%2e",
        "%2E%2e",
        "%2f",
        "%5c",
        "\\",
        "%00",
        "%",
        "%c0%ae",
        "%252e",
        ";",
        ";x=",
        "a",
        "dist",
        "%e2%82%ac",
        "%ed%a0%80",
        "%u002e",
        "?",
        "#",
        " ",
        "~",
        ":",
        "C:",
        "\u0000",
        ".env",
        ".well-known",
        "%2eenv",
        "\u2215"
    };
    private static final Path FOLDER = Path.of("/app/dist");
    private static final int ROUNDS = 100_000;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 42})
    void noPathLeavesTheFolderOrNamesSomethingHidden(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < ROUNDS; i++) {
            assertHarmless(path(random));
        }
    }

    @FuzzTest
    void noPathOfAnyLettersDoes(FuzzedDataProvider data) {
        assertHarmless("/" + data.consumeRemainingAsString());
    }

    private static void assertHarmless(String path) {
        Optional<Path> file = below(path);
        if (file.isPresent()) {
            assertThat(file.get().normalize()).as(path).isEqualTo(file.get()).startsWithRaw(FOLDER);
            for (Path name : FOLDER.relativize(file.get())) {
                assertThat(name.toString().startsWith(".") && !name.toString().equals(".well-known"))
                        .as(path)
                        .isFalse();
            }
        }
    }

    private static Optional<Path> below(String path) {
        try {
            return StaticFolder.below(FOLDER, RequestPath.of(path));
        } catch (MalformedPathException e) {
            return Optional.empty();
        }
    }

    private static String path(Random random) {
        StringBuilder path = new StringBuilder("/");
        for (int i = random.nextInt(10); i > 0; i--) {
            path.append(PIECES[random.nextInt(PIECES.length)]);
        }
        return path.toString();
    }
}

package io.appkit.analytics.arrow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.appkit.api.AppKitException;
import io.appkit.api.ErrorKind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Limits and damage; the texts of the values are in {@link ArrowCellTest}. */
class ArrowRowsTest {

    private static final long MANY = Long.MAX_VALUE;

    private final List<List<String>> taken = new ArrayList<>();

    private ArrowRows limited(long maxRows, long maxBytes) {
        return new ArrowRows(
                taken::addAll, maxRows, maxBytes, text -> new AppKitException(ErrorKind.TOO_LARGE, text, text));
    }

    private static void isTooLarge(Throwable error) {
        assertThat(error)
                .isInstanceOfSatisfying(
                        AppKitException.class, known -> assertThat(known.kind()).isEqualTo(ErrorKind.TOO_LARGE));
    }

    @Test
    void asManyRowsAsAllowedAreRead() throws IOException {
        ArrowRows rows = limited(2500, MANY);
        rows.read(ByteBuffer.wrap(ArrowBytes.ints("n", new int[1250])));
        rows.read(ByteBuffer.wrap(ArrowBytes.ints("n", new int[1250])));
        assertThat(taken).hasSize(2500).allMatch(List.of("0")::equals);
    }

    @Test
    void oneRowMoreOfAllStreamsIsTooMuch() throws IOException {
        ArrowRows rows = limited(2500, MANY);
        rows.read(ByteBuffer.wrap(ArrowBytes.ints("n", new int[1250])));
        assertThatThrownBy(() -> rows.read(ByteBuffer.wrap(ArrowBytes.ints("n", new int[1251]))))
                .satisfies(ArrowRowsTest::isTooLarge)
                .hasMessageContaining("2500 rows");
    }

    @Test
    void asManyBytesAsAllowedAreReadAndOneMoreOfAllStreamsIsTooMuch() throws IOException {
        byte[] stream = ArrowBytes.binary(3, 100_000);
        ArrowRows rows = limited(MANY, 2L * stream.length);
        rows.read(ByteBuffer.wrap(stream));
        rows.read(ByteBuffer.wrap(stream));
        assertThat(taken).hasSize(6);
        assertThatThrownBy(() -> limited(MANY, stream.length - 1L).read(ByteBuffer.wrap(stream)))
                .satisfies(ArrowRowsTest::isTooLarge)
                .hasMessageContaining("bytes");
    }

    @Test
    void aReaderThatHasEnoughEndsTheReading() {
        ArrowRows rows = new ArrowRows(
                some -> {
                    throw new AppKitException(ErrorKind.TOO_LARGE, "enough", "enough");
                },
                MANY,
                MANY,
                text -> new AppKitException(ErrorKind.EXECUTION, text, text));
        assertThatThrownBy(() -> rows.read(ByteBuffer.wrap(ArrowBytes.ints("n", 1))))
                .satisfies(ArrowRowsTest::isTooLarge);
    }

    @Test
    void bytesThatAreNoStreamFailAsSuch() {
        assertThatThrownBy(() -> limited(MANY, MANY).read(ByteBuffer.wrap(new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9})))
                .isInstanceOf(AppKitException.class);
    }
}

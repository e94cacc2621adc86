package io.appkit.analytics.arrow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.appkit.api.AppKitException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IpcReframerTest {

    private static final List<ResultColumn> TOTAL = List.of(column("my total", "INT"));

    private static ResultColumn column(String name, String type) {
        return new ResultColumn(name, type, type);
    }

    static byte[] reframe(List<ResultColumn> columns, int piece, byte[]... chunks) {
        IpcReframer reframer = new IpcReframer(columns);
        List<ByteBuffer> out = new ArrayList<>();
        for (byte[] chunk : chunks) {
            for (int at = 0; at < chunk.length; at += piece) {
                out.addAll(reframer.accept(ByteBuffer.wrap(chunk, at, Math.min(piece, chunk.length - at))));
            }
            reframer.endChunk();
        }
        out.addAll(reframer.end());
        return ArrowBytes.bytes(out);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 64, 100_000})
    void severalStreamsBecomeOneWithAllRowsAndTheRealNames(int piece) {
        byte[] stream = reframe(
                TOTAL,
                piece,
                ArrowBytes.ints("col_0", 1, 2, 3, 4),
                ArrowBytes.ints("col_0"),
                ArrowBytes.ints("col_0", 5));
        ArrowBytes.Table table = ArrowBytes.read(stream);
        assertThat(table.names()).containsExactly("my total");
        assertThat(table.rows()).containsExactly(List.of(1), List.of(2), List.of(3), List.of(4), List.of(5));
        assertThat(endMarkers(stream)).isEqualTo(1);
    }

    /** Frames in the stream that are an end marker: walks message by message, as a reader does. */
    private static int endMarkers(byte[] stream) {
        String hex = java.util.HexFormat.of().formatHex(stream);
        int count = 0;
        for (int at = hex.indexOf("ffffffff00000000"); at >= 0; at = hex.indexOf("ffffffff00000000", at + 1)) {
            count += at % 16 == 0 ? 1 : 0;
        }
        return count;
    }

    @Test
    void aChunkWithoutEndMarkerIsTakenAsItIs() {
        byte[] whole = ArrowBytes.ints("n", 1, 2);
        byte[] unmarked = Arrays.copyOf(whole, whole.length - 8);
        assertThat(ArrowBytes.read(reframe(TOTAL, 50, unmarked, unmarked)).rows())
                .hasSize(4);
    }

    @Test
    void withoutChunksTheStreamHasTheColumnsTheWarehouseDescribes() {
        List<ResultColumn> columns = List.of(
                column("n", "INT"), column("price", "DECIMAL(12,3)"), column("at", "TIMESTAMP"), column("x", "GEO"));
        ArrowBytes.Table table = ArrowBytes.read(reframe(columns, 1));
        assertThat(table.rows()).isEmpty();
        assertThat(table.fields())
                .extracting(Object::toString)
                .containsExactly(
                        "n: Int(32, true)", "price: Decimal(12, 3, 128)", "at: Timestamp(MICROSECOND, UTC)", "x: Utf8");
    }

    @Test
    void aNameThatIsEmptyOrNotUniqueLeavesTheOneOfTheSchema() {
        byte[] stream = ArrowBytes.ints("col_0", 1);
        assertThat(ArrowBytes.read(reframe(List.of(column("", "INT")), 10, stream))
                        .names())
                .containsExactly("col_0");
        assertThat(ArrowBytes.read(reframe(List.of(column("a", "INT"), column("b", "INT")), 10, stream))
                        .names())
                .containsExactly("col_0");
    }

    @Test
    void chunksWithDifferentSchemasFail() {
        assertThatThrownBy(() -> reframe(TOTAL, 99, ArrowBytes.ints("a", 1), ArrowBytes.ints("b", 1)))
                .hasMessageContaining("differ");
    }

    @ParameterizedTest
    @CsvSource({"1", "4", "9", "100"})
    void aChunkThatIsCutWithinAMessageFails(int missing) {
        byte[] whole = ArrowBytes.ints("n", 1, 2);
        assertThatThrownBy(() -> reframe(TOTAL, 64, Arrays.copyOf(whole, whole.length - missing)))
                .isInstanceOf(AppKitException.class);
    }

    @Test
    void anEmptyChunkFails() {
        assertThatThrownBy(() -> reframe(TOTAL, 64, new byte[0])).hasMessageContaining("no schema");
    }

    @Test
    void damagedBytesNeverDoAnythingButPassOrFailAsSuch() {
        Random random = new Random(4711);
        byte[] whole = ArrowBytes.ints("n", 1, 2, 3, 4);
        for (int round = 0; round < 20_000; round++) {
            byte[] damaged = whole.clone();
            for (int i = 0; i <= round % 4; i++) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
            }
            passOrFail(64, damaged);
        }
    }

    @FuzzTest
    void bytesOfAnyKindPassOrFailAsSuch(FuzzedDataProvider data) {
        int piece = data.consumeInt(1, 200);
        byte[] whole = ArrowBytes.ints("n", 1, 2, 3, 4);
        byte[] expected = reframe(TOTAL, whole.length, whole, whole);
        assertThat(reframe(TOTAL, piece, whole, whole)).isEqualTo(expected);
        for (int i = data.consumeInt(0, 8); i > 0; i--) {
            whole[data.consumeInt(0, whole.length - 1)] = data.consumeByte();
        }
        passOrFail(piece, whole);
        passOrFail(piece, data.consumeRemainingAsBytes());
    }

    private static void passOrFail(int piece, byte[] chunk) {
        try {
            reframe(TOTAL, piece, chunk);
        } catch (AppKitException e) {
            assertThat(e.clientMessage()).isNotEmpty();
        }
    }
}

package io.appkit.analytics.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.appkit.analytics.ScriptedWorkspace;
import io.appkit.analytics.arrow.ArrowBytes;
import io.appkit.analytics.arrow.ResultColumn;
import io.appkit.analytics.statement.StatementAnswer;
import io.appkit.analytics.statement.StatementChunks;
import io.appkit.api.AppKitException;
import io.appkit.api.execution.Cancellation;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The limits of the JSON fallback; contract: analytics, section 7. */
class RowsReadingTest {

    private static final int MIB = 1 << 20;

    /** Counts rows, so that the limits of the JSON text are not reached first. */
    private static final class CountingSink implements ResultSink {

        private int rows;

        @Override
        public void columns(List<ResultColumn> columns) {}

        @Override
        public void rows(List<List<@Nullable String>> some) {
            rows += some.size();
        }

        @Override
        public byte[] end(String statementId) {
            return new byte[0];
        }
    }

    private static int read(byte[] stream) {
        CountingSink sink = new CountingSink();
        StatementAnswer answer = new StatementAnswer(
                "s1", null, null, new StatementAnswer.Chunk(null, ByteBuffer.wrap(stream), null, null));
        new RowsReading(sink)
                .read(answer, new StatementChunks(new ScriptedWorkspace().asApp(), null, "s1"), Cancellation.NEVER);
        return sink.rows;
    }

    private static void isTooLarge(Throwable error) {
        assertThat(error)
                .isInstanceOfSatisfying(
                        AppKitException.class,
                        known -> assertThat(known.errorCode()).contains("RESULT_TOO_LARGE_FOR_JSON_FALLBACK"));
    }

    @Test
    void aHundredThousandRowsAreTheMost() {
        assertThat(read(ArrowBytes.batch("n", new int[100_000]))).isEqualTo(100_000);
        assertThatThrownBy(() -> read(ArrowBytes.batch("n", new int[100_001])))
                .satisfies(RowsReadingTest::isTooLarge)
                .hasMessageContaining("100000 rows");
    }

    @Test
    void sixtyFourMebibytesAreTheMost() throws Exception {
        assertThat(read(ArrowBytes.binary(63, MIB))).isEqualTo(63);
        assertThatThrownBy(() -> read(ArrowBytes.binary(64, MIB)))
                .satisfies(RowsReadingTest::isTooLarge)
                .hasMessageContaining("67108864 bytes");
    }
}

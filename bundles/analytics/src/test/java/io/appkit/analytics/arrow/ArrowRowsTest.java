package io.appkit.analytics.arrow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.appkit.api.AppKitException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.BitVector;
import org.apache.arrow.vector.DateDayVector;
import org.apache.arrow.vector.DecimalVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.TimeStampMicroTZVector;
import org.apache.arrow.vector.TimeStampMicroVector;
import org.apache.arrow.vector.VarBinaryVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.complex.ListVector;
import org.apache.arrow.vector.complex.impl.UnionListWriter;
import org.apache.arrow.vector.ipc.ArrowStreamWriter;
import org.junit.jupiter.api.Test;

class ArrowRowsTest {

    private static List<List<String>> rows(byte[] stream) throws IOException {
        List<List<String>> rows = new ArrayList<>();
        ArrowRows.read(ByteBuffer.wrap(stream), rows::addAll);
        return rows;
    }

    @Test
    void valuesBecomeTheTextsOfTheJsonFormat() throws IOException {
        try (BufferAllocator memory = new RootAllocator()) {
            BigIntVector number = new BigIntVector("n", memory);
            number.setSafe(0, Long.MAX_VALUE);
            DecimalVector decimal = new DecimalVector("d", memory, 10, 2);
            decimal.setSafe(0, new BigDecimal("1200.50"));
            DateDayVector date = new DateDayVector("date", memory);
            date.setSafe(0, 20_000);
            TimeStampMicroTZVector at = new TimeStampMicroTZVector("at", memory, "UTC");
            at.setSafe(0, 1_700_000_000_123_456L);
            TimeStampMicroVector local = new TimeStampMicroVector("local", memory);
            local.setSafe(0, -1L);
            VarBinaryVector binary = new VarBinaryVector("b", memory);
            binary.setSafe(0, new byte[] {1, 2, 3});
            BitVector bit = new BitVector("bit", memory);
            bit.setSafe(0, 1);
            BigIntVector none = new BigIntVector("none", memory);
            none.setNull(0);
            ListVector list = ListVector.empty("list", memory);
            UnionListWriter writer = list.getWriter();
            writer.startList();
            writer.bigInt().writeBigInt(1);
            writer.bigInt().writeBigInt(2);
            writer.endList();
            List<FieldVector> vectors = List.of(number, decimal, date, at, local, binary, bit, none, list);
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            try (VectorSchemaRoot root = new VectorSchemaRoot(vectors);
                    ArrowStreamWriter stream = new ArrowStreamWriter(root, null, Channels.newChannel(out))) {
                root.setRowCount(1);
                stream.writeBatch();
                stream.end();
            }
            assertThat(rows(out.toByteArray()))
                    .singleElement()
                    .asList()
                    .containsExactly(
                            "9223372036854775807",
                            "1200.50",
                            "2024-10-04",
                            "2023-11-14T22:13:20.123Z",
                            "1969-12-31T23:59:59.999",
                            "AQID",
                            "true",
                            null,
                            "[1,2]");
        }
    }

    @Test
    void bytesThatAreNoStreamFailAsSuch() {
        assertThatThrownBy(() -> rows(new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9})).isInstanceOf(AppKitException.class);
    }
}

package io.appkit.analytics.arrow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.appkit.api.AppKitException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.util.List;
import java.util.Random;
import java.util.function.BiConsumer;
import org.apache.arrow.compression.CommonsCompressionFactory;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.TinyIntVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.VectorUnloader;
import org.apache.arrow.vector.complex.ListVector;
import org.apache.arrow.vector.complex.StructVector;
import org.apache.arrow.vector.compression.CompressionUtil.CodecType;
import org.apache.arrow.vector.dictionary.DictionaryProvider.MapDictionaryProvider;
import org.apache.arrow.vector.ipc.ArrowStreamWriter;
import org.apache.arrow.vector.ipc.WriteChannel;
import org.apache.arrow.vector.ipc.message.ArrowDictionaryBatch;
import org.apache.arrow.vector.ipc.message.ArrowRecordBatch;
import org.apache.arrow.vector.ipc.message.IpcOption;
import org.apache.arrow.vector.ipc.message.MessageSerializer;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.DictionaryEncoding;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;
import org.apache.arrow.vector.util.Text;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Batches that pages cannot read, as Apache Arrow writes them (contract: analytics, section 5). */
class RewrittenBatchesTest {

    private static final ArrowType INT8 = new ArrowType.Int(8, true);
    private static final DictionaryEncoding REGIONS = new DictionaryEncoding(7, false, new ArrowType.Int(8, true));

    private static final List<ResultColumn> NAMES =
            List.of(new ResultColumn("a number", "BIGINT", "BIGINT"), new ResultColumn("a text", "STRING", "STRING"));

    private static byte[] compressed(CodecType codec, int batches, int rows) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (BufferAllocator memory = new RootAllocator();
                BigIntVector numbers = new BigIntVector("col_0", memory);
                VarCharVector texts = new VarCharVector("col_1", memory)) {
            VectorSchemaRoot root = VectorSchemaRoot.of(numbers, texts);
            try (ArrowStreamWriter writer = new ArrowStreamWriter(
                    root,
                    null,
                    Channels.newChannel(out),
                    IpcOption.DEFAULT,
                    CommonsCompressionFactory.INSTANCE,
                    codec)) {
                for (int batch = 0; batch < batches; batch++) {
                    for (int row = 0; row < rows; row++) {
                        numbers.setSafe(row, batch * rows + row);
                        if (row % 3 == 0) {
                            texts.setNull(row);
                        } else {
                            texts.setSafe(row, new Text("row " + row));
                        }
                    }
                    root.setRowCount(rows);
                    writer.writeBatch();
                }
                writer.end();
            }
        }
        return out.toByteArray();
    }

    @ParameterizedTest
    @EnumSource(
            value = CodecType.class,
            names = {"LZ4_FRAME", "ZSTD"})
    void compressedBatchesBecomePlain(CodecType codec) throws IOException {
        byte[] chunk = compressed(codec, 2, 500);
        byte[] plain = IpcReframerTest.reframe(NAMES, 999, chunk, compressed(codec, 0, 0), chunk);
        ArrowBytes.Table table = ArrowBytes.read(plain);
        assertThat(table.names()).containsExactly("a number", "a text");
        assertThat(table.rows()).hasSize(2000);
        assertThat(table.rows().get(1999)).containsExactly(999L, new Text("row 499"));
        assertThat(table.rows().get(501)).containsExactly(501L, new Text("row 1"));
        assertThat(table.rows().get(0)).containsExactly(0L, null);
    }

    @ParameterizedTest
    @EnumSource(
            value = CodecType.class,
            names = {"LZ4_FRAME", "ZSTD"})
    void damagedCompressedBatchesPassOrFailAsSuch(CodecType codec) throws IOException {
        byte[] whole = compressed(codec, 1, 50);
        Random random = new Random(4711);
        for (int round = 0; round < 3_000; round++) {
            byte[] damaged = whole.clone();
            for (int i = 0; i <= round % 3; i++) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
            }
            try {
                IpcReframerTest.reframe(NAMES, 500, damaged);
            } catch (AppKitException e) {
                assertThat(e.clientMessage()).isNotEmpty();
            }
        }
    }

    /** Texts in a dictionary: as a column, as elements of a list, and as a member of a struct. */
    private static byte[] dictionaries() throws IOException {
        FieldType reference = new FieldType(true, INT8, REGIONS);
        return stream(List.of("EMEA", "APAC", "LATAM"), reference, (root, write) -> {
            TinyIntVector column = (TinyIntVector) root.getVector(0);
            ListVector list = (ListVector) root.getVector(1);
            StructVector struct = (StructVector) root.getVector(2);
            TinyIntVector elements = (TinyIntVector) list.getDataVector();
            TinyIntVector member = (TinyIntVector) struct.getChild("m");
            column.setSafe(0, 2);
            column.setNull(1);
            column.setSafe(2, 0);
            list.startNewValue(0);
            elements.setSafe(0, 1);
            elements.setSafe(1, 0);
            list.endValue(0, 2);
            list.setNull(1);
            list.startNewValue(2);
            list.endValue(2, 0);
            for (int row = 0; row < 3; row++) {
                member.setSafe(row, row);
                struct.setIndexDefined(row);
            }
            root.setRowCount(3);
            write.run();
        });
    }

    private static byte[] stream(
            List<String> values, FieldType reference, BiConsumer<VectorSchemaRoot, Runnable> batches)
            throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Field text = Field.nullable("text", ArrowType.Utf8.INSTANCE);
        Field column = new Field("col_0", reference, null);
        Field list = new Field(
                "col_1", FieldType.nullable(ArrowType.List.INSTANCE), List.of(new Field("element", reference, null)));
        Field struct = new Field(
                "col_2", FieldType.nullable(ArrowType.Struct.INSTANCE), List.of(new Field("m", reference, null)));
        try (BufferAllocator memory = new RootAllocator();
                VarCharVector dictionary = (VarCharVector) text.createVector(memory);
                VectorSchemaRoot root = VectorSchemaRoot.create(new Schema(List.of(column, list, struct)), memory)) {
            for (int i = 0; i < values.size(); i++) {
                dictionary.setSafe(i, new Text(values.get(i)));
            }
            dictionary.setValueCount(values.size());
            MapDictionaryProvider provider =
                    new MapDictionaryProvider(new org.apache.arrow.vector.dictionary.Dictionary(dictionary, REGIONS));
            try (ArrowStreamWriter writer = new ArrowStreamWriter(root, provider, Channels.newChannel(out))) {
                batches.accept(root, () -> {
                    try {
                        writer.writeBatch();
                    } catch (IOException e) {
                        throw new IllegalStateException(e);
                    }
                });
                writer.end();
            }
        }
        return out.toByteArray();
    }

    private static final List<ResultColumn> NESTED = List.of(
            new ResultColumn("region", "STRING", "STRING"),
            new ResultColumn("all of them", "ARRAY", "ARRAY<STRING>"),
            new ResultColumn("s", "STRUCT", "STRUCT<m: STRING>"));

    @Test
    void referencesToDictionariesBecomeValues() throws IOException {
        byte[] chunk = dictionaries();
        byte[] plain = IpcReframerTest.reframe(NESTED, 77, chunk, chunk);
        ArrowBytes.Table table = ArrowBytes.read(plain);
        assertThat(table.fields())
                .extracting(Object::toString)
                .containsExactly("region: Utf8", "all of them: List<element: Utf8>", "s: Struct<m: Utf8>");
        assertThat(table.rows()).hasSize(6);
        assertThat(table.rows().get(0)).asString().isEqualTo("[LATAM, [\"APAC\",\"EMEA\"], {\"m\":\"EMEA\"}]");
        assertThat(table.rows().get(1)).asString().isEqualTo("[null, null, {\"m\":\"APAC\"}]");
        assertThat(table.rows().get(5)).asString().isEqualTo("[EMEA, [], {\"m\":\"LATAM\"}]");
    }

    @Test
    void aDictionaryMayGrowAndBeReplaced() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Field field = new Field("col_0", new FieldType(true, new ArrowType.Utf8(), REGIONS), null);
        WriteChannel channel = new WriteChannel(Channels.newChannel(out));
        try (BufferAllocator memory = new RootAllocator()) {
            MessageSerializer.serialize(channel, new Schema(List.of(field)));
            dictionary(channel, memory, false, "a", "b");
            references(channel, memory, 0, 1);
            dictionary(channel, memory, true, "c");
            references(channel, memory, 2, 1);
            dictionary(channel, memory, false, "x");
            references(channel, memory, 0);
        }
        List<ResultColumn> columns = List.of(new ResultColumn("t", "STRING", "STRING"));
        assertThat(ArrowBytes.read(IpcReframerTest.reframe(columns, 10, out.toByteArray()))
                        .rows())
                .extracting(row -> row.get(0).toString())
                .containsExactly("a", "b", "c", "b", "x");
    }

    private static void dictionary(WriteChannel channel, BufferAllocator memory, boolean delta, String... values)
            throws IOException {
        try (VarCharVector vector = new VarCharVector("d", memory)) {
            for (int i = 0; i < values.length; i++) {
                vector.setSafe(i, new Text(values[i]));
            }
            try (ArrowRecordBatch batch = batch(vector, values.length);
                    ArrowDictionaryBatch message = new ArrowDictionaryBatch(REGIONS.getId(), batch, delta)) {
                MessageSerializer.serialize(channel, message);
            }
        }
    }

    private static void references(WriteChannel channel, BufferAllocator memory, int... indices) throws IOException {
        try (TinyIntVector vector = new TinyIntVector("r", memory)) {
            for (int i = 0; i < indices.length; i++) {
                vector.setSafe(i, indices[i]);
            }
            try (ArrowRecordBatch batch = batch(vector, indices.length)) {
                MessageSerializer.serialize(channel, batch);
            }
        }
    }

    private static ArrowRecordBatch batch(FieldVector vector, int rows) {
        VectorSchemaRoot root = VectorSchemaRoot.of(vector);
        root.setRowCount(rows);
        return new VectorUnloader(root).getRecordBatch();
    }

    @Test
    void aReferenceBeyondTheDictionaryFails() throws IOException {
        byte[] stream = stream(List.of("one"), new FieldType(true, INT8, REGIONS), (root, write) -> {
            ((TinyIntVector) root.getVector(0)).setSafe(0, 1);
            root.setRowCount(1);
            write.run();
        });
        assertThatThrownBy(() -> IpcReframerTest.reframe(NESTED, 100, stream))
                .isInstanceOf(AppKitException.class)
                .hasMessageContaining("reference to value 1");
    }

    @Test
    void aBatchThatWouldTakeTooMuchMemoryIsRefusedBeforeItTakesAny() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int rows = (64 << 20) / Integer.BYTES;
        try (BufferAllocator memory = new RootAllocator();
                IntVector zeros = new IntVector("col_0", memory)) {
            zeros.allocateNew(rows);
            zeros.setValueCount(rows);
            try (ArrowStreamWriter writer = new ArrowStreamWriter(
                    VectorSchemaRoot.of(zeros),
                    null,
                    Channels.newChannel(out),
                    IpcOption.DEFAULT,
                    CommonsCompressionFactory.INSTANCE,
                    CodecType.ZSTD)) {
                writer.writeBatch();
            }
        }
        assertThat(out.size()).isLessThan(1 << 20);
        assertThatThrownBy(() -> IpcReframerTest.reframe(List.of(), 1 << 16, out.toByteArray()))
                .isInstanceOfSatisfying(
                        AppKitException.class,
                        error -> assertThat(error.errorCode()).contains("ARROW_DELIVERY_UNSUPPORTED"));
    }
}

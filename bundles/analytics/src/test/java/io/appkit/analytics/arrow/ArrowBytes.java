package io.appkit.analytics.arrow;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.VectorUnloader;
import org.apache.arrow.vector.ipc.ArrowStreamReader;
import org.apache.arrow.vector.ipc.ArrowStreamWriter;
import org.apache.arrow.vector.ipc.WriteChannel;
import org.apache.arrow.vector.ipc.message.ArrowBodyCompression;
import org.apache.arrow.vector.ipc.message.ArrowRecordBatch;
import org.apache.arrow.vector.ipc.message.MessageSerializer;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.DictionaryEncoding;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;

/** Arrow streams as a warehouse sends them, and what a client reads in one. */
public final class ArrowBytes {

    /** What a client reads. */
    public record Table(List<Field> fields, List<List<Object>> rows) {

        public List<String> names() {
            return fields.stream().map(Field::getName).toList();
        }
    }

    private ArrowBytes() {}

    /** A stream with one column of numbers, in batches of three rows. */
    public static byte[] ints(String column, int... values) {
        return write(Field.nullable(column, new ArrowType.Int(32, true)), values);
    }

    /** A stream that begins with a schema of a column with a dictionary. */
    static byte[] dictionary() throws IOException {
        ArrowType type = new ArrowType.Int(32, true);
        Field field = new Field("d", new FieldType(true, type, new DictionaryEncoding(1, false, null)), null);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        MessageSerializer.serialize(new WriteChannel(Channels.newChannel(out)), new Schema(List.of(field)));
        return out.toByteArray();
    }

    private static byte[] write(Field field, int... values) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (BufferAllocator memory = new RootAllocator();
                IntVector vector = new IntVector(field, memory)) {
            VectorSchemaRoot root = new VectorSchemaRoot(List.of(field), List.of(vector));
            try (ArrowStreamWriter writer = new ArrowStreamWriter(root, null, Channels.newChannel(out))) {
                for (int start = 0; start < values.length; start += 3) {
                    int count = Math.min(3, values.length - start);
                    for (int i = 0; i < count; i++) {
                        vector.setSafe(i, values[start + i]);
                    }
                    root.setRowCount(count);
                    writer.writeBatch();
                }
                writer.end();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /** A stream whose batch says that it is compressed. */
    static byte[] compressed() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Field field = Field.nullable("n", new ArrowType.Int(32, true));
        try (BufferAllocator memory = new RootAllocator();
                IntVector vector = new IntVector(field, memory)) {
            vector.setSafe(0, 1);
            VectorSchemaRoot root = new VectorSchemaRoot(List.of(field), List.of(vector));
            root.setRowCount(1);
            WriteChannel channel = new WriteChannel(Channels.newChannel(out));
            MessageSerializer.serialize(channel, new Schema(List.of(field)));
            try (ArrowRecordBatch plain = new VectorUnloader(root).getRecordBatch();
                    ArrowRecordBatch batch = new ArrowRecordBatch(
                            1, plain.getNodes(), plain.getBuffers(), new ArrowBodyCompression((byte) 0, (byte) 0))) {
                MessageSerializer.serialize(channel, batch);
            }
        }
        return out.toByteArray();
    }

    public static Table read(byte[] stream) {
        List<List<Object>> rows = new ArrayList<>();
        try (BufferAllocator memory = new RootAllocator();
                ArrowStreamReader reader = new ArrowStreamReader(new ByteArrayInputStream(stream), memory)) {
            VectorSchemaRoot root = reader.getVectorSchemaRoot();
            while (reader.loadNextBatch()) {
                for (int row = 0; row < root.getRowCount(); row++) {
                    List<Object> cells = new ArrayList<>();
                    for (var column : root.getFieldVectors()) {
                        cells.add(column.getObject(row));
                    }
                    rows.add(cells);
                }
            }
            return new Table(root.getSchema().getFields(), rows);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static byte[] bytes(List<ByteBuffer> pieces) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (ByteBuffer piece : pieces) {
            byte[] bytes = new byte[piece.remaining()];
            piece.duplicate().get(bytes);
            out.writeBytes(bytes);
        }
        return out.toByteArray();
    }
}

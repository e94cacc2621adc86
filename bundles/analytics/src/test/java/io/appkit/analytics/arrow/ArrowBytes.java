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
import org.apache.arrow.vector.VarBinaryVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowStreamReader;
import org.apache.arrow.vector.ipc.ArrowStreamWriter;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;

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
        return write(Field.nullable(column, new ArrowType.Int(32, true)), 3, values);
    }

    /** A stream with one column of numbers, in one batch. */
    public static byte[] batch(String column, int... values) {
        return write(Field.nullable(column, new ArrowType.Int(32, true)), values.length, values);
    }

    private static byte[] write(Field field, int batch, int... values) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (BufferAllocator memory = new RootAllocator();
                IntVector vector = new IntVector(field, memory)) {
            VectorSchemaRoot root = new VectorSchemaRoot(List.of(field), List.of(vector));
            try (ArrowStreamWriter writer = new ArrowStreamWriter(root, null, Channels.newChannel(out))) {
                for (int start = 0; start < values.length; start += batch) {
                    int count = Math.min(batch, values.length - start);
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

    /** A stream whose batches have one row of many bytes. */
    public static byte[] binary(int batches, int bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (BufferAllocator memory = new RootAllocator();
                VarBinaryVector vector = new VarBinaryVector("b", memory)) {
            VectorSchemaRoot root = VectorSchemaRoot.of(vector);
            try (ArrowStreamWriter stream = new ArrowStreamWriter(root, null, Channels.newChannel(out))) {
                for (int i = 0; i < batches; i++) {
                    vector.setSafe(0, new byte[bytes]);
                    root.setRowCount(1);
                    stream.writeBatch();
                }
                stream.end();
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

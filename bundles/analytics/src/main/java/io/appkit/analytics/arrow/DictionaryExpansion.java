package io.appkit.analytics.arrow;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.arrow.flatbuf.DictionaryBatch;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.OutOfMemoryException;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.BaseIntVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.VectorUnloader;
import org.apache.arrow.vector.ipc.ArrowStreamReader;
import org.apache.arrow.vector.ipc.WriteChannel;
import org.apache.arrow.vector.ipc.message.ArrowFieldNode;
import org.apache.arrow.vector.ipc.message.ArrowRecordBatch;
import org.apache.arrow.vector.ipc.message.MessageSerializer;
import org.apache.arrow.vector.types.pojo.DictionaryEncoding;
import org.apache.arrow.vector.types.pojo.Schema;
import org.apache.arrow.vector.util.ValueVectorUtility;

/**
 * Makes plain batches of those of one chunk whose columns refer to dictionaries (contract: analytics, section 5). Between
 * batches it holds nothing but bytes: memory of Arrow's would need somebody to give it back.
 */
final class DictionaryExpansion {

    private static final int MEMORY_FACTOR = 4;

    private final List<byte[]> schema;
    private final ArrowSchema plain;
    private final long maxBytes;
    private final Map<Long, List<byte[]>> dictionaries = new LinkedHashMap<>();
    private long size;

    /**
     * Creates it.
     *
     * @param schema the schema message as it has come
     * @param plain the schema without dictionaries
     * @param maxBytes of all dictionaries, and of a plain batch
     */
    DictionaryExpansion(ByteBuffer schema, ArrowSchema plain, long maxBytes) {
        this.schema = bytes(new IpcMessage(schema, new byte[0]));
        this.plain = plain;
        this.maxBytes = maxBytes;
    }

    /** Takes in a dictionary, or more of it. */
    void learn(IpcMessage message) {
        DictionaryBatch dictionary = message.dictionary();
        List<byte[]> known = dictionaries.computeIfAbsent(dictionary.id(), id -> new ArrayList<>());
        if (!dictionary.isDelta()) {
            size -= size(known);
            known.clear();
        }
        List<byte[]> bytes = bytes(message);
        known.addAll(bytes);
        size += size(bytes);
        if (size > maxBytes) {
            throw ArrowFailures.batchLimit(maxBytes);
        }
    }

    /** The batch with values in the place of references. */
    ByteBuffer plain(IpcMessage batch) {
        List<byte[]> stream = new ArrayList<>(schema);
        dictionaries.values().forEach(stream::addAll);
        stream.addAll(bytes(batch));
        try (BufferAllocator memory = new RootAllocator(maxBytes * MEMORY_FACTOR);
                ArrowStreamReader reader = new ArrowStreamReader(input(stream), memory)) {
            VectorSchemaRoot encoded = reader.getVectorSchemaRoot();
            if (!reader.loadNextBatch()) {
                throw ArrowFailures.malformed("a batch cannot be read", null);
            }
            return plain(encoded, reader, memory);
        } catch (OutOfMemoryException e) {
            throw ArrowFailures.batchLimit(maxBytes);
        } catch (IOException e) {
            throw ArrowFailures.malformed("a batch cannot be read", e);
        }
    }

    private ByteBuffer plain(VectorSchemaRoot encoded, ArrowStreamReader reader, BufferAllocator memory)
            throws IOException {
        try (VectorSchemaRoot values = VectorSchemaRoot.create(new Schema(plain.fields()), memory)) {
            for (int i = 0; i < encoded.getFieldVectors().size(); i++) {
                fill(encoded.getVector(i), values.getVector(i), reader);
            }
            VectorSchemaRoot filled =
                    new VectorSchemaRoot(values.getSchema(), values.getFieldVectors(), encoded.getRowCount());
            try (ArrowRecordBatch batch = new VectorUnloader(filled).getRecordBatch()) {
                if (batch.computeBodyLength() > maxBytes) {
                    throw ArrowFailures.batchLimit(maxBytes);
                }
                ByteArrayOutputStream out = new ByteArrayOutputStream();
                MessageSerializer.serialize(new WriteChannel(Channels.newChannel(out)), batch);
                return ByteBuffer.wrap(out.toByteArray());
            }
        }
    }

    private void fill(FieldVector from, FieldVector to, ArrowStreamReader reader) throws IOException {
        DictionaryEncoding encoding = from.getField().getDictionary();
        if (encoding != null) {
            FieldVector dictionary = reader.lookup(encoding.getId()).getVector();
            // Values are copied without a look at the dictionary's bounds.
            ValueVectorUtility.validate(dictionary);
            look(from, dictionary, to);
            return;
        }
        to.loadFieldBuffers(new ArrowFieldNode(from.getValueCount(), from.getNullCount()), from.getFieldBuffers());
        for (int i = 0; i < from.getChildrenFromFields().size(); i++) {
            fill(from.getChildrenFromFields().get(i), to.getChildrenFromFields().get(i), reader);
        }
    }

    private static void look(FieldVector references, FieldVector dictionary, FieldVector to) {
        to.setInitialCapacity(references.getValueCount());
        to.allocateNew();
        for (int row = 0; row < references.getValueCount(); row++) {
            if (references.isNull(row)) {
                to.setNull(row);
                continue;
            }
            long index = ((BaseIntVector) references).getValueAsLong(row);
            if (index < 0 || index >= dictionary.getValueCount()) {
                throw ArrowFailures.malformed("a reference to value " + index + " of a dictionary", null);
            }
            to.copyFromSafe((int) index, row, dictionary);
        }
        to.setValueCount(references.getValueCount());
    }

    private static InputStream input(List<byte[]> stream) {
        return new SequenceInputStream(Collections.enumeration(
                stream.stream().map(ByteArrayInputStream::new).toList()));
    }

    private static List<byte[]> bytes(IpcMessage message) {
        return List.of(IpcFrame.of(message.metadata()).array(), message.body());
    }

    private static long size(List<byte[]> bytes) {
        return bytes.stream().mapToLong(piece -> piece.length).sum();
    }
}

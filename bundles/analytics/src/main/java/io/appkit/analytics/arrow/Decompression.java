package io.appkit.analytics.arrow;

import com.google.flatbuffers.FlatBufferBuilder;
import io.airlift.compress.zstd.ZstdDecompressor;
import io.appkit.api.AppKitException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.apache.arrow.flatbuf.BodyCompression;
import org.apache.arrow.flatbuf.BodyCompressionMethod;
import org.apache.arrow.flatbuf.Buffer;
import org.apache.arrow.flatbuf.CompressionType;
import org.apache.arrow.flatbuf.DictionaryBatch;
import org.apache.arrow.flatbuf.FieldNode;
import org.apache.arrow.flatbuf.Message;
import org.apache.arrow.flatbuf.MessageHeader;
import org.apache.arrow.flatbuf.RecordBatch;

/** Makes plain batches of compressed ones: clients register no codec (contract: analytics, section 5). */
final class Decompression {

    /** In front of each buffer: how long its content is. */
    private static final int PREFIX = Long.BYTES;

    private static final long STORED = -1;
    private static final int ALIGNMENT = 8;

    /** Bytes of a node or buffer in the metadata. */
    private static final int STRUCT = 16;

    private final Message message;
    private final RecordBatch batch;
    private final byte[] compressed;
    private final byte codec;

    private Decompression(IpcMessage from, BodyCompression compression) {
        message = from.parsed();
        batch = from.batch();
        compressed = from.body();
        codec = compression.codec();
        long listed = (batch.nodesLength() + (long) batch.buffersLength()) * STRUCT
                + (long) batch.variadicBufferCountsLength() * Long.BYTES;
        if (listed > from.metadata().remaining()) {
            throw ArrowFailures.malformed("a batch lists more than there is", null);
        }
    }

    /**
     * The same batch without compression.
     *
     * @param maxBytes of the plain body
     * @throws AppKitException if it is malformed, larger, or compressed in an unknown way
     */
    static IpcMessage plain(IpcMessage from, long maxBytes) {
        BodyCompression compression = from.batch().compression();
        if (compression == null) {
            return from;
        } else if (compression.method() != BodyCompressionMethod.BUFFER) {
            throw ArrowFailures.unsupported("The Arrow result is compressed by method " + compression.method());
        }
        return new Decompression(from, compression).run(maxBytes);
    }

    private IpcMessage run(long maxBytes) {
        int count = batch.buffersLength();
        long[] lengths = new long[count];
        long total = 0;
        for (int i = 0; i < count; i++) {
            lengths[i] = length(content(batch.buffers(i)));
            total += padded(lengths[i]);
            if (total > maxBytes) {
                throw ArrowFailures.batchLimit(maxBytes);
            }
        }
        byte[] body = new byte[(int) total];
        int at = 0;
        for (int i = 0; i < count; i++) {
            ByteBuffer content = content(batch.buffers(i));
            if (lengths[i] > 0 && read(content, body, at, at + (int) lengths[i]) != lengths[i]) {
                throw ArrowFailures.malformed("a compressed buffer is shorter than announced", null);
            }
            at += (int) padded(lengths[i]);
        }
        return new IpcMessage(metadata(lengths, total), body);
    }

    private ByteBuffer content(Buffer buffer) {
        if (buffer.offset() < 0 || buffer.length() < 0 || buffer.offset() > compressed.length - buffer.length()) {
            throw ArrowFailures.malformed("a buffer lies outside its message", null);
        }
        return ByteBuffer.wrap(compressed, (int) buffer.offset(), (int) buffer.length())
                .order(ByteOrder.LITTLE_ENDIAN);
    }

    private static long length(ByteBuffer content) {
        if (!content.hasRemaining()) {
            return 0;
        } else if (content.remaining() < PREFIX) {
            throw ArrowFailures.malformed("a compressed buffer without its length", null);
        }
        long length = content.getLong(content.position());
        if (length < STORED || length > Integer.MAX_VALUE) {
            throw ArrowFailures.malformed("a compressed buffer of " + length + " bytes", null);
        }
        return length == STORED ? content.remaining() - PREFIX : length;
    }

    private int read(ByteBuffer content, byte[] out, int start, int end) {
        long announced = content.getLong();
        if (announced == STORED) {
            content.get(out, start, end - start);
            return end - start;
        }
        return switch (codec) {
            case CompressionType.LZ4_FRAME -> Lz4Frame.read(content, out, start, end);
            case CompressionType.ZSTD ->
                new ZstdDecompressor()
                        .decompress(compressed, content.position(), content.remaining(), out, start, end - start);
            default -> throw ArrowFailures.unsupported("The Arrow result is compressed by codec " + codec);
        };
    }

    private static long padded(long length) {
        return (length + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    }

    private ByteBuffer metadata(long[] lengths, long bodyLength) {
        FlatBufferBuilder out = new FlatBufferBuilder();
        int header = batch(out, lengths);
        if (message.headerType() == MessageHeader.DictionaryBatch) {
            DictionaryBatch dictionary = IpcMessage.present((DictionaryBatch) message.header(new DictionaryBatch()));
            header = DictionaryBatch.createDictionaryBatch(out, dictionary.id(), header, dictionary.isDelta());
        }
        Message.finishMessageBuffer(
                out, Message.createMessage(out, message.version(), message.headerType(), header, bodyLength, 0));
        return out.dataBuffer();
    }

    private int batch(FlatBufferBuilder out, long[] lengths) {
        // Flatbuffers are written back to front.
        RecordBatch.startNodesVector(out, batch.nodesLength());
        for (int i = batch.nodesLength() - 1; i >= 0; i--) {
            FieldNode node = batch.nodes(i);
            FieldNode.createFieldNode(out, node.length(), node.nullCount());
        }
        int nodes = out.endVector();
        long offset = 0;
        for (long length : lengths) {
            offset += padded(length);
        }
        RecordBatch.startBuffersVector(out, lengths.length);
        for (int i = lengths.length - 1; i >= 0; i--) {
            offset -= padded(lengths[i]);
            Buffer.createBuffer(out, offset, lengths[i]);
        }
        int buffers = out.endVector();
        long[] variadic = new long[batch.variadicBufferCountsLength()];
        for (int i = 0; i < variadic.length; i++) {
            variadic[i] = batch.variadicBufferCounts(i);
        }
        int counts = variadic.length == 0 ? 0 : RecordBatch.createVariadicBufferCountsVector(out, variadic);
        return RecordBatch.createRecordBatch(out, batch.length(), nodes, buffers, 0, counts);
    }
}

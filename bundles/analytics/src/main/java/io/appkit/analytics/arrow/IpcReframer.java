package io.appkit.analytics.arrow;

import io.appkit.api.AppKitException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.flatbuf.Message;
import org.apache.arrow.flatbuf.MessageHeader;
import org.apache.arrow.flatbuf.RecordBatch;
import org.apache.arrow.flatbuf.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Makes one Arrow IPC stream of the streams a result consists of (contract: analytics, section 5): one schema, with the
 * real column names, all record batches, one end marker. Only message headers are looked at; the bodies of record
 * batches pass through as they come. Not thread safe.
 */
public final class IpcReframer {

    private static final int WORD = 4;

    /** Far above any real header: 10,000 columns take about 1 MiB. */
    private static final int MAX_METADATA = 16 << 20;

    private final List<ResultColumn> columns;
    private final ByteBuffer word = ByteBuffer.allocate(WORD).order(ByteOrder.LITTLE_ENDIAN);
    private List<ByteBuffer> out = new ArrayList<>();
    private @Nullable ByteBuffer metadata;
    private @Nullable ArrowSchema schema;
    private boolean schemaSent;
    private boolean continued;
    private boolean inStream;
    private long body;

    /**
     * Creates it.
     *
     * @param columns as the warehouse describes them
     */
    public IpcReframer(List<ResultColumn> columns) {
        this.columns = columns;
    }

    /**
     * Takes bytes of the present chunk.
     *
     * @param bytes not to be changed as long as the result is in use
     * @return what can be sent by now, partly views of {@code bytes}
     * @throws AppKitException if the bytes are no stream, or one that pages cannot read
     */
    public List<ByteBuffer> accept(ByteBuffer bytes) {
        ByteBuffer in = bytes.slice();
        while (in.hasRemaining()) {
            if (body > 0) {
                int length = (int) Math.min(body, in.remaining());
                out.add(in.slice(in.position(), length));
                in.position(in.position() + length);
                body -= length;
            } else if (metadata == null) {
                readWord(in);
            } else {
                readMetadata(in, metadata);
            }
        }
        return taken();
    }

    /**
     * The present chunk is whole.
     *
     * @throws AppKitException if it ends too early
     */
    public void endChunk() {
        if (body > 0 || metadata != null || continued || word.position() > 0) {
            throw ArrowFailures.malformed("a chunk ends within a message", null);
        } else if (!inStream) {
            throw ArrowFailures.malformed("a chunk has no schema", null);
        }
        inStream = false;
    }

    /** The result is whole. Without any chunk it is a stream without rows. */
    public List<ByteBuffer> end() {
        if (schema == null) {
            schema = ArrowSchema.of(columns);
        }
        sendSchema(schema);
        out.add(IpcFrame.endOfStream());
        return taken();
    }

    private List<ByteBuffer> taken() {
        List<ByteBuffer> taken = out;
        out = new ArrayList<>();
        return taken;
    }

    private void readWord(ByteBuffer in) {
        while (word.hasRemaining() && in.hasRemaining()) {
            word.put(in.get());
        }
        if (word.hasRemaining()) {
            return;
        }
        int value = word.getInt(0);
        word.clear();
        if (!continued && value == IpcFrame.CONTINUATION) {
            continued = true;
            return;
        }
        continued = false;
        if (value < 0 || value > MAX_METADATA) {
            throw ArrowFailures.malformed("a message header of " + value + " bytes", null);
        } else if (value > 0) {
            metadata = ByteBuffer.allocate(value).order(ByteOrder.LITTLE_ENDIAN);
        }
        // Zero is the end marker of a chunk; ours is the only one that is sent.
    }

    private void readMetadata(ByteBuffer in, ByteBuffer collected) {
        int length = Math.min(collected.remaining(), in.remaining());
        collected.put(in.slice(in.position(), length));
        in.position(in.position() + length);
        if (collected.hasRemaining()) {
            return;
        }
        metadata = null;
        try {
            message(collected.flip());
        } catch (AppKitException e) {
            throw e;
        } catch (RuntimeException e) {
            throw ArrowFailures.malformed("a message header cannot be read", e);
        }
    }

    private void message(ByteBuffer header) {
        Message message = Message.getRootAsMessage(header.duplicate().order(ByteOrder.LITTLE_ENDIAN));
        long length = message.bodyLength();
        switch (message.headerType()) {
            case MessageHeader.Schema -> {
                if (length != 0) {
                    throw ArrowFailures.malformed("a schema with a body", null);
                }
                schema((Schema) present(message.header(new Schema())));
            }
            case MessageHeader.RecordBatch -> {
                batch((RecordBatch) present(message.header(new RecordBatch())), length);
                out.add(IpcFrame.of(header));
                body = length;
            }
            case MessageHeader.DictionaryBatch -> throw ArrowFailures.unsupported("The Arrow result has dictionaries");
            default -> throw ArrowFailures.malformed("a message of type " + message.headerType(), null);
        }
    }

    private static <T> T present(@Nullable T header) {
        if (header == null) {
            throw ArrowFailures.malformed("a message without header", null);
        }
        return header;
    }

    private void schema(Schema message) {
        ArrowSchema read = ArrowSchema.of(message);
        if (schema == null) {
            schema = read;
        } else if (!schema.sameAs(read)) {
            throw ArrowFailures.malformed("the chunks differ in their schemas", null);
        }
        inStream = true;
    }

    private void batch(RecordBatch batch, long length) {
        if (schema == null || !inStream) {
            throw ArrowFailures.malformed("a record batch before its schema", null);
        } else if (length < 0) {
            throw ArrowFailures.malformed("a record batch of " + length + " bytes", null);
        } else if (batch.compression() != null) {
            throw ArrowFailures.unsupported("The record batches of the Arrow result are compressed");
        }
        sendSchema(schema);
    }

    /** Only with the first batch: until then an error can still be told in words. */
    private void sendSchema(ArrowSchema known) {
        if (!schemaSent) {
            schemaSent = true;
            out.add(known.named(columns.stream().map(ResultColumn::name).toList())
                    .message());
        }
    }
}

package io.appkit.analytics.arrow;

import io.appkit.api.AppKitException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.flatbuf.Message;
import org.apache.arrow.flatbuf.MessageHeader;
import org.apache.arrow.flatbuf.RecordBatch;
import org.apache.arrow.flatbuf.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Makes one Arrow IPC stream of the streams a result consists of (contract: analytics, section 5): one schema, with the
 * real column names, all record batches, one end marker. Only message headers are looked at, and the bodies of record
 * batches pass through as they come, unless they are compressed or refer to dictionaries: such a batch is made plain as
 * a whole. Not thread safe.
 */
public final class IpcReframer {

    /** Of a batch that has to be made plain; warehouses send batches of a few MiB. */
    private static final long MAX_REWRITTEN = 64L << 20;

    private final List<ResultColumn> columns;
    private final IpcParser parser = new IpcParser(new Messages());
    private List<ByteBuffer> out = new ArrayList<>();
    private @Nullable ArrowSchema schema;
    private @Nullable DictionaryExpansion expansion;
    private boolean schemaSent;
    private boolean inStream;

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
        parser.accept(bytes.slice());
        return taken();
    }

    /**
     * The present chunk is whole.
     *
     * @throws AppKitException if it ends too early
     */
    public void endChunk() {
        if (!parser.betweenMessages()) {
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

    /** Only with the first batch: until then an error can still be told in words. */
    private void sendSchema(ArrowSchema known) {
        if (!schemaSent) {
            schemaSent = true;
            out.add(known.named(columns.stream().map(ResultColumn::name).toList())
                    .message());
        }
    }

    private final class Messages implements IpcParser.Listener {

        @Override
        public boolean begin(Message message, ByteBuffer metadata) {
            return switch (message.headerType()) {
                case MessageHeader.Schema -> {
                    if (message.bodyLength() != 0) {
                        throw ArrowFailures.malformed("a schema with a body", null);
                    }
                    schema(IpcMessage.present((Schema) message.header(new Schema())), metadata);
                    yield false;
                }
                case MessageHeader.RecordBatch -> batch(message, metadata);
                case MessageHeader.DictionaryBatch -> {
                    if (expansion == null) {
                        throw ArrowFailures.malformed("a dictionary before its schema", null);
                    }
                    yield rewritten(message);
                }
                default -> throw ArrowFailures.malformed("a message of type " + message.headerType(), null);
            };
        }

        private void schema(Schema message, ByteBuffer metadata) {
            ArrowSchema read = ArrowSchema.of(message);
            if (schema == null) {
                schema = read;
            } else if (!schema.sameAs(read)) {
                throw ArrowFailures.malformed("the chunks differ in their schemas", null);
            }
            expansion = ArrowSchema.hasDictionaries(message)
                    ? new DictionaryExpansion(metadata, read, MAX_REWRITTEN)
                    : null;
            inStream = true;
        }

        private boolean batch(Message message, ByteBuffer metadata) {
            if (schema == null || !inStream) {
                throw ArrowFailures.malformed("a record batch before its schema", null);
            }
            RecordBatch batch = IpcMessage.present((RecordBatch) message.header(new RecordBatch()));
            if (batch.compression() != null || expansion != null) {
                return rewritten(message);
            }
            sendSchema(schema);
            out.add(IpcFrame.of(metadata));
            return false;
        }

        private boolean rewritten(Message message) {
            if (message.bodyLength() > MAX_REWRITTEN) {
                throw ArrowFailures.batchLimit(MAX_REWRITTEN);
            }
            return true;
        }

        @Override
        public void piece(ByteBuffer piece) {
            out.add(piece);
        }

        @Override
        public void whole(IpcMessage message) {
            IpcMessage plain = Decompression.plain(message, MAX_REWRITTEN);
            DictionaryExpansion dictionaries = expansion;
            if (plain.parsed().headerType() == MessageHeader.DictionaryBatch && dictionaries != null) {
                dictionaries.learn(plain);
            } else if (schema != null) {
                sendSchema(schema);
                if (dictionaries == null) {
                    out.add(IpcFrame.of(plain.metadata()));
                    out.add(ByteBuffer.wrap(plain.body()));
                } else {
                    out.add(dictionaries.plain(plain));
                }
            }
        }
    }
}

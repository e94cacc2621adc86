package io.appkit.analytics.transfer;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.appkit.analytics.arrow.IpcReframer;
import io.appkit.analytics.arrow.ResultColumn;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** An Arrow stream that is in memory, in the form the cache keeps: length of the head, head as JSON, stream. */
public final class InlineArrow implements ArrowStream {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private record Head(String statementId, List<ResultColumn> columns) {}

    private final Head head;
    private ByteBuffer stream;

    private InlineArrow(Head head, ByteBuffer stream) {
        this.head = head;
        this.stream = stream;
    }

    /** Makes the form the cache keeps, one chunk after the other. */
    public static final class Writer {

        private final IpcReframer reframer;
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        Writer(String statementId, List<ResultColumn> columns) {
            reframer = new IpcReframer(columns);
            try {
                byte[] json = JSON.writeValueAsBytes(new Head(statementId, columns));
                DataOutputStream out = new DataOutputStream(bytes);
                out.writeInt(json.length);
                out.write(json);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        void chunk(ByteBuffer attachment) {
            write(reframer.accept(attachment));
            reframer.endChunk();
        }

        byte[] end() {
            write(reframer.end());
            return bytes.toByteArray();
        }

        private void write(List<ByteBuffer> pieces) {
            pieces.forEach(
                    piece -> bytes.write(piece.array(), piece.arrayOffset() + piece.position(), piece.remaining()));
        }
    }

    public static InlineArrow of(byte[] kept) {
        ByteBuffer bytes = ByteBuffer.wrap(kept).asReadOnlyBuffer();
        int length = bytes.getInt();
        try {
            Head head = JSON.readValue(kept, bytes.position(), length, Head.class);
            return new InlineArrow(
                    head, bytes.position(bytes.position() + length).slice());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String statementId() {
        return head.statementId;
    }

    @Override
    public List<ResultColumn> columns() {
        return head.columns;
    }

    @Override
    public CompletionStage<List<ByteBuffer>> next() {
        ByteBuffer rest = stream;
        stream = ByteBuffer.allocate(0);
        return CompletableFuture.completedStage(rest.hasRemaining() ? List.of(rest) : List.of());
    }

    @Override
    public void close() {
        stream = ByteBuffer.allocate(0);
    }
}

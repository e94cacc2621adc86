package io.appkit.analytics.arrow;

import io.appkit.api.AppKitException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.apache.arrow.flatbuf.Message;
import org.jspecify.annotations.Nullable;

/** Finds the messages of a stream whose bytes come in pieces. Not thread safe. */
final class IpcParser {

    /** Takes what is found. */
    interface Listener {

        /**
         * A message begins.
         *
         * @return whether its body is wanted as a whole, in memory
         */
        boolean begin(Message message, ByteBuffer metadata);

        /** Part of a body that passes through. */
        void piece(ByteBuffer piece);

        /** A message whose body is wanted as a whole. */
        void whole(IpcMessage message);
    }

    private static final int WORD = 4;

    /** Far above any real header: 10,000 columns take about 1 MiB. */
    private static final int MAX_METADATA = 16 << 20;

    private final Listener listener;
    private final ByteBuffer word = ByteBuffer.allocate(WORD).order(ByteOrder.LITTLE_ENDIAN);
    private @Nullable ByteBuffer metadata;
    private @Nullable IpcMessage whole;
    private boolean continued;
    private long body;

    IpcParser(Listener listener) {
        this.listener = listener;
    }

    void accept(ByteBuffer in) {
        while (in.hasRemaining()) {
            if (body > 0) {
                readBody(in);
            } else if (metadata == null) {
                readWord(in);
            } else {
                readMetadata(in, metadata);
            }
        }
    }

    /** Whether all that has come are whole messages. */
    boolean betweenMessages() {
        return body == 0 && metadata == null && !continued && word.position() == 0;
    }

    private void readBody(ByteBuffer in) {
        int length = (int) Math.min(body, in.remaining());
        IpcMessage collected = whole;
        if (collected == null) {
            listener.piece(in.slice(in.position(), length));
        } else {
            in.get(in.position(), collected.body(), (int) (collected.body().length - body), length);
        }
        in.position(in.position() + length);
        body -= length;
        if (body == 0) {
            end();
        }
    }

    private void end() {
        IpcMessage collected = whole;
        whole = null;
        if (collected != null) {
            guarded(() -> listener.whole(collected));
        }
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
            metadata = ByteBuffer.allocate(value);
        }
        // Zero is the end marker of a chunk; the one of the result is written elsewhere.
    }

    private void readMetadata(ByteBuffer in, ByteBuffer collected) {
        int length = Math.min(collected.remaining(), in.remaining());
        collected.put(in.slice(in.position(), length));
        in.position(in.position() + length);
        if (!collected.hasRemaining()) {
            metadata = null;
            guarded(() -> begin(collected.flip()));
        }
    }

    private void begin(ByteBuffer header) {
        Message message = IpcMessage.parse(header);
        long length = message.bodyLength();
        if (length < 0) {
            throw ArrowFailures.malformed("a message of " + length + " bytes", null);
        }
        if (listener.begin(message, header)) {
            whole = new IpcMessage(header, new byte[Math.toIntExact(length)]);
        }
        body = length;
        if (length == 0) {
            end();
        }
    }

    /** Bytes that are no message make the reading of messages fail in many ways. */
    private static void guarded(Runnable reading) {
        try {
            reading.run();
        } catch (AppKitException e) {
            throw e;
        } catch (RuntimeException e) {
            throw ArrowFailures.malformed("a message cannot be read", e);
        }
    }
}

package io.appkit.analytics.arrow;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.apache.arrow.flatbuf.DictionaryBatch;
import org.apache.arrow.flatbuf.Message;
import org.apache.arrow.flatbuf.MessageHeader;
import org.apache.arrow.flatbuf.RecordBatch;
import org.jspecify.annotations.Nullable;

/** A message as a whole. */
@SuppressWarnings("ArrayRecordComponent") // handed over once and never compared
record IpcMessage(ByteBuffer metadata, byte[] body) {

    static Message parse(ByteBuffer metadata) {
        return Message.getRootAsMessage(metadata.duplicate().order(ByteOrder.LITTLE_ENDIAN));
    }

    Message parsed() {
        return parse(metadata);
    }

    /** The batch it brings, which may be that of a dictionary. */
    RecordBatch batch() {
        Message message = parsed();
        return message.headerType() == MessageHeader.DictionaryBatch
                ? present(dictionary().data())
                : present((RecordBatch) message.header(new RecordBatch()));
    }

    DictionaryBatch dictionary() {
        return present((DictionaryBatch) parsed().header(new DictionaryBatch()));
    }

    static <T> T present(@Nullable T header) {
        if (header == null) {
            throw ArrowFailures.malformed("a message without header", null);
        }
        return header;
    }
}

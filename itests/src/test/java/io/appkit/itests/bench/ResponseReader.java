package io.appkit.itests.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/** Counts the bytes of answers as they arrive in pieces; it does little, since it shares the machine with what is measured. */
final class ResponseReader {

    private static final int HEAD_END = '\r' << 24 | '\n' << 16 | '\r' << 8 | '\n';

    private enum Part {
        HEAD,
        BODY,
        CHUNK_SIZE,
        CHUNK,
        LAST_LINE
    }

    private Part part = Part.HEAD;
    private byte[] head = new byte[1024];
    private int headLength;
    private int lastFour;
    private int status;
    private long bodyBytes;
    private long remaining;

    int status() {
        return status;
    }

    /** Of the answer that is being read, or was read last. */
    long bodyBytes() {
        return bodyBytes;
    }

    /** Takes bytes up to the end of an answer; tells whether that was reached. */
    boolean take(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            switch (part) {
                case HEAD -> takeHead(bytes);
                case BODY, CHUNK -> takeBody(bytes);
                case CHUNK_SIZE -> takeChunkSize(bytes.get());
                case LAST_LINE -> {
                    bytes.get();
                    remaining--;
                }
            }
            if ((part == Part.BODY || part == Part.LAST_LINE) && remaining == 0) {
                part = Part.HEAD;
                return true;
            }
            if (part == Part.CHUNK && remaining == 0) {
                part = Part.CHUNK_SIZE;
            }
        }
        return false;
    }

    private void takeHead(ByteBuffer bytes) throws IOException {
        if (headLength == head.length) {
            head = Arrays.copyOf(head, 2 * headLength);
        }
        byte next = bytes.get();
        head[headLength++] = next;
        lastFour = lastFour << 8 | next;
        if (lastFour == HEAD_END) {
            beginBody(new String(head, 0, headLength, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT));
            headLength = 0;
            lastFour = 0;
        }
    }

    private void beginBody(String text) throws IOException {
        status = Integer.parseInt(text, 9, 12, 10);
        bodyBytes = 0;
        remaining = 0;
        if (text.contains("\r\ntransfer-encoding: chunked")) {
            part = Part.CHUNK_SIZE;
            return;
        }
        if (status == 204) {
            part = Part.BODY;
            return;
        }
        int length = text.indexOf("\r\ncontent-length:");
        if (length < 0) {
            throw new IOException("an answer of unknown length:\n" + text);
        }
        int start = length + "\r\ncontent-length:".length();
        remaining =
                Long.parseLong(text.substring(start, text.indexOf('\r', start)).strip());
        part = Part.BODY;
    }

    private void takeBody(ByteBuffer bytes) {
        int taken = (int) Math.min(bytes.remaining(), remaining);
        bytes.position(bytes.position() + taken);
        remaining -= taken;
        // Two bytes after each chunk are not of the body; they were added when its size was read.
        bodyBytes += taken;
    }

    private void takeChunkSize(byte next) {
        if (next == '\n') {
            if (remaining == 0) {
                part = Part.LAST_LINE;
                remaining = 2;
            } else {
                part = Part.CHUNK;
                remaining += 2;
                bodyBytes -= 2;
            }
        } else if (next != '\r') {
            remaining = remaining * 16 + Character.digit(next, 16);
        }
    }
}

package io.appkit.itests;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** One connection for requests written as they are, one after the other or ahead of the answers. */
final class KeptConnection implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 40_000;

    private final Socket socket;
    private final InputStream in;

    KeptConnection(Server server, InetAddress from) throws IOException {
        socket = new Socket(InetAddress.getByName("127.0.0.1"), server.port(), from, 0);
        socket.setSoTimeout(PATIENCE_MILLIS);
        in = new BufferedInputStream(socket.getInputStream());
    }

    KeptConnection(Server server) throws IOException {
        this(server, InetAddress.getByName("127.0.0.1"));
    }

    /**
     * An answer.
     *
     * @param text status line, headers and body
     */
    record Answer(int status, String text) {}

    /** Writes a request: method and target, its headers, and a body unless it is empty. */
    void write(String line, List<String> headers, String body) throws IOException {
        byte[] content = body.getBytes(UTF_8);
        StringBuilder head = new StringBuilder(line + " HTTP/1.1\r\nHost: 127.0.0.1:" + socket.getPort() + "\r\n");
        headers.forEach(header -> head.append(header).append("\r\n"));
        if (content.length > 0) {
            head.append("Content-Type: application/json\r\nContent-Length: ")
                    .append(content.length)
                    .append("\r\n");
        }
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        request.writeBytes(head.append("\r\n").toString().getBytes(ISO_8859_1));
        request.writeBytes(content);
        socket.getOutputStream().write(request.toByteArray());
    }

    Answer read() throws IOException {
        StringBuilder text = new StringBuilder(line());
        int status = Integer.parseInt(text.substring(9, 12));
        int length = 0;
        boolean chunked = false;
        for (String line = line(); !line.isEmpty(); line = line()) {
            text.append('\n').append(line);
            String lower = line.toLowerCase(Locale.ROOT);
            chunked |= lower.matches("transfer-encoding: *chunked");
            length = lower.startsWith("content-length:")
                    ? Integer.parseInt(
                            lower.substring("content-length:".length()).strip())
                    : length;
        }
        text.append("\n\n");
        if (chunked) {
            for (int size = Integer.parseInt(line(), 16); size > 0; size = Integer.parseInt(line(), 16)) {
                text.append(bytes(size));
                line();
            }
            line();
        } else {
            text.append(bytes(length));
        }
        return new Answer(status, text.toString());
    }

    /** The ids of the next events of a stream. */
    List<String> readEventIds(int count) throws IOException {
        List<String> ids = new ArrayList<>();
        while (ids.size() < count) {
            String line = line();
            if (line.startsWith("id:")) {
                ids.add(line.substring("id:".length()).strip());
            }
        }
        return ids;
    }

    private String bytes(int length) throws IOException {
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException("the connection ended within an answer");
        }
        return new String(bytes, UTF_8);
    }

    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("the connection ended within an answer");
            } else if (next != '\r') {
                line.write(next);
            }
        }
        return line.toString(UTF_8);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}

package io.appkit.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The next answer on a connection.
 *
 * @param head in lower case but for the status line
 * @param body without its chunks
 */
record RawAnswer(String head, String body) {

    private static final Pattern LENGTH = Pattern.compile("\r\ncontent-length: (\\d+)");

    static RawAnswer read(Socket socket) throws IOException {
        InputStream in = socket.getInputStream();
        String head = line(in) + "\r\n";
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            head += line.toLowerCase(Locale.ROOT) + "\r\n";
        }
        Matcher length = LENGTH.matcher(head);
        if (length.find()) {
            return new RawAnswer(head, text(in, Integer.parseInt(length.group(1))));
        } else if (!head.contains("\r\ntransfer-encoding: chunked")) {
            return new RawAnswer(head, head.contains("close") ? new String(in.readAllBytes(), ISO_8859_1) : "");
        }
        StringBuilder body = new StringBuilder();
        for (int next = Integer.parseInt(line(in), 16); next > 0; next = Integer.parseInt(line(in), 16)) {
            body.append(text(in, next));
            line(in);
        }
        line(in);
        return new RawAnswer(head, body.toString());
    }

    private static String text(InputStream in, int length) throws IOException {
        return new String(in.readNBytes(length), ISO_8859_1);
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("after: " + line);
            } else if (next != '\r') {
                line.append((char) next);
            }
        }
        return line.toString();
    }
}

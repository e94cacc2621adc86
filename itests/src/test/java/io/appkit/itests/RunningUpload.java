package io.appkit.itests;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** A file that is being uploaded, as slowly as a test wants. */
public final class RunningUpload implements AutoCloseable {

    /** What the file has in it when it is whole. */
    public static final String CONTENT = "first half, second half";

    private static final int HALF = CONTENT.length() / 2;
    private static final Duration LIMIT = Duration.ofSeconds(40);

    private final Socket socket;

    private RunningUpload(Socket socket) {
        this.socket = socket;
    }

    /**
     * Sends half of a file; the server has begun to read it.
     *
     * @param identity header that tells who asks
     */
    public static RunningUpload begin(int port, String file, String identity) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout((int) LIMIT.toMillis());
        RunningUpload upload = new RunningUpload(socket);
        upload.send("POST /api/files/files/upload?path=" + file + " HTTP/1.1\r\nHost: localhost:" + port + "\r\n"
                + identity + "\r\nContent-Length: " + CONTENT.length() + "\r\nExpect: 100-continue\r\n\r\n");
        String status = upload.status();
        if (!status.startsWith("HTTP/1.1 100")) {
            throw new IOException("the upload did not begin: " + status);
        }
        upload.line();
        upload.send(CONTENT.substring(0, HALF));
        return upload;
    }

    /** Sends the rest, and returns the status line of the answer. */
    public String end() throws IOException {
        send(CONTENT.substring(HALF));
        return status();
    }

    /** Sends nothing more, and returns the status line of the answer; empty if the connection ends without one. */
    public String status() throws IOException {
        return line();
    }

    private void send(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    }

    private String line() throws IOException {
        InputStream in = socket.getInputStream();
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
            line.append((char) next);
        }
        return line.toString().strip();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}

package io.appkit.workspace;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A workspace that does on each connection what the test says, down to the bytes. */
final class RawUpstream implements AutoCloseable {

    @FunctionalInterface
    interface Script {
        void run(Request request) throws Exception;
    }

    /** A request whose head has been read. */
    record Request(Socket socket, InputStream body, String head) {

        void answer(String text) throws IOException {
            socket.getOutputStream().write(text.replace("\n", "\r\n").getBytes(StandardCharsets.ISO_8859_1));
        }

        /** The body, in its announced length or its chunks. */
        byte[] wholeBody() throws IOException {
            int at = head.indexOf("Content-Length: ");
            if (at >= 0) {
                return body.readNBytes(Integer.parseInt(head.substring(at + 16, head.indexOf('\r', at))));
            }
            ByteArrayOutputStream whole = new ByteArrayOutputStream();
            int size;
            do {
                size = Integer.parseInt(line(), 16);
                whole.write(body.readNBytes(size));
                line();
            } while (size > 0);
            return whole.toByteArray();
        }

        private String line() throws IOException {
            StringBuilder line = new StringBuilder();
            for (int c = body.read(); c != '\n' && c >= 0; c = body.read()) {
                line.append((char) c);
            }
            return line.toString().trim();
        }

        /** Reads what comes up to the end of the connection; tells how much, and how it ended. */
        End readToEnd() throws IOException {
            byte[] buffer = new byte[64 << 10];
            long bytes = 0;
            String tail = "";
            try {
                for (int n = body.read(buffer); n >= 0; n = body.read(buffer)) {
                    bytes += n;
                    String both = tail + new String(buffer, 0, n, StandardCharsets.ISO_8859_1);
                    tail = both.substring(Math.max(0, both.length() - 16));
                }
                return new End(bytes, tail);
            } catch (IOException reset) {
                return new End(bytes, tail);
            }
        }
    }

    /** The last that came on a connection. */
    record End(long bytes, String tail) {

        boolean lastChunk() {
            return tail.endsWith("\r\n0\r\n\r\n");
        }
    }

    private final ServerSocket server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final BlockingQueue<Request> requests = new LinkedBlockingQueue<>();
    private final BlockingQueue<CompletableFuture<Void>> runs = new LinkedBlockingQueue<>();
    private final Script script;

    RawUpstream(Script script) throws IOException {
        this.script = script;
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        threads.execute(this::accept);
    }

    String host() {
        return "http://127.0.0.1:" + server.getLocalPort();
    }

    /** The next request that has come. */
    Request next() throws InterruptedException {
        Request request = requests.poll(20, TimeUnit.SECONDS);
        if (request == null) {
            throw new AssertionError("no request");
        }
        return request;
    }

    int unseen() {
        return requests.size();
    }

    /** Waits until the next script has run, and fails if it did. */
    void ran() throws Exception {
        CompletableFuture<Void> run = runs.poll(20, TimeUnit.SECONDS);
        if (run == null) {
            throw new AssertionError("no script has run");
        }
        run.get(20, TimeUnit.SECONDS);
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = server.accept();
                open.add(socket);
                threads.execute(() -> serve(socket));
            }
        } catch (IOException closed) {
            // The end of the test.
        }
    }

    private void serve(Socket socket) {
        CompletableFuture<Void> run = new CompletableFuture<>();
        try (socket) {
            InputStream in = new BufferedInputStream(socket.getInputStream(), 1024);
            StringBuilder head = new StringBuilder();
            while (head.indexOf("\r\n\r\n") < 0) {
                int c = in.read();
                if (c < 0) {
                    return;
                }
                head.append((char) c);
            }
            runs.add(run);
            Request request = new Request(socket, in, head.toString());
            requests.add(request);
            script.run(request);
            run.complete(null);
        } catch (Exception | AssertionError e) {
            run.completeExceptionally(e);
        } finally {
            open.remove(socket);
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket socket : open) {
            socket.close();
        }
        threads.shutdownNow();
    }
}
